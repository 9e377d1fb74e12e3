#pragma once

#include "layout/blocks.h"
#include "layout/frame.h"
#include "layout/geometry.h"
#include "layout/looks.h"
#include "layout/workbench.h"

#include <cstdint>
#include <string>
#include <vector>

namespace reservepost::layout {

/// How firmly a row holds on to the next one: where a page must end, the weakest bond gives.
enum class Bond : std::uint8_t {
    None,
    Box,       ///< Both are in a box, or in other blocks that are kept together.
    Neighbour, ///< Two rows of a table of which one would stand alone; an introduction; a tie.
    Lines,     ///< The first two or the last two lines of a paragraph: no widow, no orphan.
    Heading,   ///< A heading, or a rule, and what it stands above.
};

/// What belongs together on a page: one line of text, or lines side by side in a table. Text of
/// any kind comes to the pages as rows, so that breaking pages needs to know nothing of blocks.
struct Row {
    Length height;
    Length space_before;       ///< White above it; none at the top of a page.
    std::vector<Placed> items; ///< From the row's left edge and top.
    Bond bond = Bond::None;    ///< To the next row.
    Grid grid = Grid::None;    ///< Where its top may stand.
    bool only_between = false; ///< Left out at the top of a page: it parts what stands on one.
    bool new_sheet = false;    ///< Starts on the front of a sheet.
    bool new_page = false;     ///< Starts on a new page, front or back.
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

/// A label that is repeated where a page begins among its rows but for the first.
struct RepeatedLabel {
    std::size_t first = 0;
    std::size_t last = 0; ///< Included.
    std::string words;
    Length left;
    Length measure;
    bool above = false; ///< On a line of its own, else beside the row's own words.
};

struct Rows {
    std::vector<Row> rows;
    std::vector<Decoration> decorations;
    std::vector<RepeatedLabel> labels; ///< In the order of their rows, none among another's.
    int uncovered_characters = 0;
};

/// Sets blocks into rows of the geometry's measure, with first and last lines of paragraphs
/// bound to their neighbours and headings bound to what follows them.
///
/// Throws `LetterTooLong` (compose.h), before it has set more than a bit too much, if the part
/// cannot stand on `most_pages` pages.
Rows set_rows(const Part& part, const PageGeometry& geometry, const Looks& looks, int most_pages,
              Workbench& bench);

} // namespace reservepost::layout
