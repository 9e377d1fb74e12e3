#pragma once

#include "layout/finding.h"
#include "layout/geometry.h"
#include "layout/zones.h"

#include <string_view>
#include <vector>

namespace reservepost::batch::printhouse {

/// A page that is to be looked at, and its place in its piece.
struct PageToLookAt {
    int number = 1; ///< In the file, from 1.
    layout::PageRole role;
};

/// Draws pages at 100 dots an inch and tells what stands in the silent zone, margins or window of
/// the picture (raster_ink.h). Another program's eyes: `pdftoppm` (Debian: poppler-utils) runs as a
/// process of its own, gets the file in memory, and at most ten seconds a page. What lies right of
/// or below the geometry's page is not drawn.
///
/// Throws `layout::CannotJudge`: RENDERER_MISSING if the program is not installed,
/// RENDERING_FAILED if it cannot draw a page or is too slow.
std::vector<layout::Finding> look_at_pages(std::string_view pdf,
                                           const std::vector<PageToLookAt>& pages,
                                           const layout::PageGeometry& geometry);

} // namespace reservepost::batch::printhouse
