#include "batch/vault/content_place.h"

#include "batch/disk/private_files.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace reservepost::batch::vault {

namespace {

constexpr std::uint64_t content_limit_octets = 96 << 20; // Intake takes at most 64 MiB.
constexpr std::string_view name_letters = "abcdefghijklmnopqrstuvwxyz0123456789-";
constexpr std::size_t name_limit = 32;

bool is_attachment_name(std::string_view name)
{
    return !name.empty() && name.size() <= name_limit &&
           name.find_first_not_of(name_letters) == std::string_view::npos;
}

} // namespace

void require_attachment_name(std::string_view name)
{
    if (!is_attachment_name(name))
        throw std::invalid_argument("the name of an attachment is made of a-z 0-9 - and has at "
                                    "most 32 characters [this is a bug]");
}

std::string ContentName::text() const
{
    return attachment.empty() ? record.text() : record.text() + '.' + attachment;
}

std::string ContentName::associated() const
{
    return record.octets() + attachment;
}

std::optional<ContentName> ContentName::from_text(std::string_view text)
{
    const auto point = text.find('.');
    const auto id = text.substr(0, point);
    if (id.size() != 32 || id.find_first_not_of("0123456789abcdef") != std::string_view::npos)
        return std::nullopt;
    ContentName name{RecordId::from_text(id), {}};
    if (point == std::string_view::npos) return name;
    name.attachment = text.substr(point + 1);
    return is_attachment_name(name.attachment) ? std::optional(name) : std::nullopt;
}

ContentPlace::ContentPlace(const std::filesystem::path& directory)
    : directory_(directory / "content"), unfinished_(directory / "unfinished")
{
}

std::filesystem::path ContentPlace::file(const ContentName& name) const
{
    return directory_ / name.text();
}

bool ContentPlace::has(const ContentName& name) const
{
    return std::filesystem::exists(file(name));
}

std::optional<std::string> ContentPlace::find(const ContentName& name) const
{
    try {
        return disk::read_file(file(name), content_limit_octets);
    } catch (const std::system_error& error) {
        if (error.code() == std::errc::no_such_file_or_directory) return std::nullopt;
        throw;
    }
}

std::optional<std::string> ContentPlace::read_back(const ContentName& name) const
{
    if (has(name)) disk::drop_from_memory(file(name));
    return find(name);
}

ContentPlace::Listing ContentPlace::list() const
{
    Listing listing;
    for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
        const std::string text = entry.path().filename().string();
        if (const auto name = ContentName::from_text(text))
            listing.names.push_back(*name);
        else if (!text.starts_with('.')) // Files that are being written begin with a dot.
            listing.strays.push_back(text);
    }
    std::ranges::sort(listing.names);
    std::ranges::sort(listing.strays);
    return listing;
}

std::size_t ContentPlace::unfinished_count() const
{
    if (!std::filesystem::exists(unfinished_)) return 0;
    const std::filesystem::directory_iterator files(unfinished_);
    return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

std::vector<RecordId> ContentPlace::unfinished() const
{
    std::set<RecordId> records;
    if (!std::filesystem::exists(unfinished_)) return {};
    for (const auto& entry : std::filesystem::directory_iterator(unfinished_))
        if (const auto name = ContentName::from_text(entry.path().filename().string()))
            records.insert(name->record);
    return {records.begin(), records.end()};
}

std::size_t ContentPlace::clear_unfinished() const
{
    if (!std::filesystem::exists(unfinished_)) return 0;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(unfinished_))
        files.push_back(entry.path());
    for (const auto& file : files)
        std::filesystem::remove(file);
    disk::sync_directory(unfinished_);
    return files.size();
}

void ContentPlace::remove(const std::set<RecordId>& records) const
{
    for (const auto& name : list().names)
        if (records.contains(name.record)) std::filesystem::remove(file(name));
    disk::sync_directory(directory_);
}

void ContentPlace::set_aside(const RecordId& record) const
{
    disk::make_private_directory(unfinished_);
    for (const auto& name : list().names)
        if (name.record == record) disk::rename_new_durably(file(name), unfinished_ / name.text());
}

} // namespace reservepost::batch::vault
