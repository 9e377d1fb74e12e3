#include "batch/vault/facts_file.h"

#include "batch/disk/file_lock.h"
#include "batch/disk/files.h"
#include "batch/vault/store_place.h"

#include <charconv>
#include <optional>
#include <stdexcept>
#include <sys/stat.h>

namespace reservepost::batch::vault {

namespace {

constexpr std::uint64_t facts_limit_octets = std::uint64_t{1} << 32;

std::optional<Fact> whole_fact(std::string_view line)
{
    try {
        return parse_fact(line);
    } catch (const std::invalid_argument&) {
        return std::nullopt; // Counted by the caller.
    }
}

} // namespace

FactsFile::FactsFile(std::string store, std::filesystem::path directory)
    : store_(std::move(store)), directory_(std::move(directory))
{
}

FactsFile::Reading FactsFile::read() const
{
    const auto held = disk::FileLock::shared(lock());
    const std::string content = disk::read_file(directory_ / "facts", facts_limit_octets);
    Reading reading;
    std::string_view left = content;
    for (std::size_t line_number = 1; !left.empty(); ++line_number) {
        const auto end = left.find('\n');
        const auto line = left.substr(0, end);
        left.remove_prefix(end == std::string_view::npos ? left.size() : end + 1);
        if (auto fact = whole_fact(line))
            reading.facts.push_back(std::move(*fact));
        else
            reading.damaged_lines.push_back(line_number);
    }
    return reading;
}

void FactsFile::append(std::span<const Fact> facts) const
{
    if (facts.empty()) return;
    std::string lines;
    for (const auto& fact : facts) {
        lines += fact_line(fact);
        lines += '\n';
    }

    const auto held = disk::FileLock::exclusive(lock());
    const auto path = directory_ / "facts";
    const auto size = std::filesystem::file_size(path);
    const bool is_cut_off = size > 0 && disk::read_file_from(path, size - 1, 1) != "\n";
    if (is_cut_off) lines.insert(lines.begin(), '\n');
    disk::append_durably(path, lines);
}

std::int64_t FactsFile::run_number() const
{
    const auto path = directory_ / "run";
    if (!std::filesystem::exists(path)) return 0;
    const std::string text = disk::read_file(path, 64);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || std::string_view(end, text.data() + text.size()) != "\n" ||
        number < 1)
        throw VaultDamaged(store_ + ": the file `run` holds no number of a run; see "
                                    "`restore check`");
    return number;
}

void FactsFile::raise_run_number(std::int64_t number) const
{
    const auto held = disk::FileLock::exclusive(lock());
    if (number > run_number())
        disk::replace_durably(directory_ / "run", std::to_string(number) + '\n', S_IRUSR | S_IWUSR);
}

} // namespace reservepost::batch::vault
