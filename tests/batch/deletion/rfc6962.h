#pragma once

#include "batch/crypto/digest.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

// The tree of RFC 6962 as the document defines it, recursively and slowly: what writer and verifier
// are both held to.

namespace reservepost::batch::deletion::testing {

using crypto::Digest;
using Leaves = std::span<const std::string>;

inline std::vector<std::string> made_up_leaves(std::size_t count)
{
    std::vector<std::string> leaves;
    for (std::size_t i = 0; i < count; ++i)
        leaves.push_back("leaf " + std::to_string(i));
    return leaves;
}

// RFC 6962, 2.1, word for word.
inline Digest tree_hash(Leaves leaves)
{
    if (leaves.empty()) return crypto::sha256("");
    if (leaves.size() == 1) return crypto::sha256(std::string(1, '\0') + leaves[0]);
    std::size_t split = 1;
    while (split * 2 < leaves.size())
        split *= 2;
    return crypto::sha256('\1' + tree_hash(leaves.first(split)).octets() +
                          tree_hash(leaves.subspan(split)).octets());
}

// RFC 6962, 2.1.1.
inline std::vector<Digest> path(std::size_t index, Leaves leaves)
{
    if (leaves.size() == 1) return {};
    std::size_t split = 1;
    while (split * 2 < leaves.size())
        split *= 2;
    const bool left = index < split;
    auto proof =
        left ? path(index, leaves.first(split)) : path(index - split, leaves.subspan(split));
    proof.push_back(tree_hash(left ? leaves.subspan(split) : leaves.first(split)));
    return proof;
}

// RFC 6962, 2.1.2.
inline std::vector<Digest> subproof(std::size_t older, Leaves leaves, bool whole)
{
    if (older == leaves.size())
        return whole ? std::vector<Digest>{} : std::vector<Digest>{tree_hash(leaves)};
    std::size_t split = 1;
    while (split * 2 < leaves.size())
        split *= 2;
    const bool left = older <= split;
    auto proof = left ? subproof(older, leaves.first(split), whole)
                      : subproof(older - split, leaves.subspan(split), false);
    proof.push_back(tree_hash(left ? leaves.subspan(split) : leaves.first(split)));
    return proof;
}

} // namespace reservepost::batch::deletion::testing
