#pragma once

#include "layout/blocks.h"
#include "layout/frame.h"
#include "layout/geometry.h"
#include "layout/paragraph.h"

#include <vector>

namespace reservepost::layout {

/// What belongs together on a page: one line of text, or lines side by side in a table. Text of
/// any kind comes to the pages as rows, so that breaking pages needs to know nothing of blocks.
struct Row {
    Length height;
    Length space_before;        ///< Left out at the top of a page.
    std::vector<Placed> items;  ///< From the row's left edge and top.
    bool with_next = false;     ///< Must stand on the page of the next row.
    bool box_with_next = false; ///< Should, if the whole box fits on a page.
    bool only_between = false;  ///< Left out at the top of a page: it parts what stands on one.
};

/// A line beside or around rows, drawn anew on every page that has some of them.
struct Decoration {
    enum class Kind {
        Bar,     ///< A line at the left, from the first row's top to the last row's foot.
        Outline, ///< A line around.
    };
    Kind kind = Kind::Bar;
    std::size_t first = 0;
    std::size_t last = 0; ///< Included.
    Length left;
    Length width; ///< Of the bar, or of what the outline is around.
    Length pad;   ///< White between rows and the line, above and below.
};

struct Rows {
    std::vector<Row> rows;
    std::vector<Decoration> decorations;
    int uncovered_characters = 0;
};

/// Sets blocks into rows of the geometry's measure, with first and last lines of paragraphs
/// bound to their neighbours and headings bound to what follows them.
Rows set_rows(const Part& part, const PageGeometry& geometry, Workbench& bench);

} // namespace reservepost::layout
