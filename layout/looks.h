#pragma once

#include "fonts/library.h"
#include "layout/blocks.h"
#include "layout/geometry.h"
#include "layout/length.h"

namespace reservepost::layout {

/// How one kind of text is set.
struct Look {
    Length size;
    Length leading;      ///< Baseline to baseline.
    Length space_before; ///< White above its first line.
    fonts::Style style = fonts::Style::Regular;

    /// From the top of a line's row to its baseline: capitals stand in the row's middle.
    constexpr Length baseline() const { return leading.scaled(1, 2) + size.scaled(36, 100); }
};

/// The whole type of a letter, in one place so that it can be judged and changed as one.
struct Looks {
    Look body, lead, small, large;
    Look subject, part, group; ///< Headings of level 1, 2 and 3; of level 4: `answer`.
    Look answer;
    Look label, value;
    Look quotation;
    Look foot;
    Look head; ///< Date and reference lines beside the window.

    Length list_indent = Length::mm(6);
    Length space_between_items = Length::pt(3);
    Length value_left = Length::mm(52); ///< Where values begin beside their labels.
    Length gap_after_label = Length::mm(4);
    Length quotation_indent = Length::mm(6);
    Length space_for_empty_line; ///< In a quotation, above the next line, and below the last.
    Length bar_left = Length::mm(1.5);
    Length bar_width = Length::pt(0.75);
    Length rule_width = Length::pt(0.5);
    Length box_pad = Length::mm(3.5);
    Length space_around_box = Length::mm(3);

    const Look& heading(int level) const
    {
        return level <= 1 ? subject : level == 2 ? part : level == 3 ? group : answer;
    }
    const Look& paragraph(ParagraphStyle style) const;
};

/// The type of a letter whose body is set as `geometry` says.
Looks looks_for(const PageGeometry& geometry);

} // namespace reservepost::layout
