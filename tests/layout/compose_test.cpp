#include "layout/compose.h"
#include "page_text.h"
#include "sample_letters.h"
#include "shared_workshop.h"

#include <algorithm>
#include <clocale>
#include <gtest/gtest.h>
#include <locale>
#include <set>
#include <thread>

namespace reservepost::layout {

namespace {

Composition composed(const Letter& letter)
{
    return shared_workshop().compose(letter, PageGeometry());
}

} // namespace

TEST(Compose, EachPartStartsOnAFrontAndNumbersItsOwnPages)
{
    Letter letter = sample_long_letter(20);
    letter.parts.push_back(letter_with("Vedlegg").parts.front());
    const Composition composition = composed(letter);
    ASSERT_EQ(composition.parts.size(), 2U);
    ASSERT_EQ(composition.parts[0].pages, 3) << "the sample should end on a front";
    EXPECT_EQ(composition.parts[1].first, 4U);
    EXPECT_EQ(composition.pages.size(), 6U);
    EXPECT_EQ(composition.sheets, 3);
    EXPECT_TRUE(composition.pages[3].items.empty()) << "the back before a new part is empty";
    EXPECT_TRUE(holds(composition.pages[2], "Side 3 av 3"));
    EXPECT_TRUE(holds(composition.pages[4], "Side 1 av 1"));
}

TEST(Compose, OnlyTheFirstPageShowsTheAddress)
{
    Letter letter = sample_long_letter(20);
    letter.parts.push_back(letter_with("Vedlegg").parts.front());
    const Composition composition = composed(letter);
    for (std::size_t i = 0; i < composition.pages.size(); ++i) {
        EXPECT_EQ(holds(composition.pages[i], "KARASJOK"), i == 0) << "page " << i + 1;
    }
}

TEST(Compose, TenPagesStayInsideTheirMargins)
{
    const PageGeometry geometry;
    const Composition composition = composed(sample_long_letter(80));
    ASSERT_GE(composition.pages.size(), 10U);
    const Length right = geometry.page.width - geometry.margin_right;
    for (const Frame& page : composition.pages) {
        for (const Placed& placed : page.items) {
            const auto* run = std::get_if<GlyphRun>(&placed.item);
            if (run == nullptr) continue;
            EXPECT_GE(placed.at.x, geometry.margin_left) << run->text;
            EXPECT_LE(placed.at.x + width_of(*run), right) << run->text;
            EXPECT_LE(placed.at.y, geometry.foot_baseline) << run->text;
        }
    }
}

TEST(Compose, NoHeadingStandsAloneAtAPagesFoot)
{
    for (int paragraphs = 1; paragraphs < 40; ++paragraphs) {
        const Composition composition = composed(sample_long_letter(paragraphs));
        for (const Frame& page : composition.pages) {
            // The last item before the running foot is the last line of the page's text.
            const std::string text = text_of(page);
            const std::size_t foot = text.rfind("Side ");
            if (foot == std::string::npos || foot < 6) continue;
            const std::string before = text.substr(foot - 6, 6);
            EXPECT_EQ(before.find("Del "), std::string::npos) << paragraphs << ": " << before;
        }
    }
}

TEST(Compose, EveryCharacterIsPrintedOrCounted)
{
    struct {
        const char* why;
        std::string text;
        std::string shown;
        int uncovered;
    } const cases[] = {
        {"plain", "Blåbærsyltetøy", "Blåbærsyltetøy", 0},
        {"North Sámi", "čáhci đ ŋ ŧ ž", "čáhci đ ŋ ŧ ž", 0},
        {"decomposed letters are composed", "a\xCC\x8A", "å", 0},
        {"marks out of order", "e\xCC\x82\xCC\xA3", "ệ", 0},
        {"no installed font has the evil eye", "🧿", "U+1F9FF", 1},
        {"two in a row have a box each", "🧿🧿", "U+1F9FFU+1F9FF", 2},
        {"a NUL is seen, not obeyed", std::string("a\0b", 3), "aU+0000b", 1},
        {"escape and delete", "\x1B[2J\x7F", "U+001B[2JU+007F", 2},
        {"a tab is a space", "a\tb", "a b", 0},
        {"half a character", "a\xC3", "a\xEF\xBF\xBD", 0},
        {"an encoded surrogate", "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 0},
        {"no character at all", "\xEF\xBF\xBF", "U+FFFF", 1},
        {"private use", "\xEE\x80\x80", "U+E000", 1},
        {"joiners stay", "क्\u200Dष", "क्\u200Dष", 0},
        {"markup is text", "**x** <b> {{y}}", "**x** <b> {{y}}", 0},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const Composition composition = composed(letter_with(c.text));
        EXPECT_TRUE(holds(composition.pages[0], c.shown)) << text_of(composition.pages[0]);
        EXPECT_EQ(composition.uncovered_characters, c.uncovered);
    }
}

TEST(Compose, AWordWiderThanThePageGoesOnOnTheNextLine)
{
    const Composition composition = composed(letter_with(std::string(10'000, 'm')));
    std::size_t letters = 0;
    for (const Frame& page : composition.pages) {
        const std::string text = text_of(page);
        letters += static_cast<std::size_t>(std::count(text.begin(), text.end(), 'm'));
    }
    // The address of the sample has one more.
    EXPECT_EQ(letters, 10'000U + 1);
}

TEST(Compose, AnOverrideCannotReorderAnotherField)
{
    Letter letter = letter_with("Tekst");
    auto& blocks = letter.parts.front().blocks;
    blocks = {LabelValue{"Navn", "\u202Egnirts"}, LabelValue{"Adresse", "Storgata"}};
    const Composition composition = composed(letter);
    for (const Placed& placed : composition.pages[0].items) {
        const auto* run = std::get_if<GlyphRun>(&placed.item);
        if (run == nullptr || run->text == "\u202Egnirts") continue;
        EXPECT_FALSE(run->right_to_left) << run->text;
    }
}

TEST(Compose, AnEmptyValueKeepsItsLabel)
{
    Letter letter = letter_with("Tekst");
    letter.parts.front().blocks = {LabelValue{"Skole", ""}, LabelValue{"", ""},
                                   Quotation{""},           Paragraph{},
                                   List{{{}, {}}, true},    Box{}};
    const Composition composition = composed(letter);
    EXPECT_TRUE(holds(composition.pages[0], "Skole"));
    EXPECT_EQ(composition.sheets, 1);
}

TEST(Compose, ABoxStaysOnOnePageWhereItFits)
{
    for (int lines = 20; lines < 60; ++lines) {
        Letter letter = letter_with("x");
        auto& blocks = letter.parts.front().blocks;
        blocks.clear();
        for (int i = 0; i < lines; ++i)
            blocks.push_back(Paragraph{{{"linje"}}});
        blocks.push_back(Box{{Paragraph{{{"øverst"}}}, Paragraph{{{"nederst"}}}}});
        const Composition composition = composed(letter);
        for (const Frame& page : composition.pages) {
            EXPECT_EQ(holds(page, "øverst"), holds(page, "nederst")) << lines;
        }
    }
}

/// How many thin lines across the measure a page has, and whether text stands above and below.
int separators_of(const Frame& page)
{
    return static_cast<int>(
        std::count_if(page.items.begin(), page.items.end(), [](const Placed& placed) {
            const auto* rule = std::get_if<Rule>(&placed.item);
            return rule != nullptr && rule->size.width == Length::mm(158);
        }));
}

TEST(Compose, ASeparatorStandsOnlyBetweenTwoThingsOfOnePage)
{
    bool kept = false, left_out = false;
    for (int lines = 20; lines < 60; ++lines) {
        SCOPED_TRACE(lines);
        Letter letter = letter_with("x");
        auto& blocks = letter.parts.front().blocks;
        blocks.assign(static_cast<std::size_t>(lines), Paragraph{{{"linje"}}});
        blocks.back() = Paragraph{{{"før"}}};
        blocks.insert(blocks.end(), {Spacer{2}, Separator{}, Heading{2, {{"Del"}}},
                                     Paragraph{{{"etter"}}}, Spacer{3}, Separator{}});
        const Composition composition = composed(letter);
        int separators = 0;
        for (const Frame& page : composition.pages) {
            separators += separators_of(page);
            if (separators_of(page) > 0) {
                EXPECT_TRUE(holds(page, "før") && holds(page, "etter"));
            }
            // Neither line nor room is left over for a page of its own.
            EXPECT_TRUE(page.items.empty() || holds(page, "linje") || holds(page, "etter"));
        }
        EXPECT_LE(separators, 1) << "the last one parts nothing";
        (separators == 1 ? kept : left_out) = true;
    }
    EXPECT_TRUE(kept);
    EXPECT_TRUE(left_out);
}

TEST(Compose, APartThatBeginsOrEndsWithASeparatorOrRoomShowsNone)
{
    Letter letter = letter_with("x");
    letter.parts.front().blocks = {Separator{}, Spacer{2},   Paragraph{{{"tekst"}}},
                                   Spacer{20},  Separator{}, Spacer{20}};
    const Composition composition = composed(letter);
    EXPECT_EQ(composition.parts[0].pages, 1);
    EXPECT_EQ(separators_of(composition.pages[0]), 0);
    letter.parts.front().blocks = {Separator{}};
    EXPECT_EQ(composed(letter).parts[0].pages, 1);
}

TEST(Compose, WordsBetweenTwoHeadingsGoWithWhatTheyIntroduce)
{
    for (int lines = 20; lines < 60; ++lines) {
        Letter letter = letter_with("x");
        auto& blocks = letter.parts.front().blocks;
        blocks.assign(static_cast<std::size_t>(lines), Paragraph{{{"linje"}}});
        blocks.insert(blocks.end(), {Heading{2, {{"Del"}}}, Paragraph{{{"innledning"}}},
                                     Heading{3, {{"Gruppe"}}}, Paragraph{{{"etter"}}}});
        for (const Frame& page : composed(letter).pages) {
            EXPECT_EQ(holds(page, "Del"), holds(page, "etter")) << lines;
            EXPECT_EQ(holds(page, "innledning"), holds(page, "Gruppe")) << lines;
        }
    }
}

TEST(Compose, NoRowOfATableStandsAloneOnAPage)
{
    for (int lines = 20; lines < 60; ++lines) {
        Letter letter = letter_with("x");
        auto& blocks = letter.parts.front().blocks;
        blocks.assign(static_cast<std::size_t>(lines), Paragraph{{{"linje"}}});
        blocks.push_back(Heading{3, {{"Barn"}}});
        for (const char* label : {"en", "to", "tre", "fire", "fem"})
            blocks.push_back(LabelValue{std::string("rad-") + label, "verdi\nog mer"});
        for (const Frame& page : composed(letter).pages) {
            SCOPED_TRACE(lines);
            EXPECT_EQ(holds(page, "Barn"), holds(page, "rad-to"));
            EXPECT_EQ(holds(page, "rad-en"), holds(page, "rad-to"));
            EXPECT_EQ(holds(page, "rad-fire"), holds(page, "rad-fem"));
        }
    }
}

TEST(Compose, ABoxHigherThanAPageIsBrokenNotCut)
{
    Letter letter = letter_with("x");
    Box box;
    for (int i = 0; i < 100; ++i)
        box.blocks.push_back(Paragraph{{{"linje" + std::to_string(i)}}});
    letter.parts.front().blocks = {box};
    const Composition composition = composed(letter);
    std::string all;
    for (const Frame& page : composition.pages)
        all += text_of(page);
    for (int i = 0; i < 100; ++i) {
        EXPECT_NE(all.find("linje" + std::to_string(i)), std::string::npos) << i;
    }
}

/// A locale in which 1234.5 is written 1 234,5, as a Norwegian one does.
class CommaForPoint : public std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return ' '; }
    std::string do_grouping() const override { return "\3"; }
};

TEST(Compose, FramesAreTheSameInAnyLocaleAndThread)
{
    const Letter letter = sample_forwarding_letter();
    const std::string expected = octets_of(composed(letter).pages);
    const std::locale before = std::locale::global(std::locale(std::locale(), new CommaForPoint));
    std::vector<std::string> found(4);
    std::vector<std::thread> threads;
    for (std::string& octets : found) {
        threads.emplace_back([&octets, &letter] { octets = octets_of(composed(letter).pages); });
    }
    for (std::thread& thread : threads)
        thread.join();
    std::locale::global(before);
    for (const std::string& octets : found)
        EXPECT_EQ(octets, expected);
}

TEST(Compose, OctetsTellFramesApart)
{
    const Composition composition = composed(letter_with("Tekst"));
    const std::string octets = octets_of(composition.pages);
    auto other = composition.pages;
    other[0].items[0].at.x += Length::pt(0.001);
    EXPECT_NE(octets_of(other), octets);
    other = composition.pages;
    other.pop_back();
    EXPECT_NE(octets_of(other), octets);
    EXPECT_NE(octets_of(composed(letter_with("Tekster")).pages), octets);
}

TEST(Compose, OctetsTellGlyphsApart)
{
    GlyphRun run;
    run.text = "ab";
    run.glyphs = {{.id = 5, .text_at = 0, .advance = 600}, {.id = 6, .text_at = 1, .advance = -1}};
    const auto octets_with = [](const GlyphRun& changed) {
        return octets_of({{.items = {{.at = {}, .item = changed}}}});
    };
    std::set<std::string> seen = {octets_with(run)};
    std::size_t count = 1;
    for (std::size_t glyph = 0; glyph < run.glyphs.size(); ++glyph)
        for (const auto by : {-200000, -64, -1, 1, 63, 64, 200000}) {
            const auto changed = [&](auto field) {
                auto other = run;
                auto& number = other.glyphs[glyph].*field;
                number = static_cast<std::remove_reference_t<decltype(number)>>(number + by);
                EXPECT_TRUE(seen.insert(octets_with(other)).second) << glyph << ' ' << by;
                ++count;
            };
            changed(&Glyph::id);
            changed(&Glyph::text_at);
            changed(&Glyph::advance);
            changed(&Glyph::x_offset);
            changed(&Glyph::y_offset);
        }
    EXPECT_EQ(seen.size(), count);
}

} // namespace reservepost::layout
