#pragma once

#include "layout/finding.h"
#include "layout/geometry.h"
#include "layout/zones.h"

#include <string>
#include <string_view>
#include <vector>

// What a picture of a page shows: the look at a file after everything that was reckoned about it.

namespace reservepost::layout {

/// A picture of a page in 256 greys, 0 black, row by row from the top left corner.
struct GreyPicture {
    int width = 0;
    int height = 0;
    std::string pixels;
    int dots_per_inch = 100;
};

/// The picture of a binary PGM, the widespread format of plain grey pictures. Throws
/// `std::invalid_argument` if it is none, is cut off, or has other than 256 greys.
GreyPicture read_grey_picture(std::string_view pgm, int dots_per_inch);

/// Boxes around everything that is not white, each at most a millimetre or a pixel wide and high:
/// so they say of no place that it is printed on which is a pixel away from what is.
std::vector<Rectangle> ink_of(const GreyPicture& picture);

/// As `judge_ink` (zones.h), with a pixel of tolerance; and MARK_MISSING if the mark's place is all
/// white on a page that should bear one. Whether a mark can be read is not asked here.
std::vector<Finding> judge_picture(const GreyPicture& picture, PageRole role,
                                   const PageGeometry& geometry, int page);

} // namespace reservepost::layout
