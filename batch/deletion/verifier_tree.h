#pragma once

#include "batch/deletion/verifier_octets.h"

#include <cstdint>
#include <functional>
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

} // namespace reservepost::batch::deletion::verifying
