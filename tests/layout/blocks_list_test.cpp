// The signs before a list's items, and the room they take.
#include "layout/compose.h"
#include "layout/looks.h"
#include "page_text.h"
#include "sample_letters.h"
#include "shared_workshop.h"

#include <gtest/gtest.h>

namespace reservepost::layout {

namespace {

const PageGeometry geometry;

Composition composed(const List& list)
{
    Letter letter = letter_with("");
    letter.parts.front().blocks = {list};
    return shared_workshop().compose(letter, geometry);
}

List items(std::size_t count, bool ordered)
{
    List list{{}, ordered};
    for (std::size_t i = 1; i <= count; ++i)
        list.items.push_back({{"punkt-" + std::to_string(i) + "!"}});
    return list;
}

/// Where a run ends on paper.
Length end_of(const Frame& page, const std::string& text)
{
    const Placed& placed = place_of(page, text);
    return placed.at.x + width_of(std::get<GlyphRun>(placed.item));
}

} // namespace

TEST(BlocksList, EverySignIsWhole)
{
    struct {
        const char* why;
        std::size_t count;
    } const cases[] = {
        {"one", 1},         {"the last of one digit", 9},
        {"two digits", 10}, {"three: once cut at 6 mm", 100},
        {"four", 1001},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const Composition set = composed(items(c.count, true));
        std::size_t seen = 0;
        for (const Frame& page : set.pages) {
            for (const Placed& placed : page.items) {
                const auto& run = std::get<GlyphRun>(placed.item);
                if (run.text != std::to_string(seen + 1) + ".") continue;
                ++seen;
                EXPECT_GE(placed.at.x, geometry.margin_left);
            }
        }
        EXPECT_EQ(seen, c.count);
    }
}

TEST(BlocksList, RoomGrowsToTheWidestSignAndNumbersEndBelowOneAnother)
{
    const Looks looks = looks_for(geometry);
    struct {
        const char* why;
        std::size_t count;
        bool grows;
    } const cases[] = {
        {"one digit has room", 9, false},
        {"and two have less than they should", 10, true},
        {"three have none", 120, true},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const Composition set = composed(items(c.count, true));
        const Length text = place_of(set.pages[0], "punkt-1!").at.x;
        EXPECT_EQ(text - geometry.margin_left > looks.list_indent, c.grows);
        const Length numbers_end = end_of(set.pages[0], "1.");
        EXPECT_GE(text - numbers_end, looks.gap_after_sign);
        for (std::size_t i = 1; i <= c.count; ++i) {
            const std::string number = std::to_string(i);
            const Frame& page = set.pages[page_with(set, "punkt-" + number + "!")];
            EXPECT_EQ(end_of(page, number + "."), numbers_end) << number;
            EXPECT_EQ(place_of(page, "punkt-" + number + "!").at.x, text) << number;
        }
    }
    const Composition bullets = composed(items(100, false));
    EXPECT_EQ(place_of(bullets.pages[0], "punkt-1!").at.x,
              geometry.margin_left + looks.list_indent);
    EXPECT_EQ(place_of(bullets.pages[0], "•").at.x, geometry.margin_left);
}

TEST(BlocksList, ItemsFillWhatTheirSignsLeaveOfTheMeasure)
{
    List list = items(100, true);
    for (Spans& item : list.items)
        item = {{sample_text()}};
    const Composition set = composed(list);
    Length furthest;
    for (const Frame& page : set.pages) {
        for (const Placed& placed : without_foot(page).items)
            furthest = std::max(furthest, placed.at.x + width_of(std::get<GlyphRun>(placed.item)));
    }
    const Length right = geometry.page.width - geometry.margin_right;
    EXPECT_LE(furthest, right);
    EXPECT_GT(furthest, right - Length::mm(4));
}

} // namespace reservepost::layout
