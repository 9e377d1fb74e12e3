#include "batch/deletion/verifier_tree.h"

#include "tests/batch/deletion/rfc6962.h"

#include <gtest/gtest.h>

// The verifier's own tree against the definition, as it shares no code with the writer's.

namespace reservepost::batch::deletion::verifying {
namespace {

using testing::Leaves;
using testing::made_up_leaves;

Hash hash_of(const crypto::Digest& digest)
{
    const std::string octets = digest.octets();
    Hash hash;
    std::copy(octets.begin(), octets.end(), hash.begin());
    return hash;
}

std::vector<Hash> hashes_of(const std::vector<crypto::Digest>& digests)
{
    std::vector<Hash> hashes;
    for (const auto& digest : digests)
        hashes.push_back(hash_of(digest));
    return hashes;
}

TEST(VerifierTree, RootsOfEverySizeTo300)
{
    const auto leaves = made_up_leaves(300);
    Hasher hasher;
    Growing tree(hasher, [](unsigned, std::uint64_t, const std::vector<Hash>&) {});
    for (std::size_t size = 0; size <= leaves.size(); ++size) {
        ASSERT_EQ(tree.root(), hash_of(testing::tree_hash(Leaves(leaves).first(size)))) << size;
        if (size < leaves.size()) tree.push(hasher.leaf(leaves[size]));
    }
}

TEST(VerifierTree, PathsOfAllPairsTo64)
{
    const auto leaves = made_up_leaves(64);
    Hasher hasher;
    for (std::size_t size = 1; size <= leaves.size(); ++size) {
        const Leaves tree = Leaves(leaves).first(size);
        const Hash root = hash_of(testing::tree_hash(tree));
        for (std::size_t index = 0; index < size; ++index) {
            SCOPED_TRACE(std::to_string(index) + " in " + std::to_string(size));
            const Hash leaf = hasher.leaf(leaves[index]);
            auto path = hashes_of(testing::path(index, tree));
            const auto holds = [&](std::size_t at) {
                return root_by_path(hasher, leaf, at, size, path) == root;
            };
            ASSERT_TRUE(holds(index));
            ASSERT_FALSE(holds(index + 1));
            ASSERT_FALSE(holds(size));
            for (Hash& hash : path) {
                hash[7] ^= 1;
                ASSERT_FALSE(holds(index)) << "a hash changed";
                hash[7] ^= 1;
            }
            path.push_back(root);
            ASSERT_FALSE(root_by_path(hasher, leaf, index, size, path)) << "one too many";
            path.resize(path.size() - 1);
            if (path.empty()) continue;
            path.pop_back();
            ASSERT_FALSE(root_by_path(hasher, leaf, index, size, path)) << "one too few";
        }
    }
}

} // namespace
} // namespace reservepost::batch::deletion::verifying
