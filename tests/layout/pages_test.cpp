// Which rows go on which page, tried with rows of no text. What must hold for any rows is in
// pages_rules_test.cpp.
#include "layout/pages.h"

#include <gtest/gtest.h>

namespace reservepost::layout {

namespace {

/// A page of 47 lines, 35 of them on a first page.
PageGeometry geometry_of_47_lines()
{
    PageGeometry made;
    made.margin_top = made.first_page_top - made.body_leading * 12;
    return made;
}

const PageGeometry geometry = geometry_of_47_lines();
const Length line = geometry.body_leading;
const Length top = geometry.margin_top;
constexpr std::size_t lines_of_page = 47;

Row body_row(Bond bond = Bond::None)
{
    Row row;
    row.height = line;
    row.grid = Grid::Lines;
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
        {"the wish is rounded up from the middle", 15, 22.5, 15, 30},
        {"and down below it", 15, 22.4, 15, 15},
        {"a note of 12.5 points and a line of white", 15, 15, 12.5, 17.5},
        {"two such notes", 15, 15, 25, 20},
        {"no white is asked for, but there must be some", 15, 0, 12.5, 2.5},
        {"never nearer than not at all", 15, 0, 16, 14},
        {"a large reference", 15, 15, 22.5, 22.5},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Rows rows = body_rows(2);
        rows.rows[0].height = Length::pt(c.off_grid_before);
        if (c.off_grid_before != 15) rows.rows[0].grid = Grid::None;
        rows.rows[1].space_before = Length::pt(c.space);
        const auto places = paginate(rows, geometry, top);
        EXPECT_EQ(places[1].top - places[0].top - rows.rows[0].height, Length::pt(c.expected));
    }
}

TEST(Pages, HalfLinesEndWhereRunningTextGoesOn)
{
    using Whites = std::vector<double>;
    constexpr Grid text = Grid::Lines, list = Grid::Halves, own = Grid::None;
    struct {
        const char* why;
        std::vector<Grid> rows;
        Whites asked;    ///< White above each row but the first.
        Whites expected; ///< What it gets.
    } const cases[] = {
        {"a list between paragraphs", {text, list, list, text}, {7.5, 0, 7.5}, {7.5, 0, 7.5}},
        {"two of them", {text, list, text, list, text}, {7.5, 7.5, 7.5, 7.5}, {7.5, 7.5, 7.5, 7.5}},
        {"a group among rows, and text",
         {text, list, list, list, text},
         {7.5, 0, 7.5, 7.5},
         {7.5, 0, 7.5, 15}},
        {"text after text", {text, text}, {7.5}, {15}},
        {"a wish between the halves", {text, list}, {10}, {7.5}},
        {"the middle between two halves goes down the page", {text, list}, {11.25}, {15}},
        {"after what has a leading of its own", {own, list, text}, {10, 0}, {7.5, 7.5}},
        {"and never above it", {own, own, list}, {3, 0}, {3, 4.5}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Rows rows = body_rows(c.rows.size());
        for (std::size_t i = 0; i < c.rows.size(); ++i) {
            rows.rows[i].grid = c.rows[i];
            if (i > 0) rows.rows[i].space_before = Length::pt(c.asked[i - 1]);
        }
        const auto places = paginate(rows, geometry, top);
        Whites found;
        for (std::size_t i = 1; i < places.size(); ++i)
            found.push_back((places[i].top - places[i - 1].top - line).in_pt());
        EXPECT_EQ(found, c.expected);
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

} // namespace reservepost::layout
