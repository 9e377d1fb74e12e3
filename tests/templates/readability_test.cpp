#include "templates/readability.h"

#include <gtest/gtest.h>

namespace reservepost::templates {
namespace {

TEST(Readability, CountsAsLixIsDefined)
{
    const struct {
        const char* why;
        const char* text;
        int words, sentences, long_words;
    } cases[] = {
        {"nothing", "", 0, 0, 0},
        {"only signs", "... – !", 0, 0, 0},
        {"one sentence without its end", "Hun kom hjem", 3, 1, 0},
        {"two sentences", "Hun kom. Han gikk.", 4, 2, 0},
        {"seven letters are long, six are not", "melding meldin", 2, 1, 1},
        {"æ, ø and å are one letter each", "årsøkæ årsøkæå", 2, 1, 1},
        {"a line end ends a sentence", "Hva skjer\nVi ringer", 4, 2, 0},
        {"a colon ends one", "Husk: ring", 2, 2, 0},
        {"an hour is one word", "kl. 02.00", 2, 2, 0},
        {"an allowed word is never long", "Barnevernstjenesten kommer", 2, 1, 0},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const Readability counted = measure(c.text, {"barnevernstjenesten"});
        EXPECT_EQ(counted.words, c.words);
        EXPECT_EQ(counted.sentences, c.sentences);
        EXPECT_EQ(counted.long_words, c.long_words);
    }
    EXPECT_DOUBLE_EQ(measure("").lix(), 0.0);
    EXPECT_DOUBLE_EQ(measure("Hun kom heim i meldinga.").lix(), 5.0 + 20.0);
}

TEST(Readability, OwnWordsLeaveOutWhatOthersWrote)
{
    using namespace layout;
    const std::vector<Block> blocks = {
        Heading{1, {{"A"}}}, Quotation{"fremmed"}, LabelValue{"fremmed", "fremmed"},
        Box{{Paragraph{{{"B "}, {"c", true}}, ParagraphStyle::Body}, Quotation{"fremmed"}}},
        List{{{{"d"}}, {{"e"}}}, false}};
    EXPECT_EQ(own_words(blocks), "A\nB c\nd\ne\n");
}

} // namespace
} // namespace reservepost::templates
