#include "targets.h"
#include "tests/support/files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <vector>

// The corpora without a fuzzer: the seeds, and every input that once broke a promise.

namespace reservepost::fuzz {

namespace {

std::vector<std::filesystem::path> corpus_of(std::string_view target)
{
    const auto folder = std::filesystem::path(RESERVEPOST_SOURCE) / "tests/fuzz/corpus" / target;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

void replay(std::string_view name)
{
    const Target& target = target_named(name);
    const auto files = corpus_of(name);
    EXPECT_GE(files.size(), 10U) << "seeds were lost";
    for (const auto& file : files)
        EXPECT_NO_THROW(target.try_with(tests::file_text(file))) << file.filename();
    EXPECT_NO_THROW(target.try_with({}));
}

} // namespace

TEST(Corpus, Itemise)
{
    replay("itemise");
}

TEST(Corpus, Break)
{
    replay("break");
}

TEST(Corpus, Composition)
{
    replay("composition");
}

TEST(Corpus, Ink)
{
    replay("ink");
}

TEST(Corpus, Preflight)
{
    replay("preflight");
}

TEST(Corpus, Csv)
{
    replay("csv");
}

TEST(Corpus, Report)
{
    replay("report");
}

TEST(Corpus, Proof)
{
    replay("proof");
}

TEST(Corpus, EveryTargetIsReplayed)
{
    EXPECT_EQ(targets.size(), 8U) << "a new target needs a test of its own here";
    EXPECT_THROW(target_named("nothing"), std::invalid_argument);
}

} // namespace reservepost::fuzz
