#pragma once

#include "batch/deletion/leaf.h"
#include "batch/deletion/log.h"
#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <vector>

// What the tests of the deletion log share: a place that goes away, a key, and made-up leaves.

namespace reservepost::batch::deletion::testing {

namespace fs = std::filesystem;

using tests::file_text;
using tests::write_file;

inline constexpr const char* origin = "reservepost.example/deletions";

class LogTest : public ::testing::Test {
protected:
    LogTest() { crypto::SigningKey::generate().save_new(root_ / "key"); }

    crypto::SigningKey key() const { return crypto::SigningKey::load(root_ / "key"); }
    std::string key_line() const { return VerifierKey{origin, key().public_key()}.line(); }
    fs::path place(const std::string& name) const { return root_ / name; }

private:
    tests::TemporaryDirectory root_;
};

inline std::vector<fs::path> files_below(const fs::path& directory)
{
    std::vector<fs::path> files;
    for (const auto& file : fs::recursive_directory_iterator(directory))
        if (file.is_regular_file() && file.path().filename() != ".lock")
            files.push_back(file.path());
    std::sort(files.begin(), files.end());
    return files;
}

inline OpenedLeaf opened()
{
    OpenedLeaf leaf;
    leaf.date = "2027-01-01";
    leaf.origin = origin;
    leaf.tool = {"reservepost", "0.1.0"};
    return leaf;
}

/// The `number`th made-up deletion; every third rests on a receipt.
inline IntentLeaf intent(int number)
{
    IntentLeaf leaf;
    leaf.record = crypto::sha256("record " + std::to_string(number)).hex().substr(0, 32);
    leaf.digest = crypto::sha256("digest " + std::to_string(number));
    leaf.digest_key = 2027;
    leaf.receiver = crypto::sha256("receiver");
    leaf.date = "2027-03-31";
    leaf.policy = {"40h-business 1", "default 1"};
    if (number % 3 == 0) {
        leaf.reason = DeletionGround::Mailed;
        leaf.mailed =
            MailedProof{"01000007", crypto::sha256("manifest"), {crypto::sha256("receipt")}};
    }
    return leaf;
}

inline DeletedLeaf deleted(int number)
{
    DeletedLeaf leaf;
    leaf.intent = intent(number);
    leaf.check = {"opening the record in every store", "no store opens it"};
    leaf.tool = {"reservepost", "0.1.0"};
    return leaf;
}

/// An intent and its deletion for each of `count` numbers from `first` on.
inline std::vector<std::string> deletions(int first, int count)
{
    std::vector<std::string> leaves;
    for (int number = first; number < first + count; ++number)
        leaves.push_back(canonical(intent(number)));
    for (int number = first; number < first + count; ++number)
        leaves.push_back(canonical(deleted(number)));
    return leaves;
}

} // namespace reservepost::batch::deletion::testing
