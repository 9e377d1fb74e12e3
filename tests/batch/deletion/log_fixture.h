#pragma once

#include "batch/deletion/leaf.h"
#include "batch/deletion/log.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

// What the tests of the deletion log share: a place that goes away, a key, and made-up leaves.

namespace reservepost::batch::deletion::testing {

namespace fs = std::filesystem;

inline constexpr const char* origin = "reservepost.example/deletions";

class LogTest : public ::testing::Test {
protected:
    LogTest()
    {
        std::string name = (fs::temp_directory_path() / "deletion-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
        root_ = name;
        crypto::SigningKey::generate().save_new(root_ / "key");
    }
    ~LogTest() override { fs::remove_all(root_); }

    crypto::SigningKey key() const { return crypto::SigningKey::load(root_ / "key"); }
    std::string key_line() const { return VerifierKey{origin, key().public_key()}.line(); }
    fs::path place(const std::string& name) const { return root_ / name; }

private:
    fs::path root_;
};

inline std::string read(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline void write(const fs::path& file, const std::string& octets)
{
    fs::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << octets;
    if (!stream.flush()) throw std::runtime_error("cannot write " + file.string());
}

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
