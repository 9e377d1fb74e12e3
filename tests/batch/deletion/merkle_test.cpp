#include "batch/deletion/merkle.h"
#include "tests/batch/deletion/rfc6962.h"

#include <gtest/gtest.h>

namespace reservepost::batch::deletion {
namespace {

using namespace testing;

SubtreeHash subtrees_of(Leaves leaves)
{
    return [leaves](unsigned level, std::uint64_t index) {
        const std::size_t width = std::size_t{1} << level;
        return tree_hash(leaves.subspan(static_cast<std::size_t>(index) * width, width));
    };
}

Digest changed(const Digest& digest)
{
    std::string octets = digest.octets();
    octets[17] = static_cast<char>(octets[17] ^ 4);
    return Digest::from_octets(octets);
}

TEST(Merkle, KnownHashes)
{
    EXPECT_EQ(empty_root().hex(),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(leaf_hash("").hex(),
              "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        << "the hash of one zero octet";
}

TEST(Merkle, RootsOfEverySizeTo300)
{
    const auto leaves = made_up_leaves(300);
    for (std::size_t size = 0; size <= leaves.size(); ++size) {
        const Leaves tree = Leaves(leaves).first(size);
        ASSERT_EQ(root_of(size, subtrees_of(tree)), tree_hash(tree)) << size;
    }
}

TEST(Merkle, InclusionProofsOfAllPairsTo64)
{
    const auto leaves = made_up_leaves(64);
    for (std::size_t size = 1; size <= leaves.size(); ++size) {
        const Leaves tree = Leaves(leaves).first(size);
        const Digest root = tree_hash(tree);
        for (std::size_t index = 0; index < size; ++index) {
            SCOPED_TRACE(std::to_string(index) + " in " + std::to_string(size));
            const auto proof = inclusion_proof(index, size, subtrees_of(tree));
            const Digest leaf = leaf_hash(leaves[index]);
            ASSERT_EQ(proof, path(index, tree));
            ASSERT_TRUE(inclusion_holds(leaf, index, size, proof, root));
            ASSERT_FALSE(inclusion_holds(changed(leaf), index, size, proof, root));
            ASSERT_FALSE(inclusion_holds(leaf, index, size, proof, changed(root)));
            ASSERT_FALSE(inclusion_holds(leaf, index + 1, size, proof, root));
            ASSERT_FALSE(inclusion_holds(leaf, size, size, proof, root));
            auto longer = proof;
            longer.push_back(root);
            ASSERT_FALSE(inclusion_holds(leaf, index, size, longer, root));
            for (std::size_t i = 0; i < proof.size(); ++i) {
                auto wrong = proof;
                wrong[i] = changed(wrong[i]);
                ASSERT_FALSE(inclusion_holds(leaf, index, size, wrong, root)) << "hash " << i;
                wrong.erase(wrong.begin() + static_cast<std::ptrdiff_t>(i));
                ASSERT_FALSE(inclusion_holds(leaf, index, size, wrong, root)) << "without " << i;
            }
        }
    }
}

TEST(Merkle, ConsistencyProofsOfAllPairsTo64)
{
    const auto leaves = made_up_leaves(64);
    for (std::size_t size = 0; size <= leaves.size(); ++size) {
        const Leaves tree = Leaves(leaves).first(size);
        const TreeHead newer{size, tree_hash(tree)};
        for (std::size_t before = 0; before <= size; ++before) {
            SCOPED_TRACE(std::to_string(before) + " to " + std::to_string(size));
            const TreeHead older{before, tree_hash(tree.first(before))};
            const auto proof = consistency_proof(before, size, subtrees_of(tree));
            if (before > 0) {
                ASSERT_EQ(proof, subproof(before, tree, true));
            }
            ASSERT_TRUE(consistency_holds(older, newer, proof));
            ASSERT_FALSE(consistency_holds({before, changed(older.root)}, newer, proof));
            if (before > 0) {
                ASSERT_FALSE(consistency_holds(older, {size, changed(newer.root)}, proof));
            }
            ASSERT_FALSE(consistency_holds({size + 1, older.root}, newer, proof));
            auto longer = proof;
            longer.push_back(newer.root);
            ASSERT_FALSE(consistency_holds(older, newer, longer));
            for (std::size_t i = 0; i < proof.size(); ++i) {
                auto wrong = proof;
                wrong[i] = changed(wrong[i]);
                ASSERT_FALSE(consistency_holds(older, newer, wrong)) << "hash " << i;
                wrong.erase(wrong.begin() + static_cast<std::ptrdiff_t>(i));
                ASSERT_FALSE(consistency_holds(older, newer, wrong)) << "without " << i;
            }
        }
    }
}

TEST(Merkle, ImpossibleQuestionsAreRefused)
{
    const auto leaves = made_up_leaves(4);
    EXPECT_THROW(inclusion_proof(4, 4, subtrees_of(leaves)), std::invalid_argument);
    EXPECT_THROW(inclusion_proof(0, 0, subtrees_of(leaves)), std::invalid_argument);
    EXPECT_THROW(consistency_proof(5, 4, subtrees_of(leaves)), std::invalid_argument);
    EXPECT_THROW(complete_root({}), std::logic_error);
    EXPECT_THROW(complete_root(std::vector<Digest>(3)), std::logic_error);
}

} // namespace
} // namespace reservepost::batch::deletion
