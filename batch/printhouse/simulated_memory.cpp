#include "batch/printhouse/simulated_memory.h"

#include "batch/disk/files.h"
#include "batch/disk/private_files.h"
#include "batch/printhouse/contract_json.h"

#include <algorithm>

namespace reservepost::batch::printhouse {
namespace {

constexpr std::string_view story_ending = ".story.json";
constexpr std::uint64_t most_octets = 64ULL * 1024 * 1024;
constexpr mode_t private_mode = 0600;

json::Value story_value(const RememberedPackage& package)
{
    json::Value story = json::Value::list();
    for (const ToldAt& told : package.story)
        story.add(json::Value::object({{"due", instant_text(told.due)},
                                       {"lie", told.is_lie},
                                       {"receipt", receipt_json(told.receipt)}}));
    return json::Value::object({{"package", package.package.file_name()},
                                {"story", std::move(story)},
                                {"told", static_cast<std::int64_t>(package.told)}});
}

RememberedPackage read_story(std::string_view octets)
{
    const json::Value value = json::parse(octets, {.octets = most_octets});
    RememberedPackage package{.package = PackageName::parse(value.text("package"))};
    for (const json::Value& told : value.items("story"))
        package.story.push_back({parse_instant(told.text("due")),
                                 parse_receipt_json(told.text("receipt")), told.boolean("lie")});
    package.told = static_cast<std::size_t>(
        whole_number(value, "told", 0, static_cast<std::int64_t>(package.story.size())));
    return package;
}

} // namespace

SimulatedMemory::SimulatedMemory(std::filesystem::path directory) : directory_(std::move(directory))
{
    disk::make_private_directory(directory_);
    for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with('.') || !name.ends_with(story_ending)) continue;
        packages_.push_back(naming(entry.path().string(), [&] {
            return read_story(disk::read_file(entry.path(), most_octets));
        }));
    }
    std::ranges::sort(packages_, {}, [](const auto& package) { return package.package.stem(); });
}

const RememberedPackage* SimulatedMemory::find(const PackageName& package) const
{
    const auto found = std::ranges::find(packages_, package, &RememberedPackage::package);
    return found == packages_.end() ? nullptr : &*found;
}

bool SimulatedMemory::has_number_of(const PackageName& package) const
{
    return std::ranges::any_of(packages_, [&](const RememberedPackage& other) {
        return other.package.job == package.job && other.package != package;
    });
}

void SimulatedMemory::add(RememberedPackage package)
{
    save(package);
    packages_.push_back(std::move(package));
}

void SimulatedMemory::save(const RememberedPackage& package) const
{
    disk::replace_durably(story_file(package.package), json::canonical(story_value(package)),
                          private_mode);
}

std::string SimulatedMemory::signed_receipt(const RememberedPackage& package, std::size_t place,
                                            const crypto::Identity& house) const
{
    const auto file = directory_ / (package.package.stem() + '.' + std::to_string(place) + ".p7m");
    if (!std::filesystem::exists(file)) {
        const ToldAt& told = package.story.at(place);
        disk::write_new_durably(file, sign_receipt(told.receipt, house, told.due), private_mode);
    }
    return disk::read_file(file, most_octets);
}

std::filesystem::path SimulatedMemory::story_file(const PackageName& package) const
{
    return directory_ / (package.stem() + std::string(story_ending));
}

} // namespace reservepost::batch::printhouse
