#include "layout/break_places.h"
#include "paragraphs.h"
#include "targets.h"
#include "tests/layout/promises/promises.h"
#include "tests/layout/shared_workshop.h"

namespace reservepost::fuzz {

namespace {

using layout::Length;
using layout::promise;

/// From less than a letter to wider than any page.
Length choose_measure(Octets& octets)
{
    const auto tens = static_cast<double>(octets.choose(26));
    const auto ones = static_cast<double>(octets.choose(10));
    return Length::mm(1.0 + tens * 10.0 + ones);
}

void append(std::vector<layout::SetLine>& all, std::vector<layout::SetLine> more)
{
    for (layout::SetLine& line : more)
        all.push_back(std::move(line));
}

/// Line ends that are found without ICU are those that ICU finds.
void check_places(std::u16string_view text)
{
    layout::BreakPlaces places;
    const auto found = places.lines(text);
    const std::vector<std::uint32_t> ours(found.begin(), found.end());
    const auto theirs = places.lines_by_icu(text);
    promise(std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end()),
            "line ends are those of UAX #14");
}

bool same(const std::vector<layout::SetLine>& one, const std::vector<layout::SetLine>& other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const layout::SetLine& a, const layout::SetLine& b) {
                          return a.width == b.width && a.items == b.items;
                      });
}

} // namespace

void try_break(std::string_view given)
{
    Octets octets(given);
    const layout::Manner manner = choose_manner(octets);
    const Length measure = choose_measure(octets);
    const layout::Spans spans = choose_spans(octets);

    layout::Workbench& warm = layout::shared_bench();
    std::vector<layout::SetLine> lines;
    for (const layout::Spans& paragraph : layout::split_at_line_ends(spans)) {
        layout::Steps steps = layout::steps_of(paragraph, manner, measure, warm);
        check_places(steps.itemised.text);
        layout::check_shaped(steps.shaped);
        layout::check_breaks(steps.shaped, steps.lines, manner, measure, warm);
        layout::check_set(steps, manner, measure);
        append(lines, std::move(steps.set));
    }
    promise(same(layout::set_paragraph(spans, manner, measure, warm).lines, lines),
            "a paragraph is its steps");
    layout::Workbench cold(warm.library(), warm.hyphenator(), 0);
    promise(same(layout::set_paragraph(spans, manner, measure, cold).lines, lines),
            "what a bench has set before never shows");
}

} // namespace reservepost::fuzz
