#include "batch/letters/words_check.h"

#include <gtest/gtest.h>

namespace reservepost::batch::letters {
namespace {

std::string told(const WordsCheck& check)
{
    std::string text;
    for (const std::string& finding : check.findings)
        text += finding + "\n";
    return text;
}

// The gate of `templates check`, in the tests: words that are heavier, or that tell too much, or a
// language that says less than another do not ship.
TEST(WordsCheck, TheShippedWordsArePlainCompleteAndDiscreet)
{
    const auto check = check_shipped_templates();
    EXPECT_EQ(told(check), "");
    ASSERT_EQ(check.templates.size(), 8u);
    for (const auto& one : check.templates) {
        EXPECT_LE(one.heaviest, templates::PlainLimits().lix_aim) << one.file;
        EXPECT_GT(one.lix, 10.0) << one.file << ": nothing was measured";
        EXPECT_GE(one.plain_lix, one.lix) << one.file;
    }
}

TEST(WordsCheck, FindsWhereTheWordsStand)
{
    const templates::PlainLimits strict{.lix_gate = 10.0, .sentence_words = 12};
    const auto check = check_shipped_templates(strict);
    const std::string all = told(check);
    EXPECT_NE(all.find("forwarding.nb.md: lix: "), std::string::npos);
    EXPECT_EQ(all.find("forwarding.nb.md: lix: "), all.rfind("forwarding.nb.md: lix: ")) << "once";
    EXPECT_NE(all.find("forwarding.nb.md:110:19: sentence: the sentence has 13 words"),
              std::string::npos)
        << all;
    for (const std::string& finding : check.findings)
        EXPECT_NE(finding.find(finding.find(": lix: ") != std::string::npos ? ".md: " : ".md:"),
                  std::string::npos)
            << finding;
}

templates::OwnWords own(const std::string& words)
{
    return templates::OwnWords::parse(
        "own.md", "---\ntitle: T\nkind: confirmation-private\nlanguage: nb\nversion: 1\n---\n"
                  "::: words thanks\n" +
                      words + "\n:::\n");
}

TEST(WordsCheck, HoldsOwnWordsToTheSame)
{
    EXPECT_EQ(told(check_own_words(own("Hei!\n\nTakk for at du skrev."), "own.md")), "");
    const auto check = check_own_words(
        own("Vedrørende barnet ditt:\n\nSaken behandles innen to virkedager."), "own.md");
    const std::string all = told(check);
    for (const char* finding : {"own.md:8:1: office-word: \"vedrørende\"",
                                "telling-word: \"barnet\"", "counted-days: \"virkedager\""})
        EXPECT_NE(all.find(finding), std::string::npos) << finding << "\n" << all;
    ASSERT_EQ(check.templates.size(), 1u);
    EXPECT_EQ(check.templates[0].file, "own.md");
}

} // namespace
} // namespace reservepost::batch::letters
