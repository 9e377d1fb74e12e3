#include "batch/deletion/verifier_tree.h"

#include <bit>

namespace reservepost::batch::deletion::verifying {
namespace {

constexpr std::size_t full_tile = 256;

} // namespace

void Growing::push(const Hash& leaf)
{
    ++size_;
    Hash hash = leaf;
    for (std::size_t i = 0;; ++i) {
        if (i == levels_.size()) levels_.emplace_back();
        Level& level = levels_[i];
        level.hashes.push_back(hash);
        if (level.hashes.size() < full_tile) return;
        tile_(static_cast<unsigned>(i), level.number, level.hashes);
        hash = join(level.hashes);
        ++level.number;
        level.hashes.clear();
    }
}

void Growing::finish()
{
    for (std::size_t i = 0; i < levels_.size(); ++i)
        if (!levels_[i].hashes.empty())
            tile_(static_cast<unsigned>(i), levels_[i].number, levels_[i].hashes);
}

// From the right: what is smaller joins what is larger. Within a level the hashes fall into groups
// by the binary digits of their number, the largest group to the left.
Hash Growing::root() const
{
    std::optional<Hash> right;
    for (const Level& level : levels_) {
        std::size_t end = level.hashes.size();
        while (end > 0) {
            const std::size_t group = end & (~end + 1);
            const auto begin = level.hashes.begin() + static_cast<std::ptrdiff_t>(end - group);
            const Hash hash = join({begin, begin + static_cast<std::ptrdiff_t>(group)});
            right = right ? hasher_.node(hash, *right) : hash;
            end -= group;
        }
    }
    return right ? *right : hasher_.of("");
}

Hash Growing::join(std::vector<Hash> row) const
{
    while (row.size() > 1) {
        for (std::size_t i = 0; i < row.size() / 2; ++i)
            row[i] = hasher_.node(row[2 * i], row[2 * i + 1]);
        row.resize(row.size() / 2);
    }
    return row.front();
}

// From the top: the left side of a tree is the largest complete one that leaves something for the
// right, and the path's last hash is that of the side on which the leaf is not.
std::optional<Hash> root_by_path(Hasher& hasher, const Hash& leaf, std::uint64_t index,
                                 std::uint64_t size, std::span<const Hash> path)
{
    if (index >= size) return std::nullopt;
    if (size == 1) return path.empty() ? std::optional(leaf) : std::nullopt;
    if (path.empty()) return std::nullopt;
    const std::uint64_t left = std::bit_ceil(size) / 2;
    const bool is_left = index < left;
    const auto below = root_by_path(hasher, leaf, is_left ? index : index - left,
                                    is_left ? left : size - left, path.first(path.size() - 1));
    if (!below) return std::nullopt;
    return is_left ? hasher.node(*below, path.back()) : hasher.node(path.back(), *below);
}

} // namespace reservepost::batch::deletion::verifying
