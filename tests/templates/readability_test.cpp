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
        {"a date and an hour end no sentence", "Den 25. november 2026 kl. 02.00 kom den.", 8, 1, 1},
        {"nor do they with no-break spaces", "23.\u00a0mai kl.\u00a010.00. Så gikk den.", 7, 2, 0},
        {"a full stop between figures is one number", "Vi har 1.50 kr.", 4, 1, 0},
        {"a full stop before a small letter ends none", "Se f.eks. her", 4, 1, 0},
        {"nor does an English hour", "It came at 10:00 today", 5, 1, 0},
        {"a capital begins a new one", "Det er 25. Hun kom.", 5, 2, 0},
        {"what has a hyphen is one word", "E-posten kom", 2, 1, 1},
        {"a reference is one word, and not long", "5f0c-bbe93094-b146-4a7a", 1, 1, 0},
        {"a dash is no word", "Jeg – og du", 3, 1, 0},
        {"three full stops end one sentence", "Vent... Nå.", 2, 2, 0},
        {"an allowed word is never long", "Barnevernstjenesten kommer", 2, 1, 0},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const Readability counted = measure(c.text, {"barnevernstjenesten"});
        EXPECT_EQ(counted.words, c.words);
        EXPECT_EQ(counted.sentences, c.sentences);
        EXPECT_EQ(counted.long_words, c.long_words);
    }
    Readability both = measure("Hun kom.");
    both += measure("Han gikk heim.");
    EXPECT_EQ(both.words, 5);
    EXPECT_EQ(both.sentences, 2);
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
