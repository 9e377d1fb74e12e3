#include "batch/deletion/tiles.h"

#include "batch/deletion/merkle.h"
#include "batch/disk/files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <system_error>

namespace reservepost::batch::deletion {
namespace {

namespace fs = std::filesystem;
using crypto::Digest;

constexpr std::uint64_t longest_tile_octets = tile_width * (longest_leaf + 2);

// C2SP: groups of three digits, all but the last with an x before them.
std::string tile_number(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    digits.insert(0, (3 - digits.size() % 3) % 3, '0');
    std::string path;
    for (std::size_t at = 0; at < digits.size(); at += 3) {
        const bool last = at + 3 == digits.size();
        path += (last ? "" : "x") + digits.substr(at, 3) + (last ? "" : "/");
    }
    return path;
}

std::string with_width(std::string path, unsigned width)
{
    if (width == 0 || width > tile_width)
        throw std::logic_error("a tile is 1 to 256 wide [this is a bug]");
    if (width < tile_width) path += ".p/" + std::to_string(width);
    return path;
}

std::optional<std::string> find_file(const fs::path& file)
{
    try {
        return disk::read_file(file, longest_tile_octets);
    } catch (const std::system_error& error) {
        if (error.code() == std::errc::no_such_file_or_directory) return std::nullopt;
        if (error.code() == std::errc::file_too_large)
            throw LogDamaged(file.string() + ": longer than any tile the log writes");
        throw;
    }
}

// Entries are for reviewers alone; hashes tell nothing and are published.
bool is_entries(const fs::path& file)
{
    constexpr std::array below{"tile", "entries"};
    return std::search(file.begin(), file.end(), below.begin(), below.end()) != file.end();
}

void make_directories(const fs::path& directory)
{
    if (fs::is_directory(directory)) return;
    make_directories(directory.parent_path());
    std::error_code error;
    if (!fs::create_directory(directory, error) && error)
        throw std::system_error(error, directory.string() + ": make directory");
    fs::permissions(directory, static_cast<fs::perms>(is_entries(directory) ? 0750 : 0755));
    disk::sync_directory(directory.parent_path());
}

void write_once(const fs::path& root, const std::string& path, std::string_view octets)
{
    const fs::path file = root / path;
    if (const auto there = find_file(file)) {
        if (*there != octets)
            throw LogDamaged(file.string() + ": is there with other content; a tile is written "
                                             "once and never changed");
        disk::sync_directory(file.parent_path());
        return;
    }
    make_directories(file.parent_path());
    disk::write_new_durably(file, octets, is_entries(path) ? 0640 : 0644);
}

// The widest file of one tile, full or partial; 0 where there is none.
unsigned widest(const fs::path& root, const std::string& full_path)
{
    if (fs::exists(root / full_path)) return tile_width;
    unsigned width = 0;
    std::error_code error;
    for (const auto& file : fs::directory_iterator(root / (full_path + ".p"), error)) {
        const std::string name = file.path().filename().string();
        unsigned number = 0;
        const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (fault == std::errc{} && end == name.data() + name.size() && number < tile_width)
            width = std::max(width, number);
    }
    if (error && error != std::errc::no_such_file_or_directory)
        throw std::system_error(error, (root / (full_path + ".p")).string() + ": list");
    return width;
}

std::vector<std::string> part_entries(const std::string& octets, unsigned width,
                                      const fs::path& file)
{
    std::vector<std::string> leaves;
    std::size_t at = 0;
    while (at < octets.size()) {
        if (octets.size() - at < 2) throw LogDamaged(file.string() + ": cut in a length");
        const auto high = static_cast<unsigned char>(octets[at]);
        const auto low = static_cast<unsigned char>(octets[at + 1]);
        const std::size_t length = std::size_t{high} * 256 + low;
        at += 2;
        if (octets.size() - at < length) throw LogDamaged(file.string() + ": cut in a leaf");
        leaves.push_back(octets.substr(at, length));
        at += length;
    }
    if (leaves.size() != width)
        throw LogDamaged(file.string() + ": holds " + std::to_string(leaves.size()) +
                         " leaves instead of " + std::to_string(width));
    return leaves;
}

// A file with the width it was written for: the exact one, else the full tile.
struct Found {
    fs::path file;
    std::string octets;
    unsigned width;
};

Found find_tile(const fs::path& root, const std::string& exact, const std::string& full,
                unsigned width)
{
    if (auto octets = find_file(root / exact)) return {root / exact, std::move(*octets), width};
    if (auto octets = find_file(root / full)) return {root / full, std::move(*octets), tile_width};
    throw LogDamaged((root / exact).string() + ": is missing");
}

} // namespace

std::string hash_tile_path(unsigned level, std::uint64_t number, unsigned width)
{
    return with_width("tile/" + std::to_string(level) + "/" + tile_number(number), width);
}

std::string entries_path(std::uint64_t number, unsigned width)
{
    return with_width("tile/entries/" + tile_number(number), width);
}

std::vector<TilePlace> hash_tiles_of(std::uint64_t size)
{
    std::vector<TilePlace> places;
    unsigned level = 0;
    for (std::uint64_t count = size; count > 0; count /= tile_width, ++level) {
        for (std::uint64_t number = 0; number < count / tile_width; ++number)
            places.push_back({level, number, tile_width});
        const auto rest = static_cast<unsigned>(count % tile_width);
        if (rest > 0) places.push_back({level, count / tile_width, rest});
    }
    return places;
}

std::vector<Digest> Tiles::hashes(const TilePlace& place) const
{
    const Found found =
        find_tile(directory_, hash_tile_path(place.level, place.number, place.width),
                  hash_tile_path(place.level, place.number), place.width);
    if (found.octets.size() != found.width * Digest::size)
        throw LogDamaged(found.file.string() + ": has " + std::to_string(found.octets.size()) +
                         " octets instead of " + std::to_string(found.width * Digest::size));
    std::vector<Digest> hashes;
    for (unsigned i = 0; i < place.width; ++i)
        hashes.push_back(Digest::from_octets(
            std::string_view(found.octets).substr(i * Digest::size, Digest::size)));
    return hashes;
}

void Tiles::write_hashes(const TilePlace& place, const std::vector<Digest>& hashes) const
{
    if (hashes.size() != place.width)
        throw std::logic_error("a hash tile of the wrong width [this is a bug]");
    std::string octets;
    for (const Digest& hash : hashes)
        octets += hash.octets();
    write_once(directory_, hash_tile_path(place.level, place.number, place.width), octets);
}

unsigned Tiles::leaf_hashes_width(std::uint64_t number) const
{
    return widest(directory_, hash_tile_path(0, number));
}

std::vector<std::string> Tiles::entries(std::uint64_t number, unsigned width) const
{
    const Found found =
        find_tile(directory_, entries_path(number, width), entries_path(number), width);
    std::vector<std::string> leaves = part_entries(found.octets, found.width, found.file);
    leaves.resize(width);
    return leaves;
}

void Tiles::write_entries(std::uint64_t number, const std::vector<std::string>& leaves) const
{
    std::string octets;
    for (const std::string& leaf : leaves) {
        if (leaf.empty() || leaf.size() > longest_leaf)
            throw std::logic_error("a leaf of impossible length [this is a bug]");
        octets += static_cast<char>(leaf.size() / 256);
        octets += static_cast<char>(leaf.size() % 256);
        octets += leaf;
    }
    write_once(directory_, entries_path(number, static_cast<unsigned>(leaves.size())), octets);
}

unsigned Tiles::entries_width(std::uint64_t number) const
{
    return widest(directory_, entries_path(number));
}

Digest Tiles::subtree(unsigned level, std::uint64_t index, std::uint64_t size) const
{
    const unsigned tile_level = level / 8;
    const unsigned within = level % 8;
    const std::uint64_t first = index << within;
    const std::uint64_t count = size >> (8 * tile_level);
    const std::uint64_t number = first / tile_width;
    const auto width =
        static_cast<unsigned>(std::min<std::uint64_t>(tile_width, count - number * tile_width));
    const std::vector<Digest> tile = hashes({tile_level, number, width});
    const auto begin = tile.begin() + static_cast<std::ptrdiff_t>(first % tile_width);
    return complete_root({begin, begin + (std::ptrdiff_t{1} << within)});
}

Digest Tiles::root(std::uint64_t size) const
{
    return root_of(
        size, [&](unsigned level, std::uint64_t index) { return subtree(level, index, size); });
}

void Tiles::drop_outgrown(std::uint64_t older, std::uint64_t newer) const
{
    const auto drop = [&](const std::string& full_path) {
        const fs::path partial = directory_ / (full_path + ".p");
        if (fs::exists(directory_ / full_path) && fs::remove_all(partial) > 0)
            disk::sync_directory(partial.parent_path());
    };
    for (unsigned level = 0; newer > 0; ++level) {
        for (std::uint64_t number = older / tile_width; number < newer / tile_width; ++number) {
            drop(hash_tile_path(level, number));
            if (level == 0) drop(entries_path(number));
        }
        older /= tile_width;
        newer /= tile_width;
    }
}

} // namespace reservepost::batch::deletion
