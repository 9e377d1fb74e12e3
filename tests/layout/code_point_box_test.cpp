#include "layout/code_point_box.h"
#include "shared_workshop.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace reservepost::layout {

namespace {

const Manner manner{Length::pt(11)};
constexpr Length measure = Length::mm(158);

SetParagraph set(const std::string& text, Length width = measure, Manner wish = manner)
{
    return set_paragraph({{text}}, wish, width, shared_bench());
}

std::string repeated(const std::string& part, int times)
{
    std::string text;
    for (int i = 0; i < times; ++i)
        text += part;
    return text;
}

std::string text_of(const SetLine& line)
{
    std::string text;
    for (const Placed& placed : line.items) {
        if (const auto* run = std::get_if<GlyphRun>(&placed.item)) text += run->text;
    }
    return text;
}

std::ptrdiff_t rules_in(const SetLine& line)
{
    return std::ranges::count_if(
        line.items, [](const Placed& placed) { return std::holds_alternative<Rule>(placed.item); });
}

} // namespace

TEST(CodePointBox, NamesCharactersAsUnicodeDoes)
{
    EXPECT_EQ(code_point_text(0), "U+0000");
    EXPECT_EQ(code_point_text(0x1B), "U+001B");
    EXPECT_EQ(code_point_text(0xE000), "U+E000");
    EXPECT_EQ(code_point_text(0x1F9FF), "U+1F9FF");
    EXPECT_EQ(code_point_text(0x10FFFF), "U+10FFFF");
}

TEST(CodePointBox, StandsInTheLineAsAWordDoes)
{
    const SetLine line = set("a🧿b").lines.at(0);
    ASSERT_EQ(line.items.size(), 7U) << "a, the code point, four sides, b";
    EXPECT_EQ(text_of(line), "aU+1F9FFb");
    const auto& label = std::get<GlyphRun>(line.items[1].item);
    EXPECT_LT(label.size, manner.size);
    EXPECT_EQ(label.glyphs.size(), 7U) << "U+1F9FF";
    const auto& last = std::get<GlyphRun>(line.items[6].item);
    Length left = line.width, right, top, bottom = -line.width;
    for (std::size_t i = 2; i < 6; ++i) {
        const auto& rule = std::get<Rule>(line.items[i].item);
        left = std::min(left, line.items[i].at.x);
        right = std::max(right, line.items[i].at.x + rule.size.width);
        top = std::min(top, line.items[i].at.y);
        bottom = std::max(bottom, line.items[i].at.y + rule.size.height);
    }
    EXPECT_GT(left, width_of(std::get<GlyphRun>(line.items[0].item)));
    EXPECT_LT(left, line.items[1].at.x);
    EXPECT_GT(right, line.items[1].at.x + width_of(label));
    EXPECT_LT(right, line.items[6].at.x);
    EXPECT_EQ(line.width, line.items[6].at.x + width_of(last));
    // Between the lines above and below: capitals are 714 thousandths of the size high.
    EXPECT_GE(top, -manner.size.scaled(714, 1000));
    EXPECT_LE(bottom, Length());
    EXPECT_LT(top, line.items[1].at.y);
}

TEST(CodePointBox, EveryCharacterThatCannotBeShownHasItsOwn)
{
    struct {
        const char* why;
        std::string text;
        int boxes;
    } const cases[] = {
        {"plain", "abc", 0},
        {"two in a row", "🧿🧿", 2},
        {"NUL in a word", std::string("a\0b", 3), 1},
        {"a mark upon what no font has", "\uE000\u0301", 1},
        {"what joins two that no font has", "🧿\u200D🧿", 3},
        {"a joiner that nobody needs", "a\u200Db", 0},
        {"a selector after a letter", "a\uFE0F", 0},
        {"marks of direction are not seen", "a\u200F\u200Eb", 0},
        {"isolates are not seen", "\u2067a\u2069", 0},
        {"overrides are", "\u202Ea\u202C", 1},
        {"a byte order mark inside", "a\uFEFFb", 0},
        {"no character at all", "\uFFFF\uFDD0", 2},
        {"a language tag, which has no look", "\U000E0001\U000E006E", 0},
        {"a variant that no face has", "葛\U000E0100", 0},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const SetParagraph made = set(c.text);
        EXPECT_EQ(made.uncovered_characters, c.boxes);
        EXPECT_EQ(rules_in(made.lines.at(0)), 4 * c.boxes);
    }
}

TEST(CodePointBox, LinesEndBetweenBoxesButNotInThem)
{
    struct {
        const char* why;
        std::string text;
        int boxes;
    } const cases[] = {
        {"controls, which UAX #14 keeps together", std::string(300, '\0'), 300},
        {"private use, a word without end", repeated("\uE000", 300), 300},
        {"one cluster of many", "\uE000" + repeated("\u200D", 300), 301},
        {"half a family", repeated("🧿\u200D", 150), 300},
        {"from right to left", "א" + std::string(300, '\x01'), 300},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Manner theirs = manner;
        theirs.direction = Direction::FromText;
        const SetParagraph made = set(c.text, Length::mm(40), theirs);
        EXPECT_EQ(made.uncovered_characters, c.boxes);
        EXPECT_GT(made.lines.size(), 50U);
        std::ptrdiff_t rules = 0;
        for (const SetLine& line : made.lines) {
            rules += rules_in(line);
            EXPECT_LE(line.width, Length::mm(40));
        }
        EXPECT_EQ(rules, 4 * c.boxes);
    }
}

TEST(CodePointBox, DoesNotGrowWithTheSpacesOfALine)
{
    Manner justified = manner;
    justified.alignment = Alignment::Justified;
    const SetParagraph made = set(repeated("ord 🧿 ", 60), measure, justified);
    ASSERT_GT(made.lines.size(), 2U);
    const SetLine alone = set("🧿").lines.at(0);
    const auto box_width = [](const SetLine& line) {
        const auto first = std::ranges::find_if(line.items, [](const Placed& placed) {
            return std::holds_alternative<Rule>(placed.item);
        });
        return std::get<Rule>(first->item).size.width;
    };
    EXPECT_EQ(box_width(made.lines[0]), box_width(alone));
    EXPECT_GE(made.lines[0].width + Length::thousandths_of_pt(30), measure);
}

} // namespace reservepost::layout
