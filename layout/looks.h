#pragma once

#include "fonts/library.h"
#include "layout/blocks.h"
#include "layout/geometry.h"
#include "layout/length.h"

namespace reservepost::layout {

/// Where on the grid of a page (pages.h) a row may begin.
enum class Grid {
    None,   ///< Anywhere.
    Halves, ///< On its lines and half-way between them.
    Lines,  ///< On its lines.
};

/// How one kind of text is set.
struct Look {
    Length size;
    Length leading;      ///< Baseline to baseline.
    Length space_before; ///< White above its first line.
    fonts::Style style = fonts::Style::Regular;
    /// Unless it is `None` one line is one line of the grid, and larger and smaller text stands on
    /// the same baseline as body text.
    Grid grid = Grid::Lines;
    Length baseline; ///< From the top of a line's row.
};

/// The whole type of a letter, in one place so that it can be judged and changed as one.
///
/// Running text and quotations stand on a grid of body lines, so that lines stand back to back on
/// both sides of a sheet and do not show through between one another. White between them is
/// therefore whole lines. Lists, tables, headings and what is in a box have half a line above,
/// where a whole one would tear apart what belongs together; running text after them goes back to
/// the grid. Only what is read as a picture of its own (the subject, a reference in large type, a
/// note in small) has a leading of its own.
struct Looks {
    Look body, lead, small, large;
    Look list;
    Look subject, part, group; ///< Headings of level 1, 2 and 3; of level 4: `answer`.
    Look answer;
    Look label, value;
    Look quotation;
    Look foot;
    Look head; ///< Date and reference lines beside the window.

    Length space_after_subject;
    Length space_after_heading; ///< Of the other levels: they belong to what they stand above.
    Length space_after_quotation;
    Length most_space_in_box;  ///< Between the blocks in an outline.
    Length space_after_halves; ///< Of running text after a list or a table.

    Length list_indent = Length::mm(6); ///< Where items begin, or further in after a wide sign.
    Length gap_after_sign = Length::mm(2);
    Length value_left = Length::mm(52); ///< Where values begin beside their labels.
    Length gap_after_label = Length::mm(4);
    Length quotation_indent = Length::mm(6);
    Length bar_left = Length::mm(1.5);
    Length bar_width = Length::pt(0.75);
    Length rule_width = Length::pt(0.5);
    Length space_around_rule;
    Length box_inset = Length::mm(3.5); ///< From the outline to text at the left and right.
    Length box_pad;                     ///< From the outline to rows above and below.
    Length space_around_box;            ///< From rows to the outline.

    const Look& heading(int level) const
    {
        return level <= 1 ? subject : level == 2 ? part : level == 3 ? group : answer;
    }
    const Look& paragraph(ParagraphStyle style) const;
};

/// The type of a letter whose body is set as `geometry` says.
Looks looks_for(const PageGeometry& geometry);

} // namespace reservepost::layout
