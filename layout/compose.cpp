#include "layout/compose.h"

#include "layout/address.h"
#include "layout/looks.h"
#include "layout/pages.h"
#include "layout/rows.h"

namespace reservepost::layout {

namespace {

std::string with_numbers(std::string foot, std::size_t page, std::size_t pages)
{
    const auto replace = [&foot](std::string_view field, std::size_t number) {
        const std::size_t at = foot.find(field);
        if (at != std::string::npos) foot.replace(at, field.size(), std::to_string(number));
    };
    replace("{page}", page);
    replace("{pages}", pages);
    return foot;
}

/// Sets the foot of a page, ranged right. Gives the number of uncovered characters.
int add_foot(Frame& page, const std::string& text, const Part& part, const PageGeometry& geometry,
             Workbench& bench)
{
    const Look look = looks_for(geometry).foot;
    const Length measure = geometry.page.width - geometry.margin_left - geometry.margin_right;
    const Manner manner{look.size, look.style, part.language, Direction::LeftToRight};
    SetParagraph set = set_paragraph({{text}}, manner, measure, bench);
    Length baseline = geometry.foot_baseline;
    for (SetLine& line : set.lines) {
        const Length left = geometry.margin_left + measure - line.width;
        for (Placed& placed : line.items) {
            page.items.push_back(
                {{left + placed.at.x, baseline + placed.at.y}, std::move(placed.item)});
        }
        baseline += look.leading;
    }
    return set.uncovered_characters;
}

/// The pages of one part with their feet. The first part of a letter has address and head.
std::vector<Frame> pages_of(const Letter& letter, const Part& part, const PageGeometry& geometry,
                            Workbench& bench, int& uncovered)
{
    const bool addressed = &part == &letter.parts.front();
    const Rows rows = set_rows(part, geometry, bench);
    uncovered += rows.uncovered_characters;
    auto pages =
        set_pages(rows, geometry, addressed ? geometry.first_page_top : geometry.margin_top);
    if (addressed) {
        // First in the frame, as it is read first.
        Frame top;
        uncovered += add_address(top, letter, geometry, bench);
        uncovered += add_head(top, letter, geometry, bench);
        auto& items = pages.front().items;
        items.insert(items.begin(), top.items.begin(), top.items.end());
    }
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const std::string foot = with_numbers(part.foot, i + 1, pages.size());
        uncovered += add_foot(pages[i], foot, part, geometry, bench);
    }
    return pages;
}

} // namespace

Composition compose(const Letter& letter, const PageGeometry& geometry, Workbench& bench)
{
    Composition composition;
    for (const Part& part : letter.parts) {
        auto pages = pages_of(letter, part, geometry, bench, composition.uncovered_characters);
        composition.parts.push_back({composition.pages.size(), static_cast<int>(pages.size())});
        for (Frame& page : pages)
            composition.pages.push_back(std::move(page));
        // The next part begins on a front: the back of an odd last page stays empty.
        if (composition.pages.size() % 2 == 1) {
            composition.pages.emplace_back().size = geometry.page;
        }
    }
    composition.sheets = static_cast<int>(composition.pages.size() / 2);
    return composition;
}

} // namespace reservepost::layout
