#include "layout/mark_reading.h"

#include "layout/ink.h"
#include "layout/mark.h"
#include "layout/mark_modules.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace reservepost::layout {

namespace {

/// What a file's rounding moves an edge by: nothing that is drawn on purpose.
constexpr Length hair = Length::mm(0.01);

bool touches(const Rectangle& box, const Rectangle& place)
{
    return box.at.x < place.at.x + place.size.width - hair &&
           place.at.x + hair < box.at.x + box.size.width &&
           box.at.y < place.at.y + place.size.height - hair &&
           place.at.y + hair < box.at.y + box.size.height;
}

/// The line between modules on which an edge lies, from 0 to 18; nothing if it lies on none.
std::optional<unsigned> grid_line(Length from_start, Length side)
{
    const std::int64_t whole = side.in_thousandths_of_pt();
    const std::int64_t at = from_start.in_thousandths_of_pt() * mark_modules;
    const std::int64_t line = (at + whole / 2) / whole;
    if (at < -whole / 10 || line > mark_modules || std::abs(at - line * whole) > whole / 10)
        return std::nullopt;
    return static_cast<unsigned>(line);
}

/// What stands in a mark's place.
struct Place {
    MarkModules modules{};
    bool anything = false;
    bool other = false; ///< Something that lies on no grid of modules.
};

/// Darkens the modules that `box` covers; false if it lies on no grid.
bool darken(MarkModules& modules, const Rectangle& box, const Rectangle& place)
{
    const Point from{box.at.x - place.at.x, box.at.y - place.at.y};
    const auto left = grid_line(from.x, place.size.width);
    const auto right = grid_line(from.x + box.size.width, place.size.width);
    const auto top = grid_line(from.y, place.size.height);
    const auto foot = grid_line(from.y + box.size.height, place.size.height);
    if (!left || !right || !top || !foot || left == right || top == foot) return false;
    for (unsigned row = *top; row < *foot; ++row)
        modules[row] |= (1U << *right) - (1U << *left);
    return true;
}

Place look_at(const std::vector<Rectangle>& rectangles, const Rectangle& place)
{
    Place seen;
    if (place.size.width <= Length() || place.size.height <= Length()) return seen;
    for (const Rectangle& box : rectangles) {
        if (!touches(box, place)) continue;
        seen.anything = true;
        if (!darken(seen.modules, box, place)) seen.other = true;
    }
    return seen;
}

Finding finding(const char* code, int page, const Rectangle& place, std::string what,
                std::string right)
{
    return {code, page, place, std::move(what), std::move(right)};
}

std::vector<Finding> judge_place(const Place& seen, PageRole role, const Rectangle& place, int page,
                                 std::string_view expected)
{
    const auto digits = digits_of(seen.modules);
    const bool sound = digits && sheet_mark_is_sound(*digits);
    if (!role.front || !role.marked) {
        if (!sound) return {};
        return {
            finding("MARK_NOT_EXPECTED", page, place, "a mark stands on a page without one",
                    role.front ? "no mark on this sheet" : "marks on the fronts of sheets only")};
    }
    static const std::string one = "one Data Matrix of 18 x 18 modules that fills its place, drawn "
                                   "as filled rectangles, and nothing else there";
    if (!seen.anything)
        return {finding("MARK_MISSING", page, place, "the sheet bears no mark", one)};
    if (!sound) {
        return {finding("MARK_NOT_READABLE", page, place,
                        digits ? "the mark's digits or their check digits are wrong"
                               : "what stands in the mark's place is no Data Matrix without fault",
                        digits ? "28 digits of version 01 with check digits that agree" : one)};
    }
    if (seen.other) {
        return {finding("MORE_THAN_ONE_MARK", page, place,
                        "something else stands in the mark's place", one)};
    }
    if (!expected.empty() && *digits != expected) {
        return {finding("MARK_OF_ANOTHER_SHEET", page, place, "the mark is that of another sheet",
                        "the mark of this job, piece and sheet")};
    }
    return {};
}

} // namespace

std::vector<Rectangle> rectangles_of(const Frame& frame)
{
    std::vector<Rectangle> rectangles;
    for (const Placed& placed : frame.items)
        if (const auto* const rule = std::get_if<Rule>(&placed.item))
            rectangles.push_back({placed.at, rule->size});
    return rectangles;
}

std::optional<std::string> read_mark(const std::vector<Rectangle>& rectangles,
                                     const Rectangle& place)
{
    const Place seen = look_at(rectangles, place);
    if (seen.other) return std::nullopt;
    return digits_of(seen.modules);
}

std::vector<Finding> judge_mark(const std::vector<Rectangle>& rectangles, PageRole role,
                                const PageGeometry& geometry, int page, std::string_view expected)
{
    if (!geometry.mark) return {};
    return judge_place(look_at(rectangles, *geometry.mark), role, *geometry.mark, page, expected);
}

std::vector<Finding> judge_mark(const PageInk& ink, PageRole role, const PageGeometry& geometry,
                                int page, std::string_view expected)
{
    if (!geometry.mark) return {};
    const auto there = [&](const std::vector<Rectangle>& boxes) {
        return std::ranges::count_if(
            boxes, [&](const Rectangle& box) { return touches(box, *geometry.mark); });
    };
    Place seen = look_at(ink.rectangles, *geometry.mark);
    // Each rectangle is among the boxes once.
    if (there(ink.boxes) > there(ink.rectangles)) seen.anything = seen.other = true;
    return judge_place(seen, role, *geometry.mark, page, expected);
}

} // namespace reservepost::layout
