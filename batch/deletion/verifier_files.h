#pragma once

#include "batch/deletion/verifier_findings.h"
#include "batch/deletion/verifier_octets.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reservepost::batch::deletion::verifying {

/// The level under which entries are listed beside the levels of hashes.
inline constexpr int entries_level = -1;
inline constexpr unsigned full_width = 256;

/// All files below `tile/`, known by their names alone, and read when they are asked for.
class TileFiles {
public:
    /// Lists the directory; tells of every file whose name is no tile's.
    TileFiles(std::filesystem::path directory, Findings& findings);

    static std::string path(int level, std::uint64_t number, unsigned width);

    /// The widths in which a tile is there; a crash or old age may leave several.
    const std::set<unsigned>& widths(int level, std::uint64_t number) const;
    /// The width of the file that serves a tile of `width`: its own, or the full one; or nothing.
    std::optional<unsigned> serving(int level, std::uint64_t number, unsigned width) const;
    std::optional<std::string> read(int level, std::uint64_t number, unsigned width) const;

    /// How far the entries reach, signed or not.
    std::uint64_t leaves_on_disk() const;
    bool has_entries() const;
    /// Tells of tiles that lie beyond a tree of `size` leaves.
    void tell_strays(std::uint64_t size, Findings& findings) const;

private:
    void list(const std::string& name, Findings& findings);

    std::filesystem::path directory_;
    std::map<std::pair<int, std::uint64_t>, std::set<unsigned>> tiles_;
};

/// The leaves in a tile of entries; nothing when it is cut or holds another number of them. The
/// views point into `octets`.
std::optional<std::vector<std::string_view>> part_entries(std::string_view octets, unsigned width);

} // namespace reservepost::batch::deletion::verifying
