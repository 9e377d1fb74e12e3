#pragma once

#include "batch/crypto/digest.h"

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

// The tree on plain files, as C2SP tlog-tiles: hashes in tiles of 256, the leaves themselves apart.
// A tile file is written once, synced, and never changed; a partial tile is a file of its own.

namespace reservepost::batch::deletion {

/// The log's files are not what the log wrote: something is missing, cut, changed or left over.
/// Nothing is ever mended; a person has to look.
class LogDamaged : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Hashes in a full hash tile, and leaves in a full tile of entries.
inline constexpr unsigned tile_width = 256;
/// The longest leaf, in octets, that the uint16 before it can tell.
inline constexpr std::size_t longest_leaf = 65'535;

/// "tile/0/x001/x234/067", with ".p/5" after it where `width` is 5 and not 256.
std::string hash_tile_path(unsigned level, std::uint64_t number, unsigned width = tile_width);
/// "tile/entries/x001/x234/067", with ".p/5" after it where `width` is 5 and not 256.
std::string entries_path(std::uint64_t number, unsigned width = tile_width);

/// One tile of a tree: where it lies and how wide it is.
struct TilePlace {
    unsigned level = 0; ///< 0 holds the leaves' hashes; each level above stands for 256 times more.
    std::uint64_t number = 0;
    unsigned width = 0; ///< 1 to 256.

    bool operator==(const TilePlace&) const = default;
};

/// All hash tiles of a tree of `size` leaves, from level 0 upwards; at most one a level is partial.
std::vector<TilePlace> hash_tiles_of(std::uint64_t size);

/// The files of one log below one directory. Reading never creates, writing never overwrites.
class Tiles {
public:
    explicit Tiles(std::filesystem::path directory) : directory_(std::move(directory)) {}

    const std::filesystem::path& directory() const { return directory_; }

    /// The hashes of a tile. A full tile's beginning serves where the partial file is gone.
    /// Throws `LogDamaged` when there is neither or its length is wrong.
    std::vector<crypto::Digest> hashes(const TilePlace& place) const;
    /// Writes a tile, durably. The same tile may be written again; throws `LogDamaged` when there
    /// is another one in its place.
    void write_hashes(const TilePlace& place, const std::vector<crypto::Digest>& hashes) const;

    /// The first `width` leaves of entries tile `number`, with the same rules as `hashes`.
    std::vector<std::string> entries(std::uint64_t number, unsigned width) const;
    void write_entries(std::uint64_t number, const std::vector<std::string>& leaves) const;
    /// How many leaves entries tile `number` holds: the widest file counts; 0 where there is none.
    unsigned entries_width(std::uint64_t number) const;

    /// How many hashes the level 0 tile `number` holds, in the same way.
    unsigned leaf_hashes_width(std::uint64_t number) const;

    /// The hash of a complete subtree, computed from the tiles of a tree of `size` leaves.
    crypto::Digest subtree(unsigned level, std::uint64_t index, std::uint64_t size) const;
    /// The root of the first `size` leaves. `size` may be smaller than the tree on the disk.
    crypto::Digest root(std::uint64_t size) const;

    /// Removes the partial tiles that became full ones when the tree grew from `older` to `newer`
    /// leaves. C2SP allows it: readers fall back to the full tile.
    void drop_outgrown(std::uint64_t older, std::uint64_t newer) const;

private:
    std::filesystem::path directory_;
};

} // namespace reservepost::batch::deletion
