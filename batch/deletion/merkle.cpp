#include "batch/deletion/merkle.h"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <string>

namespace reservepost::batch::deletion {
namespace {

using crypto::Digest;

// The hash over the leaves from `begin` up to `end`. `begin` is a multiple of every power of two
// that is not larger than the range, as it always is for the ranges of RFC 6962.
Digest range_hash(std::uint64_t begin, std::uint64_t end, const SubtreeHash& subtree)
{
    std::vector<Digest> parts;
    for (std::uint64_t at = begin; at < end;) {
        const auto level = static_cast<unsigned>(std::bit_width(end - at) - 1);
        parts.push_back(subtree(level, at >> level));
        at += std::uint64_t{1} << level;
    }
    Digest hash = parts.back();
    for (auto part = parts.rbegin() + 1; part != parts.rend(); ++part)
        hash = node_hash(*part, hash);
    return hash;
}

// Where RFC 6962 parts a range of `count` leaves: the largest power of two below `count`.
std::uint64_t split_point(std::uint64_t count)
{
    return std::bit_floor(count - 1);
}

} // namespace

Digest leaf_hash(std::string_view leaf)
{
    std::string octets(1, '\x00');
    octets += leaf;
    return crypto::sha256(octets);
}

Digest node_hash(const Digest& left, const Digest& right)
{
    return crypto::sha256('\x01' + left.octets() + right.octets());
}

Digest empty_root()
{
    return crypto::sha256("");
}

Digest complete_root(std::vector<Digest> row)
{
    if (!std::has_single_bit(row.size()))
        throw std::logic_error("a row of hashes that is no complete subtree's [this is a bug]");
    while (row.size() > 1) {
        for (std::size_t i = 0; i < row.size() / 2; ++i)
            row[i] = node_hash(row[2 * i], row[2 * i + 1]);
        row.resize(row.size() / 2);
    }
    return row.front();
}

Digest root_of(std::uint64_t size, const SubtreeHash& subtree)
{
    return size == 0 ? empty_root() : range_hash(0, size, subtree);
}

std::vector<Digest> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                    const SubtreeHash& subtree)
{
    if (index >= size)
        throw std::invalid_argument("a proof was asked for a leaf that the tree does not have");
    std::vector<Digest> proof;
    std::uint64_t begin = 0;
    std::uint64_t end = size;
    while (end - begin > 1) {
        const std::uint64_t middle = begin + split_point(end - begin);
        if (index < middle) {
            proof.push_back(range_hash(middle, end, subtree));
            end = middle;
        } else {
            proof.push_back(range_hash(begin, middle, subtree));
            begin = middle;
        }
    }
    std::reverse(proof.begin(), proof.end());
    return proof;
}

std::vector<Digest> consistency_proof(std::uint64_t older, std::uint64_t newer,
                                      const SubtreeHash& subtree)
{
    if (older > newer)
        throw std::invalid_argument("a proof was asked that a larger tree is part of a smaller");
    std::vector<Digest> proof;
    if (older == 0 || older == newer) return proof;
    std::uint64_t begin = 0;
    std::uint64_t end = newer;
    while (end != older) {
        const std::uint64_t middle = begin + split_point(end - begin);
        if (older <= middle) {
            proof.push_back(range_hash(middle, end, subtree));
            end = middle;
        } else {
            proof.push_back(range_hash(begin, middle, subtree));
            begin = middle;
        }
    }
    // The subtree that both share; a reader knows it already when it is the whole older tree.
    if (begin != 0) proof.push_back(range_hash(begin, end, subtree));
    std::reverse(proof.begin(), proof.end());
    return proof;
}

// RFC 9162, 2.1.3.2.
bool inclusion_holds(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                     const std::vector<Digest>& proof, const Digest& root)
{
    if (index >= size) return false;
    std::uint64_t node = index;
    std::uint64_t last = size - 1;
    Digest hash = leaf;
    for (const Digest& sibling : proof) {
        if (last == 0) return false;
        if (node % 2 == 1 || node == last) {
            hash = node_hash(sibling, hash);
            while (node % 2 == 0 && node != 0) {
                node /= 2;
                last /= 2;
            }
        } else {
            hash = node_hash(hash, sibling);
        }
        node /= 2;
        last /= 2;
    }
    return last == 0 && hash == root;
}

// RFC 9162, 2.1.4.2.
bool consistency_holds(const TreeHead& older, const TreeHead& newer,
                       const std::vector<Digest>& proof)
{
    if (older.size > newer.size) return false;
    if (older.size == newer.size) return proof.empty() && older.root == newer.root;
    if (older.size == 0) return proof.empty() && older.root == empty_root();

    std::vector<Digest> path = proof;
    if (std::has_single_bit(older.size)) path.insert(path.begin(), older.root);
    if (path.empty()) return false;

    std::uint64_t node = older.size - 1;
    std::uint64_t last = newer.size - 1;
    while (node % 2 == 1) {
        node /= 2;
        last /= 2;
    }
    Digest old_hash = path.front();
    Digest new_hash = path.front();
    for (auto sibling = path.begin() + 1; sibling != path.end(); ++sibling) {
        if (last == 0) return false;
        if (node % 2 == 1 || node == last) {
            old_hash = node_hash(*sibling, old_hash);
            new_hash = node_hash(*sibling, new_hash);
            while (node % 2 == 0 && node != 0) {
                node /= 2;
                last /= 2;
            }
        } else {
            new_hash = node_hash(new_hash, *sibling);
        }
        node /= 2;
        last /= 2;
    }
    return last == 0 && old_hash == older.root && new_hash == newer.root;
}

} // namespace reservepost::batch::deletion
