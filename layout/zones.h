#pragma once

#include "layout/finding.h"
#include "layout/geometry.h"

#include <vector>

// Where ink may stand on a page: the same rules for the frames that we set and for any PDF.

namespace reservepost::layout {

/// A page's place in its piece.
struct PageRole {
    bool front = true;          ///< The front of a sheet; a back never bears a mark.
    bool first_of_piece = true; ///< The page that shows in the envelope's window.
    bool marked = true;         ///< The profile wants a mark on this sheet.
    bool operator==(const PageRole&) const = default;
};

/// What the ink of one page breaks, one finding for each rule and place. `ink` are the boxes of
/// everything that prints, from the page's top left corner:
///
/// - CONTENT_IN_BARCODE_ZONE: anything in the silent zone;
/// - INSUFFICIENT_MARGIN: anything but the mark nearer to the left edge than `clear_left`, or
/// nearer
///   to another edge than `clear_edge`;
/// - CONTENT_IN_WINDOW: on a piece's first page, anything in the window that does not lie wholly in
///   the safe text area;
/// - CONTENT_AT_MARK: on a page with a mark, anything in the mark's quiet zone (two modules around
///   it). What lies wholly in its place is the mark's own; whether it is one, `judge_mark` tells.
///
/// Boxes that break the same rule less than 4 mm apart are told as one. A rule is broken from more
/// than a tenth of a millimetre on: what a machine's own tolerance swallows is none.
std::vector<Finding> judge_ink(const std::vector<Rectangle>& ink, PageRole role,
                               const PageGeometry& geometry, int page);

/// Whether one lies wholly in the other; their edges may be the same.
bool lies_in(const Rectangle& inner, const Rectangle& outer);

/// Whether they share more than an edge.
bool overlap(const Rectangle& a, const Rectangle& b);

/// The mark's place with its quiet zone around it.
Rectangle mark_with_quiet_zone(const Rectangle& mark);

} // namespace reservepost::layout
