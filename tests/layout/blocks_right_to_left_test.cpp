// What somebody wrote from right to left begins at the right, and so does what belongs to it.
#include "layout/compose.h"
#include "layout/looks.h"
#include "page_text.h"
#include "sample_letters.h"
#include "shared_workshop.h"

#include <gtest/gtest.h>

#include <map>

namespace reservepost::layout {

namespace {

const PageGeometry geometry;
const Length right = geometry.page.width - geometry.margin_right;
const std::string arabic = "أنا قلق على هذا الطفل";

std::string repeated(const std::string& text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text + " ";
    return all;
}

Frame page_of(const Block& block)
{
    Letter letter = letter_with("");
    letter.parts.front().blocks = {block};
    return without_foot(shared_workshop().compose(letter, geometry).pages.front());
}

/// A line as it stands on paper.
struct Line {
    Length left, right;
    bool right_to_left = false;
};

/// The lines on the page that have such text as `value` says, from the top down.
std::vector<Line> lines_of(const Frame& page, Length from_top)
{
    std::map<Length, Line> lines;
    for (const Placed& placed : page.items) {
        const auto* run = std::get_if<GlyphRun>(&placed.item);
        if (run == nullptr || placed.at.y < from_top) continue;
        const Length end = placed.at.x + width_of(*run);
        const auto [at, is_new] = lines.try_emplace(placed.at.y, Line{placed.at.x, end});
        at->second.left = std::min(at->second.left, placed.at.x);
        at->second.right = std::max(at->second.right, end);
        at->second.right_to_left = at->second.right_to_left || run->right_to_left;
    }
    std::vector<Line> found;
    for (const auto& [top, line] : lines)
        found.push_back(line);
    return found;
}

const Placed& bar_of(const Frame& page)
{
    const auto bar = std::find_if(page.items.begin(), page.items.end(), [](const Placed& placed) {
        return std::holds_alternative<Rule>(placed.item);
    });
    if (bar == page.items.end()) throw std::out_of_range("no bar on the page");
    return *bar;
}

} // namespace

TEST(BlocksRightToLeft, AParagraphStandsAtTheSideWhereItsLanguageBegins)
{
    struct {
        const char* why;
        const char* language;
        std::string text;
        bool at_right;
    } const cases[] = {
        {"Norwegian", "nb", "Hei, jeg er bekymret.", false},
        {"Arabic words among ours do not turn our sentence", "nb", arabic, false},
        {"a whole letter in Arabic: it once stood at the left", "ar", arabic, true},
        {"Hebrew, with a region", "he-IL", "אני מודאג", true},
        {"Persian", "fa", "من نگران هستم", true},
        {"Norwegian in an Arabic letter", "ar", "Hei, jeg er bekymret.", false},
        {"no language that anybody knows", "qqq", "Hei", false},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Letter letter = letter_with("");
        letter.parts.front().language = c.language;
        letter.parts.front().blocks = {Paragraph{{{c.text}}}};
        const Frame page = without_foot(shared_workshop().compose(letter, geometry).pages.front());
        const auto lines = lines_of(page, geometry.margin_top);
        ASSERT_FALSE(lines.empty());
        EXPECT_EQ(lines.back().right == right, c.at_right);
        EXPECT_EQ(lines.back().left == geometry.margin_left, !c.at_right);
    }
}

TEST(BlocksRightToLeft, AQuotationsBarStandsWhereItsLinesBegin)
{
    struct {
        const char* why;
        std::string text;
        bool at_right;
    } const cases[] = {
        {"Norwegian", "Hei, jeg er bekymret.", false},
        {"Arabic: the bar once stayed at the left", arabic, true},
        {"Hebrew", "אני מודאג", true},
        {"Arabic of many lines", repeated(arabic, 40), true},
        {"most lines are Arabic", "Hei,\n" + arabic + "\n" + arabic, true},
        {"most are not", "Hei,\nder.\n" + arabic, false},
        {"as many of each", "Hei,\n" + arabic, false},
        {"the first letter decides, not the first sign", "«12» " + arabic, true},
        {"nothing", "", false},
    };
    const Looks looks = looks_for(geometry);
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const Frame page = page_of(Quotation{c.text});
        const Placed& bar = bar_of(page);
        const Length left = c.at_right ? right - looks.bar_left - looks.bar_width
                                       : geometry.margin_left + looks.bar_left;
        EXPECT_EQ(bar.at.x, left);
        const Length text_left =
            geometry.margin_left + (c.at_right ? Length() : looks.quotation_indent);
        const Length text_right = right - (c.at_right ? looks.quotation_indent : Length());
        for (const Line& line : lines_of(page, geometry.first_page_top)) {
            EXPECT_GE(line.left, text_left);
            EXPECT_LE(line.right, text_right);
            EXPECT_EQ(line.right_to_left ? line.right : line.left,
                      line.right_to_left ? text_right : text_left)
                << "each paragraph begins on its own side";
        }
    }
}

TEST(BlocksRightToLeft, AValueBeginsAtTheRightOfItsWidestLine)
{
    const Looks looks = looks_for(geometry);
    struct {
        const char* why;
        std::string value;
        bool fills; ///< The column.
    } const cases[] = {
        {"a name stays beside its label", "محمد الأحمد", false},
        {"many lines", repeated(arabic, 30), true},
        {"lines of an address", "شارع 14 ب\n9730 Kárášjohka\n" + arabic, false},
        {"a word of ours first", "Kárášjohka\n" + arabic, false},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto lines = lines_of(page_of(LabelValue{"", c.value}), geometry.first_page_top);
        Length widest;
        for (const Line& line : lines)
            widest = std::max(widest, line.right - line.left);
        EXPECT_EQ(widest > right - geometry.margin_left - looks.value_left - Length::mm(20),
                  c.fills);
        for (const Line& line : lines) {
            if (line.right_to_left) {
                EXPECT_EQ(line.right, looks.value_left + geometry.margin_left + widest);
            } else {
                EXPECT_EQ(line.left, looks.value_left + geometry.margin_left);
            }
        }
    }
}

TEST(BlocksRightToLeft, LinesOfAnAddressStayTogether)
{
    const auto lines = lines_of(page_of(AddressBlock{"محمد الأحمد\nStorgata 14 B\n9730 KARASJOK"}),
                                geometry.first_page_top);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[1].left, geometry.margin_left);
    EXPECT_EQ(lines[2].left, geometry.margin_left);
    EXPECT_EQ(lines[0].right, std::max(lines[1].right, lines[2].right));
}

} // namespace reservepost::layout
