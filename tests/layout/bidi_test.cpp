#include "layout/paragraph.h"
#include "shared_workshop.h"

#include <gtest/gtest.h>

#include <algorithm>

// Fields of a template stand beside one another, and strangers fill them in.

namespace reservepost::layout {

namespace {

constexpr Length measure = Length::mm(158);

std::string repeated(const std::string& part, int times)
{
    std::string text;
    for (int i = 0; i < times; ++i)
        text += part;
    return text;
}

/// The runs of a line of one paragraph, from left to right, each as it is read; boxes too.
std::string on_paper(const Spans& spans, Direction direction = Direction::LeftToRight)
{
    Manner manner{Length::pt(11)};
    manner.direction = direction;
    std::string paper;
    for (const SetLine& line : set_paragraph(spans, manner, measure, shared_bench()).lines) {
        for (const Placed& placed : line.items) {
            if (const auto* run = std::get_if<GlyphRun>(&placed.item)) paper += run->text + "|";
        }
    }
    return paper;
}

} // namespace

TEST(Bidi, NothingInAFieldMovesItsNeighbours)
{
    struct {
        const char* why;
        std::string field;
    } const cases[] = {
        {"plain", "Kari"},
        {"a name in Arabic", "محمد"},
        {"a name in Hebrew, and a number after it", "דוד 12"},
        {"a number that would go on with the next field's", "محمد 12"},
        {"nothing but signs", "!?).,"},
        {"an override that is not ended", "\u202Eabc"},
        {"an override the other way", "\u202Dمحمد"},
        {"an embedding that is not ended", "\u202Babc"},
        {"an isolate that is not ended", "\u2067abc"},
        {"an isolate by its first letter that is not ended", "\u2068محمد"},
        {"all of them, none ended", "\u202A\u202B\u202D\u202E\u2066\u2067\u2068"},
        {"the end of an isolate that it has not begun", "abc\u2069\u202Exyz"},
        {"many such ends", repeated("\u2069", 200) + "\u2067محمد"},
        {"the end of an embedding that it has not begun", "abc\u202C\u202B"},
        {"deeper than the algorithm counts", repeated("\u2067", 300) + "א"},
        {"embeddings deeper than it counts", repeated("\u202B", 300) + "א"},
        {"an isolate inside an override", "\u202E\u2066abc"},
        {"marks of direction alone", "\u200F\u061C\u200F"},
        {"a mark of direction at its end", "abc\u200F"},
        {"half a character", "\xE2\x80"},
        {"controls", std::string("\0\x1B[31m", 6)},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const std::string paper = on_paper({{"Fra "},
                                            {c.field, false, false, true},
                                            {" til "},
                                            {"Ola 34", false, false, true},
                                            {" i dag."}});
        EXPECT_TRUE(paper.starts_with("Fra ")) << paper;
        EXPECT_TRUE(paper.ends_with(" til Ola 34 i dag.|")) << paper;
    }
}

TEST(Bidi, FieldsThatTouchKeepTheirOrder)
{
    struct {
        const char* why;
        std::string first, second;
    } const cases[] = {
        {"both run from right to left", "محمد", "דוד"},
        {"a number after a name in Arabic", "محمد", "12"},
        {"a number before it", "12", "محمد"},
        {"an override before a word", "\u202Eab", "cd"},
        {"an isolate before a word", "\u2067דוד", "cd"},
        {"a mark that would join with what is before it", "محمد", "\u064Eبت"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto place = [&c](bool second) {
            const Spans spans = {{c.first, false, false, true}, {c.second, false, false, true}};
            const Manner manner{Length::pt(11)};
            auto steps = itemise(collect(spans, manner), manner, shared_bench());
            const std::string paper = on_paper(spans);
            return paper.find(second ? c.second : c.first.substr(c.first.size() - 2));
        };
        ASSERT_NE(place(false), std::string::npos);
        ASSERT_NE(place(true), std::string::npos);
        EXPECT_LT(place(false), place(true));
    }
}

TEST(Bidi, AFieldIsReadInTheDirectionOfItsOwnFirstLetter)
{
    // From left to right on paper: the last word of the Hebrew field first.
    EXPECT_EQ(on_paper({{"Navn: "}, {"דוד abc", false, false, true}, {"."}}),
              "Navn: |abc| |דוד|.|");
    EXPECT_EQ(on_paper({{"Navn: "}, {"abc דוד", false, false, true}, {"."}}), "Navn: abc |דוד|.|");
    // Ours, though it begins with Hebrew, is ordered as Norwegian.
    EXPECT_EQ(on_paper({{"דוד abc."}}), "דוד| abc.|");
}

TEST(Bidi, AnOverrideShowsAndLettersRunAsLettersDo)
{
    EXPECT_EQ(on_paper({{"\u202Enavn"}}, Direction::FromText), "U+202E|navn|");
    EXPECT_EQ(on_paper({{"a\u202Dאב"}}, Direction::FromText), "a|אב|U+202D|")
        << "the box stands before the letters, as they are read";
}

TEST(Bidi, LevelsNeverExceedWhatIcuOrders)
{
    const std::string deep = repeated("\u2067", 130) + "א1a";
    const Manner manner{Length::pt(11)};
    for (const bool foreign : {false, true}) {
        const auto itemised =
            itemise(collect({{deep, false, false, foreign}}, manner), manner, shared_bench());
        for (const Item& item : itemised.items)
            EXPECT_LE(item.level, 126);
    }
}

} // namespace reservepost::layout
