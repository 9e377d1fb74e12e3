#pragma once

#include "batch/crypto/digest.h"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

// The tree of RFC 6962 (SHA-256), without any notion of files. Whoever asks for a root or a proof
// says where the hashes of complete subtrees come from; tiles are one such place.

namespace reservepost::batch::deletion {

/// SHA-256 of 0x00 and the leaf's octets.
crypto::Digest leaf_hash(std::string_view leaf);

/// SHA-256 of 0x01 and the two hashes below.
crypto::Digest node_hash(const crypto::Digest& left, const crypto::Digest& right);

/// The root of a tree without leaves: SHA-256 of nothing.
crypto::Digest empty_root();

/// The hash over a whole row of nodes. Throws `std::logic_error` unless they are a power of two.
crypto::Digest complete_root(std::vector<crypto::Digest> row);

/// Gives the hash of the complete subtree over the leaves `index << level` up to, but without,
/// `(index + 1) << level`. It is only asked for subtrees that lie inside the tree in question.
using SubtreeHash = std::function<crypto::Digest(unsigned level, std::uint64_t index)>;

/// The root of the tree's first `size` leaves.
crypto::Digest root_of(std::uint64_t size, const SubtreeHash& subtree);

/// The proof that leaf `index` is in the tree of `size` leaves, from the leaf upwards.
/// Throws `std::invalid_argument` unless `index < size`.
std::vector<crypto::Digest> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                            const SubtreeHash& subtree);

/// The proof that the tree of `older` leaves is the beginning of the tree of `newer` leaves; empty
/// when they are the same or `older` is 0. Throws `std::invalid_argument` if `older > newer`.
std::vector<crypto::Digest> consistency_proof(std::uint64_t older, std::uint64_t newer,
                                              const SubtreeHash& subtree);

/// Whether `proof` shows that `leaf` (its hash) is leaf `index` of the tree of `size` leaves whose
/// root is `root`. Anything too long, too short or impossible is simply false.
bool inclusion_holds(const crypto::Digest& leaf, std::uint64_t index, std::uint64_t size,
                     const std::vector<crypto::Digest>& proof, const crypto::Digest& root);

/// A tree's size and root.
struct TreeHead {
    std::uint64_t size = 0;
    crypto::Digest root;

    bool operator==(const TreeHead&) const = default;
};

/// Whether `proof` shows that `older` is the beginning of `newer`.
bool consistency_holds(const TreeHead& older, const TreeHead& newer,
                       const std::vector<crypto::Digest>& proof);

} // namespace reservepost::batch::deletion
