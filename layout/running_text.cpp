#include "layout/running_text.h"

#include "layout/remembered_paragraphs.h"

#include <algorithm>
#include <string_view>

namespace reservepost::layout {

namespace {

std::string with_numbers(std::string foot, PageNumber number)
{
    const auto replace = [&foot](std::string_view field, std::size_t by) {
        const std::string digits = std::to_string(by);
        for (std::size_t at = 0; (at = foot.find(field, at)) != std::string::npos;
             at += digits.size())
            foot.replace(at, field.size(), digits);
    };
    replace("{page}", number.page);
    replace("{pages}", number.pages);
    return foot;
}

/// How many lines have room between two heights of a page.
std::size_t lines_between(Length top, Length foot, const Look& look)
{
    const Length room = std::max(Length(), foot - top);
    return static_cast<std::size_t>(room.in_thousandths_of_pt() /
                                    look.leading.in_thousandths_of_pt());
}

/// Throws unless the lines have room; `where` says where that would be.
void refuse_too_many(const std::string& what, std::size_t lines, std::size_t most,
                     const std::string& where)
{
    if (lines <= most) return;
    throw RunningTextDoesNotFit(what + " has " + std::to_string(lines) + " lines; " + where +
                                " there is room for " + std::to_string(most) + "; shorten it");
}

void put(Frame& page, SetLine line, Point at)
{
    for (Placed& placed : line.items) {
        placed.at.x += at.x;
        placed.at.y += at.y;
        page.items.push_back(std::move(placed));
    }
}

} // namespace

int add_head(Frame& page, const Letter& letter, const PageGeometry& geometry, const Looks& looks,
             Workbench& bench)
{
    const Look& look = looks.head;
    const Length measure = geometry.page.width - geometry.margin_right - geometry.head_left;
    const std::string language = letter.parts.empty() ? "nb" : letter.parts[0].language;
    const Manner manner{look.size, look.style, language, Direction::LeftToRight};
    int uncovered = 0;
    std::vector<SetLine> lines;
    for (const std::string& text : letter.head) {
        SetParagraph set = remembered_paragraph({{text}}, manner, measure, bench);
        uncovered += set.uncovered_characters;
        std::move(set.lines.begin(), set.lines.end(), std::back_inserter(lines));
    }
    // On a line with the address's first.
    Length baseline = geometry.address.at.y + Length::mm(7.4);
    refuse_too_many("the head", lines.size(),
                    lines_between(baseline - look.baseline, geometry.first_page_top, look),
                    "beside the window");
    for (SetLine& line : lines) {
        put(page, std::move(line), {geometry.head_left, baseline});
        baseline += look.leading;
    }
    return uncovered;
}

int add_foot(Frame& page, const Part& part, PageNumber number, const PageGeometry& geometry,
             const Looks& looks, Workbench& bench)
{
    if (part.foot.empty()) return 0;
    const Look& look = looks.foot;
    const Length measure = geometry.page.width - geometry.margin_left - geometry.margin_right;
    const Manner manner{look.size, look.style, part.language};
    SetParagraph set =
        remembered_paragraph({{with_numbers(part.foot, number)}}, manner, measure, bench);
    const Length text_ends = geometry.page.height - geometry.margin_bottom;
    const Length foot_ends = geometry.foot_baseline - look.baseline + look.leading;
    refuse_too_many("the running foot", set.lines.size(), lines_between(text_ends, foot_ends, look),
                    "below the text");
    const auto above = static_cast<std::int64_t>(set.lines.size()) - 1;
    Length baseline = geometry.foot_baseline - look.leading * above;
    for (SetLine& line : set.lines) {
        const Length left = geometry.margin_left + measure - line.width;
        put(page, std::move(line), {left, baseline});
        baseline += look.leading;
    }
    return set.uncovered_characters;
}

} // namespace reservepost::layout
