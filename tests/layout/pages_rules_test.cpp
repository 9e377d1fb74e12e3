// What must hold on the pages of any rows, and of any bonds between them. The rules are told in
// layout/pages.h; here they are checked by looking at finished pages only.
#include "layout/pages.h"

#include "tests/support/for_any.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <optional>

namespace reservepost::layout {

namespace {

const PageGeometry geometry;
const Length line = geometry.body_leading;
const Length top = geometry.margin_top;
const Length bottom = geometry.page.height - geometry.margin_bottom;

bool starts_page(const Row& row)
{
    return row.new_sheet || row.new_page;
}

Row any_row()
{
    Row row;
    row.grid = *rc::gen::element(Grid::Lines, Grid::Lines, Grid::Halves, Grid::None);
    row.height = row.grid == Grid::None ? Length::pt(*rc::gen::inRange(1, 60)) : line;
    row.space_before =
        *rc::gen::inRange(0, 4) > 0 ? Length() : line.scaled(*rc::gen::inRange(1, 5), 2);
    const int bond = *rc::gen::inRange(0, 10);
    row.bond = static_cast<Bond>(bond > 4 ? 0 : bond);
    row.only_between = *rc::gen::inRange(0, 40) == 0;
    row.new_sheet = *rc::gen::inRange(0, 60) == 0;
    row.new_page = *rc::gen::inRange(0, 60) == 0;
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
    // As blocks give them: nothing is bound to what starts a sheet or a page.
    rows.rows.front().new_sheet = rows.rows.front().new_page = false;
    for (std::size_t i = 1; i < count; ++i)
        if (starts_page(rows.rows[i])) rows.rows[i - 1].bond = Bond::None;
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
        row.only_between = row.new_sheet = row.new_page = false;
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
    Length free;                     ///< What stands above it on the page is set.
    std::optional<std::size_t> page; ///< Of the last row that is shown.
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Row& row = rows.rows[i];
        RC_ASSERT((i == 0 || places[i].page >= places[i - 1].page));
        if (!places[i].shown) {
            RC_ASSERT(row.only_between);
            continue;
        }
        const bool begins = !page || places[i].page != *page;
        if (begins) free = places[i].page == 0 ? first_top : top;
        page = places[i].page;
        const Length step = row.grid == Grid::Halves ? line.scaled(1, 2) : line;
        const auto off = (places[i].top - top).in_thousandths_of_pt() % step.in_thousandths_of_pt();
        RC_ASSERT((row.grid == Grid::None || off == 0));
        RC_ASSERT((!starts_page(row) || begins));
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
        const bool to_new_page = starts_page(rows.rows[i]);
        while (!places[first].shown && first + 1 < i)
            ++first;
        if (!to_new_page && places[first].shown) {
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
