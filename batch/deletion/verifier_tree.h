#pragma once

#include "batch/deletion/verifier_octets.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace reservepost::batch::deletion::verifying {

/// Builds the tree from its leaves' hashes, one after the other, in flat memory, and hands out
/// each tile as it becomes complete.
class Growing {
public:
    using Tile =
        std::function<void(unsigned level, std::uint64_t number, const std::vector<Hash>& hashes)>;

    Growing(Hasher& hasher, Tile tile) : hasher_(hasher), tile_(std::move(tile)) {}

    void push(const Hash& leaf);
    /// Hands out the tiles that stay partial.
    void finish();
    std::uint64_t size() const { return size_; }
    /// The root over all leaves so far.
    Hash root() const;

private:
    struct Level {
        std::uint64_t number = 0; ///< Of the tile that is being filled.
        std::vector<Hash> hashes;
    };

    Hash join(std::vector<Hash> row) const;

    Hasher& hasher_;
    Tile tile_;
    std::uint64_t size_ = 0;
    std::vector<Level> levels_;
};

/// The root of the tree of `size` leaves in which `leaf` is leaf `index`, by the hashes of its
/// `path` from the leaf's neighbour upwards (RFC 6962, 2.1.1). Nothing unless there are exactly as
/// many as the leaf lies deep; nothing for an index that is not in the tree.
std::optional<Hash> root_by_path(Hasher& hasher, const Hash& leaf, std::uint64_t index,
                                 std::uint64_t size, std::span<const Hash> path);

} // namespace reservepost::batch::deletion::verifying
