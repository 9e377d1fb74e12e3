#include "layout/paragraph.h"

#include <algorithm>
#include <iterator>

namespace reservepost::layout {

SetParagraph set_paragraph(const Spans& spans, const Manner& manner, Length measure,
                           Workbench& bench)
{
    SetParagraph set;
    for (const Spans& part : split_at_line_ends(spans)) {
        const ShapedText shaped =
            shape(itemise(collect(part, manner), manner, bench), manner, bench);
        auto lines = place(shaped, break_lines(shaped, manner, measure, bench), manner, bench);
        const bool right_to_left = shaped.itemised.level % 2 == 1;
        for (SetLine& line : lines)
            line.right_to_left = right_to_left;
        std::move(lines.begin(), lines.end(), std::back_inserter(set.lines));
        set.uncovered_characters += shaped.itemised.uncovered;
    }
    return set;
}

} // namespace reservepost::layout
