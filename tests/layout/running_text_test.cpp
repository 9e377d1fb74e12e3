// Head and foot: numbers, places, and what has no room.
#include "layout/compose.h"
#include "layout/looks.h"
#include "page_text.h"
#include "sample_letters.h"
#include "shared_workshop.h"

#include <gtest/gtest.h>

namespace reservepost::layout {

namespace {

const PageGeometry geometry;
const Length text_ends = geometry.page.height - geometry.margin_bottom;

Letter with_foot(const std::string& foot, int paragraphs = 0)
{
    Letter letter = sample_long_letter(paragraphs);
    letter.parts.front().foot = foot;
    return letter;
}

Letter with_head(std::vector<std::string> head)
{
    Letter letter = letter_with("Tekst");
    letter.head = std::move(head);
    return letter;
}

/// The message, or nothing where head and foot have room.
std::string message_for(const Letter& letter, const PageGeometry& on = geometry)
{
    try {
        shared_workshop().compose(letter, on);
        return "";
    } catch (const RunningTextDoesNotFit& refusal) {
        return refusal.what();
    }
}

/// What stands below a page's text.
Frame foot_of(const Frame& page)
{
    Frame foot = page;
    std::erase_if(foot.items, [](const Placed& placed) { return placed.at.y <= text_ends; });
    return foot;
}

} // namespace

TEST(RunningText, NumbersStandWhereverTheFootAsksForThem)
{
    struct {
        const char* why;
        const char* foot;
        const char* first;
        const char* last;
    } const cases[] = {
        {"of four", "Side {page} av {pages}", "Side 1 av 4", "Side 4 av 4"},
        {"the second {page} once stayed", "{page}/{pages} – {page}", "1/4 – 1", "4/4 – 4"},
        {"and the second {pages}", "{pages}{pages}{page}", "441", "444"},
        {"other braces are text", "{Page} {page } {} {page}", "{Page} {page } {} 1",
         "{Page} {page } {} 4"},
        {"no number", "Reservepost", "Reservepost", "Reservepost"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const Composition set = shared_workshop().compose(with_foot(c.foot, 30), geometry);
        ASSERT_EQ(set.parts[0].pages, 4);
        EXPECT_EQ(text_of(foot_of(set.pages[0])), c.first);
        EXPECT_EQ(text_of(foot_of(set.pages[3])), c.last);
    }
    const Composition none = shared_workshop().compose(with_foot(""), geometry);
    EXPECT_TRUE(foot_of(none.pages[0]).items.empty());
}

// It once grew downwards, off the page.
TEST(RunningText, AFootOfTwoLinesGrowsUpwards)
{
    const Composition set =
        shared_workshop().compose(with_foot("øverst\nnederst {page}"), geometry);
    const Frame foot = foot_of(set.pages[0]);
    EXPECT_EQ(place_of(foot, "nederst 1").at.y, geometry.foot_baseline);
    const Placed& upper = place_of(foot, "øverst");
    EXPECT_EQ(upper.at.y, geometry.foot_baseline - looks_for(geometry).foot.leading);
    EXPECT_GT(upper.at.y - std::get<GlyphRun>(upper.item).size, text_ends)
        << "its letters are clear of the text";
}

TEST(RunningText, WhatIsTooHighIsRefusedWithItsMeasureAndNeverItsWords)
{
    PageGeometry low = geometry;
    low.foot_baseline = text_ends;
    PageGeometry no_head = geometry;
    no_head.first_page_top = geometry.address.at.y;
    const std::string long_line = std::string(400, 'm');
    struct {
        const char* why;
        Letter letter;
        const PageGeometry& on;
        const char* message;
    } const cases[] = {
        {"two lines have room", with_foot("a\nb"), geometry, ""},
        {"three have not", with_foot("a\nb\nc"), geometry,
         "the running foot has 3 lines; below the text there is room for 2; shorten it"},
        {"nor has a line that becomes many", with_foot(long_line), geometry,
         "the running foot has "},
        {"no room at all", with_foot("a"), low,
         "the running foot has 1 lines; below the text there is room for 0; shorten it"},
        {"no foot needs no room", with_foot(""), low, ""},
        {"eight lines beside the window", with_head({"a", "b", "c", "d", "e", "f", "g", "h"}),
         geometry, ""},
        {"nine", with_head({"a", "b", "c", "d", "e", "f", "g", "h", "i"}), geometry,
         "the head has 9 lines; beside the window there is room for 8; shorten it"},
        {"nine in one", with_head({"a\nb\nc\nd\ne\nf\ng\nh\ni"}), geometry,
         "the head has 9 lines; beside the window there is room for 8; shorten it"},
        {"a long line", with_head({long_line}), geometry, "the head has "},
        {"above the window's foot", with_head({"a"}), no_head,
         "the head has 1 lines; beside the window there is room for 0; shorten it"},
        {"no head needs no room", with_head({}), no_head, ""},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const std::string message = message_for(c.letter, c.on);
        if (*c.message == '\0') {
            EXPECT_EQ(message, "");
        } else {
            EXPECT_TRUE(message.starts_with(c.message)) << message;
        }
        EXPECT_EQ(message.find("mm"), std::string::npos);
    }
}

TEST(RunningText, TheHeadEndsAboveTheLettersText)
{
    const Letter letter = with_head({"a", "b", "c", "d", "e", "f", "g", "gjelder"});
    const Frame page = shared_workshop().compose(letter, geometry).pages[0];
    const Looks looks = looks_for(geometry);
    EXPECT_LE(place_of(page, "gjelder").at.y + looks.head.leading - looks.head.baseline,
              geometry.first_page_top);
}

} // namespace reservepost::layout
