#include "batch/crypto/text.h"
#include "batch/deletion/merkle.h"
#include "batch/deletion/verifier_proof.h"
#include "batch/deletion/verifier_text.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <sstream>

// docs/deletion-log.md, taken at its word: its example is a log that holds, its steps by hand say
// what it promises, and its proof proves.

namespace reservepost::batch::deletion {
namespace {

using std::filesystem::path;

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

/// The part of the page under a heading, without it.
std::string section(const std::string& heading)
{
    const auto page = tests::file_text(path(RESERVEPOST_SOURCE) / "docs/deletion-log.md");
    const auto begin = page.find("\n## " + heading + "\n");
    if (begin == std::string::npos) throw std::logic_error("the page has no " + heading);
    return page.substr(begin + 5 + heading.size(),
                       page.find("\n## ", begin + 1) - begin - 5 - heading.size());
}

/// What stands indented in a section, block by block, without the indent.
std::vector<std::string> blocks(const std::string& text, std::size_t indent)
{
    std::vector<std::string> blocks(1);
    for (const auto& line : lines_of(text)) {
        if (line.starts_with(std::string(indent, ' ')))
            blocks.back() += line.substr(indent) + "\n";
        else if (!blocks.back().empty())
            blocks.emplace_back();
    }
    if (blocks.back().empty()) blocks.pop_back();
    return blocks;
}

/// The log of the example, as files.
class LogPage : public testing::Test {
protected:
    LogPage()
    {
        const auto example = blocks(section("An example"), 4);
        key_ = lines_of(example.at(0)).at(0);
        checkpoint_ = example.at(1) + "\n" + example.at(2);
        leaves_ = lines_of(example.at(3));
        std::string entries, hashes;
        for (const auto& leaf : leaves_) {
            entries += static_cast<char>(leaf.size() / 256);
            entries += static_cast<char>(leaf.size() % 256);
            entries += leaf;
            hashes += leaf_hash(leaf).octets();
        }
        tests::write_file(log_ / "checkpoint", checkpoint_);
        tests::write_file(log_ / "tile/entries/000.p/3", entries);
        tests::write_file(log_ / "tile/0/000.p/3", hashes);
    }

    const tests::TemporaryDirectory log_;
    std::string key_;
    std::string checkpoint_;
    std::vector<std::string> leaves_;
};

TEST_F(LogPage, ItsExampleIsALogThatHolds)
{
    const auto report = verify_log(log_.path(), key_);
    EXPECT_TRUE(report.sound()) << text_of(report);
    EXPECT_EQ(report.size, 3U);
}

/// What a sentence promises: "It says X, as …" or "Both say X."
struct Promise {
    std::string said;
    int times;
};

Promise promise_in(const std::string& text)
{
    for (const auto& line : lines_of(text)) {
        const auto says = line.find("It says "), both = line.find("Both say ");
        if (says == std::string::npos && both == std::string::npos) continue;
        const auto begin = says != std::string::npos ? says + 8 : both + 9;
        auto said = line.substr(begin, line.find_first_of(",", begin) - begin);
        if (said.ends_with('.')) said.pop_back();
        std::erase(said, '`');
        return {said, says != std::string::npos ? 1 : 2};
    }
    throw std::logic_error("a step that promises nothing");
}

TEST_F(LogPage, ItsStepsByHandSayWhatItPromises)
{
    const auto text = section("Checking it by hand");
    const auto steps = blocks(text, 7);
    ASSERT_EQ(steps.size(), 4U);
    std::size_t at = 0;
    for (const auto& step : steps) {
        SCOPED_TRACE(step);
        at = text.find(lines_of(step).back(), at);
        const auto promise = promise_in(text.substr(at));
        auto output = tests::run({"bash", "-e", "-c", step}, log_.path()).output;
        std::erase_if(output, [](char c) { return c == ' ' || c == '\n'; });
        auto said = promise.said;
        std::erase(said, ' ');
        int times = 0;
        for (auto found = output.find(said); found != std::string::npos;
             found = output.find(said, found + 1))
            ++times;
        EXPECT_EQ(times, promise.times) << promise.said << " is not what it says:\n" << output;
    }
}

TEST_F(LogPage, ItsProofProves)
{
    // The leaf is cut short on the page, and stands in the example in full.
    auto proof = blocks(section("A proof of one leaf"), 4).at(0);
    const auto parts = blocks(section("A proof of one leaf"), 4);
    proof = parts.at(0) + "\n" + parts.at(1) + "\n" + parts.at(2);
    const auto begin = proof.find("extra ") + 6, cut = proof.find("…");
    ASSERT_NE(cut, std::string::npos);
    const auto leaf = crypto::base64(leaves_.at(2));
    EXPECT_TRUE(leaf.starts_with(proof.substr(begin, cut - begin)));
    proof.replace(begin, proof.find('\n', begin) - begin, leaf);
    const auto report = verify_proof(proof, key_);
    EXPECT_TRUE(report.sound()) << text_of(report);
    EXPECT_EQ(report.leaf, leaves_.at(2));
}

// A finding that is not explained helps nobody.
TEST(LogPageCodes, EveryCodeOfTheVerifierIsOnThePage)
{
    const auto page = section("What the verifier tells");
    std::size_t codes = 0;
    for (const auto& file :
         std::filesystem::directory_iterator(path(RESERVEPOST_SOURCE) / "batch/deletion")) {
        const auto name = file.path().filename().string();
        if (!name.starts_with("verifier") || !name.ends_with(".cpp")) continue;
        const auto text = tests::file_text(file.path());
        for (const char* call : {"add(\"", "find(\""})
            for (auto at = text.find(call); at != std::string::npos; at = text.find(call, at + 1)) {
                const auto begin = text.find('"', at) + 1;
                const auto code = text.substr(begin, text.find('"', begin) - begin);
                if (code.find('-') == std::string::npos) continue;
                EXPECT_NE(page.find("`" + code + "`"), std::string::npos) << code;
                ++codes;
            }
    }
    EXPECT_GT(codes, 30U) << "the verifier's source reads otherwise than before";
}

} // namespace
} // namespace reservepost::batch::deletion
