#pragma once

#include "layout/frame.h"
#include "layout/geometry.h"
#include "layout/rows.h"

#include <vector>

namespace reservepost::layout {

/// A row's place: on which page, and where its top is.
struct RowPlace {
    std::size_t page = 0;
    Length top;
    bool shown = true; ///< False for a row that is left out at the top of its page.
};

/// Where each row stands, pages filled from `first_top` on the first page and from the top
/// margin on the others. Rows that are bound together stay together where they fit on one page
/// at all; a group higher than a page is broken where it must be.
std::vector<RowPlace> paginate(const std::vector<Row>& rows, const PageGeometry& geometry,
                               Length first_top);

/// The pages of one part: its rows at their places, with bars and outlines, without address,
/// head and foot. At least one page.
std::vector<Frame> set_pages(const Rows& rows, const PageGeometry& geometry, Length first_top);

} // namespace reservepost::layout
