#include "layout/frame_gate.h"

#include "layout/decimal.h"
#include "layout/mark_reading.h"
#include "layout/run_ink.h"
#include "layout/zones.h"

#include <algorithm>

namespace reservepost::layout {

namespace {

Finding wrong_size(Size is, Size should_be, int page)
{
    const auto in_mm = [](Size size) {
        return decimal(size.width.in_mm(), 1) + " x " + decimal(size.height.in_mm(), 1) + " mm";
    };
    return {"UNSUPPORTED_DIMENSIONS", page, std::nullopt, "the page is " + in_mm(is),
            in_mm(should_be)};
}

} // namespace

std::vector<Finding> FrameGate::judge_letter(const Composition& letter)
{
    return judge(letter, nullptr);
}

std::vector<Finding> FrameGate::judge_piece(const Composition& piece, const PieceMarks& marks)
{
    return judge(piece, &marks);
}

std::vector<Finding> FrameGate::judge(const Composition& letter, const PieceMarks* marks)
{
    std::vector<Finding> findings;
    const auto sides = static_cast<std::size_t>(sides_of(geometry_.plex));
    for (std::size_t i = 0; i < letter.pages.size(); ++i) {
        const Frame& page = letter.pages[i];
        const int number = static_cast<int>(i) + 1;
        if (page.size != geometry_.page)
            findings.push_back(wrong_size(page.size, geometry_.page, number));
        if (!page.backdrop.empty())
            findings.push_back({"PROOF", number, std::nullopt, "the page is marked as a proof",
                                "a letter that is to be sent"});
        const PageRole role{.front = i % sides == 0,
                            .first_of_piece = i == 0,
                            .marked = marks != nullptr && bears_mark(letter, i, geometry_)};
        ink_.clear();
        add_ink(page.items);
        auto of_ink = judge_ink(ink_, role, geometry_, number);
        std::move(of_ink.begin(), of_ink.end(), std::back_inserter(findings));
        if (!role.marked) continue;
        auto of_mark = judge_mark(rectangles_of(page), role, geometry_, number,
                                  mark_digits(letter, i, geometry_, *marks));
        std::move(of_mark.begin(), of_mark.end(), std::back_inserter(findings));
    }
    return findings;
}

void FrameGate::add_ink(const std::vector<Placed>& items)
{
    for (const Placed& placed : items) {
        if (const auto* const rule = std::get_if<Rule>(&placed.item)) {
            ink_.push_back({placed.at, rule->size});
            continue;
        }
        const Rectangle box = ink_of(std::get<GlyphRun>(placed.item), placed.at, boxes_);
        if (box.size != Size{}) ink_.push_back(box);
    }
}

} // namespace reservepost::layout
