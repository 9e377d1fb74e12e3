#pragma once

#include "layout/compose.h"
#include "layout/looks.h"

// What stands on a page beside its text: date and reference lines at its top, and its foot.

namespace reservepost::layout {

/// A page's number in its part, from 1, and how many pages the part has.
struct PageNumber {
    std::size_t page = 1;
    std::size_t pages = 1;
};

/// Sets date and reference lines beside the window, from its top down to where body text begins at
/// most. Gives the number of uncovered characters.
///
/// Throws `RunningTextDoesNotFit`; the frame is then unchanged.
int add_head(Frame& page, const Letter& letter, const PageGeometry& geometry, const Looks& looks,
             Workbench& bench);

/// Sets the part's foot, ranged right, with the page's numbers wherever it asks for them. Its last
/// line stands on the geometry's baseline and the others above, up to body text at most. Gives the
/// number of uncovered characters.
///
/// Throws `RunningTextDoesNotFit`; the frame is then unchanged.
int add_foot(Frame& page, const Part& part, PageNumber number, const PageGeometry& geometry,
             const Looks& looks, Workbench& bench);

} // namespace reservepost::layout
