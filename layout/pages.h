#pragma once

#include "layout/frame.h"
#include "layout/geometry.h"
#include "layout/rows.h"

#include <vector>

// Every page has the same grid: its lines lie one body leading apart, the first at the top
// margin. Running text begins on its lines, so body lines stand at the same heights on all pages of
// all letters. What is parted by half lines may begin between two of its lines; the running text
// that comes next goes back to them.

namespace reservepost::layout {

/// A row's place: on which page, and where its top is.
struct RowPlace {
    std::size_t page = 0;
    Length top;
    bool shown = true; ///< False for a row that is left out at the top of its page.
};

/// Where each row stands, pages filled from the grid's next line at or below `first_top` on the
/// first page and from the top margin on the others. Rows that are bound together stay together
/// where they fit on one page at all; what is higher than a page is broken where its bonds are
/// weakest. The time it takes grows as the number of rows.
std::vector<RowPlace> paginate(const Rows& rows, const PageGeometry& geometry, Length first_top);

/// The pages of one part: its rows at their places, with bars and outlines, without address,
/// head and foot. At least one page.
std::vector<Frame> set_pages(Rows rows, const std::vector<RowPlace>& places,
                             const PageGeometry& geometry);

} // namespace reservepost::layout
