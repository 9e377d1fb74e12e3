// Which rows go on which page, tried with rows of no text. The rules are told in layout/pages.h;
// here they are checked by looking at finished pages only.
#include "layout/pages.h"

#include "tests/support/for_any.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace reservepost::layout {

namespace {

const PageGeometry geometry;
const Length line = geometry.body_leading;
const Length top = geometry.margin_top;
const Length bottom = geometry.page.height - geometry.margin_bottom;
constexpr std::size_t lines_of_page = 47;

Row body_row(Bond bond = Bond::None)
{
    Row row;
    row.height = line;
    row.on_grid = true;
    row.bond = bond;
    return row;
}

Rows body_rows(std::size_t count, Bond bond = Bond::None)
{
    Rows rows;
    rows.rows.assign(count, body_row(bond));
    return rows;
}

/// Rows on each page.
std::vector<std::size_t> counts(const Rows& rows, Length first_top = top)
{
    std::vector<std::size_t> found;
    for (const RowPlace& place : paginate(rows, geometry, first_top)) {
        found.resize(place.page + 1, 0);
        ++found[place.page];
    }
    return found;
}

using Counts = std::vector<std::size_t>;

} // namespace

TEST(Pages, EndWhereTheWeakestBondIs)
{
    struct {
        const char* why;
        void (*bind)(std::vector<Row>&);
        Counts expected;
    } const cases[] = {
        {"no bonds: pages are full", [](auto&) {}, {47, 13}},
        {"two lines at the foot go together", [](auto& r) { r[46].bond = Bond::Lines; }, {46, 14}},
        {"a bond inside the page costs nothing",
         [](auto& r) { r[45].bond = Bond::Heading; },
         {47, 13}},
        {"a heading, and lines bound below it",
         [](auto& r) { r[45].bond = Bond::Heading, r[46].bond = Bond::Lines; },
         {45, 15}},
        {"a box of 40 rows goes to the next page",
         [](auto& r) {
             for (std::size_t i = 15; i < 54; ++i)
                 r[i].bond = Bond::Box;
         },
         {15, 45}},
        {"a box of 50 rows begins where it is, as no page holds it",
         [](auto& r) {
             for (std::size_t i = 8; i < 57; ++i)
                 r[i].bond = Bond::Box;
         },
         {47, 13}},
        {"and is not broken after a heading in it",
         [](auto& r) {
             for (std::size_t i = 8; i < 57; ++i)
                 r[i].bond = Bond::Box;
             r[46].bond = Bond::Heading;
         },
         {46, 14}},
        {"60 lines that somebody tied one to the next",
         [](auto& r) {
             for (Row& row : r)
                 row.bond = Bond::Neighbour;
         },
         {47, 13}},
        {"60 lines of a heading",
         [](auto& r) {
             for (Row& row : r)
                 row.bond = Bond::Heading;
         },
         {47, 13}},
        {"a chain of all kinds gives where it is weakest",
         [](auto& r) {
             for (Row& row : r)
                 row.bond = Bond::Heading;
             r[30].bond = Bond::Lines, r[40].bond = Bond::Neighbour, r[44].bond = Bond::Lines;
         },
         {41, 19}},
        {"the last row may be bound to nothing",
         [](auto& r) { r[59].bond = Bond::Heading; },
         {47, 13}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Rows rows = body_rows(60);
        c.bind(rows.rows);
        EXPECT_EQ(counts(rows), c.expected);
    }
}

TEST(Pages, AFirstPageThatIsTooShortLeavesToTheSecondWhatFitsThere)
{
    const Length short_top = geometry.first_page_top;
    EXPECT_EQ(counts(body_rows(82), short_top), (Counts{35, 47}));
    EXPECT_EQ(counts(body_rows(40, Bond::Box), short_top), (Counts{0, 40}));
    EXPECT_EQ(counts(body_rows(50, Bond::Box), short_top), (Counts{35, 15}));
}

TEST(Pages, RowsThatFitNowhereStandSomewhere)
{
    Rows rows = body_rows(3);
    rows.rows[1].height = Length::mm(500);
    EXPECT_EQ(counts(rows), (Counts{1, 1, 1}));
    rows.rows[1].bond = Bond::Heading;
    EXPECT_EQ(counts(rows), (Counts{1, 1, 1}));
    rows.rows[0].height = Length::mm(500);
    EXPECT_EQ(counts(rows, geometry.first_page_top), (Counts{0, 1, 1, 1}));
}

TEST(Pages, ANewSheetBeginsOnAFront)
{
    for (const std::size_t before : {1U, 46U, 47U, 48U, 94U, 95U}) {
        SCOPED_TRACE(before);
        Rows rows = body_rows(before + 1);
        rows.rows[before - 1].only_between = before == 48;
        rows.rows[before].new_sheet = true;
        const auto places = paginate(rows, geometry, top);
        EXPECT_EQ(places[before].page, (before + 93) / 94 * 2);
        EXPECT_EQ(places[before].top, top);
        EXPECT_EQ(places[before - 1].shown, before != 48) << "a rule parts nothing at a foot";
    }
}

TEST(Pages, WhatOnlyPartsIsLeftOutAtTheTop)
{
    Rows rows = body_rows(60);
    rows.rows[47].only_between = rows.rows[48].only_between = true;
    const auto places = paginate(rows, geometry, top);
    EXPECT_FALSE(places[47].shown);
    EXPECT_FALSE(places[48].shown);
    EXPECT_TRUE(places[49].shown);
    EXPECT_EQ(places[49].top, top);
}

TEST(Pages, SmallTextGoesBetweenAndBodyTextBackToTheGrid)
{
    struct {
        const char* why;
        double height, space, off_grid_before;
        double expected; ///< White above the body row.
    } const cases[] = {
        {"lines of one paragraph", 15, 0, 15, 0},
        {"a line of white", 15, 15, 15, 15},
        {"the wish is rounded down from the middle", 15, 22.5, 15, 15},
        {"and up above it", 15, 22.6, 15, 30},
        {"a note of 12.5 points and a line of white", 15, 15, 12.5, 17.5},
        {"two such notes", 15, 15, 25, 20},
        {"no white is asked for, but there must be some", 15, 0, 12.5, 2.5},
        {"never nearer than not at all", 15, 0, 16, 14},
        {"a large reference", 15, 15, 22.5, 7.5},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Rows rows = body_rows(2);
        rows.rows[0].height = Length::pt(c.off_grid_before);
        rows.rows[0].on_grid = c.off_grid_before == 15;
        rows.rows[1].space_before = Length::pt(c.space);
        const auto places = paginate(rows, geometry, top);
        EXPECT_EQ(places[1].top - places[0].top - rows.rows[0].height, Length::pt(c.expected));
    }
}

TEST(Pages, AFirstPagesTopIsMovedDownToTheGridAndNeverUp)
{
    for (const double mm : {25.5, 25.6, 60.0, 89.0, 89.1}) {
        const Length at = paginate(body_rows(1), geometry, Length::mm(mm))[0].top;
        EXPECT_GE(at, Length::mm(mm));
        EXPECT_LT(at, Length::mm(mm) + line);
        EXPECT_EQ((at - top).in_thousandths_of_pt() % line.in_thousandths_of_pt(), 0) << mm;
    }
}

TEST(Pages, ALabelAboveTakesALineOfThePageThatItIsRepeatedOn)
{
    Rows rows = body_rows(100);
    rows.labels.push_back({10, 60, "label", Length(), Length::mm(100), true});
    EXPECT_EQ(counts(rows), (Counts{47, 46, 7}));
    rows.labels.front().above = false;
    EXPECT_EQ(counts(rows), (Counts{47, 47, 6}));
    rows.labels.front() = {47, 60, "begins the page", Length(), Length::mm(100), true};
    EXPECT_EQ(counts(rows), (Counts{47, 47, 6}));
}

// A way that looked at whole chains again and again would not come to an end here.
TEST(Pages, TakeTimeOnlyAsTheNumberOfTheirRows)
{
    constexpr std::size_t many = 188'000;
    for (const Bond bond : {Bond::None, Bond::Box, Bond::Heading}) {
        EXPECT_EQ(counts(body_rows(many, bond)), Counts(many / lines_of_page, lines_of_page));
    }
    Rows boxes = body_rows(many);
    for (std::size_t i = 0; i < many; i += 4) {
        boxes.rows[i].bond = boxes.rows[i + 1].bond = Bond::Box;
        boxes.decorations.push_back({Decoration::Kind::Outline, i, i + 2, Length(), line, line});
    }
    const auto places = paginate(boxes, geometry, top);
    const auto pages = set_pages(std::move(boxes), places, geometry);
    std::size_t rules = 0;
    for (const Frame& page : pages)
        rules += page.items.size();
    EXPECT_EQ(rules, many) << "four for each box";
}

namespace {

Row any_row()
{
    Row row;
    row.on_grid = *rc::gen::inRange(0, 3) > 0;
    row.height = row.on_grid ? line : Length::pt(*rc::gen::inRange(1, 60));
    row.space_before =
        *rc::gen::inRange(0, 4) > 0 ? Length() : line.scaled(*rc::gen::inRange(1, 5), 2);
    const int bond = *rc::gen::inRange(0, 10);
    row.bond = static_cast<Bond>(bond > 4 ? 0 : bond);
    row.only_between = *rc::gen::inRange(0, 40) == 0;
    row.new_sheet = *rc::gen::inRange(0, 60) == 0;
    return row;
}

/// Long chains too: one bond for all rows from place to place.
Rows any_rows()
{
    Rows rows;
    const auto count = *rc::gen::inRange<std::size_t>(1, 300);
    for (std::size_t i = 0; i < count; ++i)
        rows.rows.push_back(any_row());
    for (int chains = *rc::gen::inRange(0, 3); chains > 0; --chains) {
        const auto from = *rc::gen::inRange<std::size_t>(0, count);
        const auto to = std::min(count, from + *rc::gen::inRange<std::size_t>(1, 80));
        const auto bond = static_cast<Bond>(*rc::gen::inRange(1, 5));
        for (std::size_t i = from; i < to; ++i)
            rows.rows[i].bond = std::max(rows.rows[i].bond, bond);
    }
    // As blocks give them: nothing is bound to what starts a sheet.
    rows.rows.front().new_sheet = false;
    for (std::size_t i = 1; i < count; ++i)
        if (rows.rows[i].new_sheet) rows.rows[i - 1].bond = Bond::None;
    return rows;
}

/// The end of what holds together from `first` by bonds stronger than `weak`.
std::size_t chain_end(const Rows& rows, std::size_t first, Bond weak)
{
    while (first + 1 < rows.rows.size() && rows.rows[first].bond > weak)
        ++first;
    return first + 1;
}

/// Whether these rows alone fit on one page: asked by setting them.
bool fit_on_a_page(const Rows& rows, std::size_t first, std::size_t end)
{
    Rows alone;
    alone.rows.assign(rows.rows.begin() + static_cast<std::ptrdiff_t>(first),
                      rows.rows.begin() + static_cast<std::ptrdiff_t>(end));
    for (Row& row : alone.rows) {
        row.bond = Bond::None;
        row.only_between = row.new_sheet = false;
    }
    const auto places = paginate(alone, geometry, top);
    return places.back().page == 0 && places.back().top + alone.rows.back().height <= bottom;
}

void keep_order_margins_and_grid()
{
    const Rows rows = any_rows();
    const Length first_top = *rc::gen::arbitrary<bool>() ? geometry.first_page_top : top;
    const auto places = paginate(rows, geometry, first_top);
    RC_ASSERT(places.size() == rows.rows.size());
    Length free; ///< What stands above it on the page is set.
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Row& row = rows.rows[i];
        const bool begins = i == 0 || places[i].page != places[i - 1].page;
        if (begins) free = places[i].page == 0 ? first_top : top;
        RC_ASSERT((i == 0 || places[i].page >= places[i - 1].page));
        if (!places[i].shown) {
            RC_ASSERT(row.only_between);
            continue;
        }
        const auto off = (places[i].top - top).in_thousandths_of_pt() % line.in_thousandths_of_pt();
        RC_ASSERT((!row.on_grid || off == 0));
        RC_ASSERT(places[i].top >= free);
        RC_ASSERT(places[i].top + row.height <= bottom);
        free = places[i].top + row.height;
    }
}

// Where a page ends inside something bound, all that is bound as firmly fits on no page.
void break_no_bond_that_could_hold()
{
    const Rows rows = any_rows();
    const auto places = paginate(rows, geometry, top);
    std::size_t first = 0; ///< Of the page before.
    for (std::size_t i = 1; i < places.size(); ++i) {
        if (places[i].page == places[i - 1].page) continue;
        while (!places[first].shown && first + 1 < i)
            ++first;
        const Bond broken = rows.rows[i - 1].bond;
        for (int weak = 0; weak < static_cast<int>(broken); ++weak) {
            std::size_t begin = i;
            while (begin > first && rows.rows[begin - 1].bond > static_cast<Bond>(weak))
                --begin;
            if (begin > first) {
                const auto end = chain_end(rows, begin, static_cast<Bond>(weak));
                RC_ASSERT(!fit_on_a_page(rows, begin, end));
            }
        }
        first = i;
    }
}

// No page is emptier than what comes next makes it: with that on it, it would be too full.
void are_as_full_as_bonds_let_them()
{
    const Rows rows = any_rows();
    const auto places = paginate(rows, geometry, top);
    std::size_t first = 0;
    for (std::size_t i = 1; i < places.size(); ++i) {
        if (places[i].page == places[i - 1].page) continue;
        const bool to_new_sheet = rows.rows[i].new_sheet;
        while (!places[first].shown && first + 1 < i)
            ++first;
        if (!to_new_sheet && places[first].shown) {
            RC_ASSERT(!fit_on_a_page(rows, first, chain_end(rows, i, Bond::None)));
        }
        first = i;
    }
}

} // namespace

TEST(Pages, KeepOrderMarginsAndGrid)
{
    tests::for_any(200, keep_order_margins_and_grid);
}

TEST(Pages, BreakNoBondThatCouldHold)
{
    tests::for_any(200, break_no_bond_that_could_hold);
}

TEST(Pages, AreAsFullAsBondsLetThem)
{
    tests::for_any(200, are_as_full_as_bonds_let_them);
}

} // namespace reservepost::layout
