#include "batch/deletion/verifier_files.h"

#include <algorithm>
#include <charconv>

namespace reservepost::batch::deletion::verifying {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t longest_entries = full_width * (65'535 + 2);
constexpr int highest_level = 7; // More leaves than a checkpoint can name.

std::optional<std::uint64_t> number_of(std::string_view digits)
{
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || fault != std::errc{} || end != digits.data() + digits.size())
        return std::nullopt;
    return number;
}

struct Name {
    int level;
    std::uint64_t number;
    unsigned width;
};

// Reads "tile/0/x001/234.p/5". Whether it was the proper spelling is seen by spelling it again.
std::optional<Name> read_name(std::string_view name)
{
    if (!name.starts_with("tile/")) return std::nullopt;
    name.remove_prefix(5);
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const std::string_view level_text = name.substr(0, slash);
    const auto level = level_text == "entries" ? std::nullopt : number_of(level_text);
    if (level_text != "entries" && (!level || *level > highest_level)) return std::nullopt;

    std::string_view rest = name.substr(slash + 1);
    std::optional<std::uint64_t> width = full_width;
    if (const std::size_t partial = rest.find(".p/"); partial != std::string_view::npos) {
        width = number_of(rest.substr(partial + 3));
        rest = rest.substr(0, partial);
    }
    std::string digits(rest);
    std::erase_if(digits, [](char c) { return c == 'x' || c == '/'; });
    const auto number = number_of(digits);
    if (!number || !width || *width == 0 || *width > full_width) return std::nullopt;
    return Name{level ? static_cast<int>(*level) : entries_level, *number,
                static_cast<unsigned>(*width)};
}

} // namespace

TileFiles::TileFiles(fs::path directory, Findings& findings) : directory_(std::move(directory))
{
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& file : fs::recursive_directory_iterator(directory_ / "tile", none))
        if (!file.is_directory())
            names.push_back(file.path().lexically_relative(directory_).generic_string());
    std::sort(names.begin(), names.end());
    for (const std::string& name : names)
        list(name, findings);
}

void TileFiles::list(const std::string& name, Findings& findings)
{
    // What a write left that never got its name.
    if (name.substr(name.rfind('/') + 1).starts_with(".new.")) return;
    const auto tile = read_name(name);
    if (!tile || path(tile->level, tile->number, tile->width) != name)
        findings.add("unknown-file", name, "It is no tile of a log.");
    else
        tiles_[{tile->level, tile->number}].insert(tile->width);
}

std::string TileFiles::path(int level, std::uint64_t number, unsigned width)
{
    std::string digits = std::to_string(number);
    while (digits.size() % 3 != 0)
        digits.insert(digits.begin(), '0');
    std::string path = "tile/" + (level < 0 ? "entries" : std::to_string(level));
    for (std::size_t at = 0; at < digits.size(); at += 3) {
        path += at + 3 < digits.size() ? "/x" : "/";
        path += digits.substr(at, 3);
    }
    if (width != full_width) path += ".p/" + std::to_string(width);
    return path;
}

const std::set<unsigned>& TileFiles::widths(int level, std::uint64_t number) const
{
    static const std::set<unsigned> none;
    const auto found = tiles_.find({level, number});
    return found == tiles_.end() ? none : found->second;
}

std::optional<unsigned> TileFiles::serving(int level, std::uint64_t number, unsigned width) const
{
    const std::set<unsigned>& there = widths(level, number);
    if (there.contains(width)) return width;
    if (there.contains(full_width)) return full_width;
    return std::nullopt;
}

std::optional<std::string> TileFiles::read(int level, std::uint64_t number, unsigned width) const
{
    return read_octets(directory_ / path(level, number, width), longest_entries);
}

std::uint64_t TileFiles::leaves_on_disk() const
{
    std::uint64_t leaves = 0;
    for (const auto& [tile, widths] : tiles_)
        if (tile.first == entries_level && tile.second < (std::uint64_t{1} << 54))
            leaves = std::max(leaves, tile.second * full_width + *widths.rbegin());
    return leaves;
}

bool TileFiles::has_entries() const
{
    return std::any_of(tiles_.begin(), tiles_.end(),
                       [](const auto& tile) { return tile.first.first == entries_level; });
}

void TileFiles::tell_strays(std::uint64_t size, Findings& findings) const
{
    for (const auto& [tile, there] : tiles_) {
        const auto& [level, number] = tile;
        const unsigned shift = 8U * static_cast<unsigned>(std::max(level, 0));
        const std::uint64_t count = size >> shift;
        for (const unsigned width : there)
            if (number > count / full_width ||
                (number == count / full_width && width > count % full_width))
                findings.add("unknown-file", path(level, number, width),
                             "It lies beyond the end of the log.");
    }
}

std::optional<std::vector<std::string_view>> part_entries(std::string_view octets, unsigned width)
{
    std::vector<std::string_view> leaves;
    leaves.reserve(width);
    while (octets.size() >= 2) {
        const std::size_t length = static_cast<std::size_t>(static_cast<unsigned char>(octets[0]))
                                       << 8U |
                                   static_cast<unsigned char>(octets[1]);
        octets.remove_prefix(2);
        if (octets.size() < length || leaves.size() == width) return std::nullopt;
        leaves.push_back(octets.substr(0, length));
        octets.remove_prefix(length);
    }
    if (!octets.empty() || leaves.size() != width) return std::nullopt;
    return leaves;
}

} // namespace reservepost::batch::deletion::verifying
