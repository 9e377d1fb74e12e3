#pragma once

#include "layout/finding.h"
#include "layout/frame.h"
#include "layout/geometry.h"
#include "layout/zones.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Reads a sheet's mark (mark.h) back from what is drawn, without the library that drew it: what a
// camera sees on the line is what the books say of the sheet.

namespace reservepost::layout {

/// The filled rectangles of a frame, in its order: a mark's modules are among them.
std::vector<Rectangle> rectangles_of(const Frame& frame);

/// The digits of the Data Matrix of 18 x 18 modules that `rectangles` draw all over `place`, or
/// nothing if they draw none: if an edge lies more than a tenth of a module off the grid, if the
/// finder pattern is not whole, if a single module is wrong (every error correction codeword must
/// be as the data ask for; nothing is corrected here), or if it says anything but pairs of digits.
/// Rectangles outside `place` are passed over. Source: ISO/IEC 16022:2006, ECC 200.
std::optional<std::string> read_mark(const std::vector<Rectangle>& rectangles,
                                     const Rectangle& place);

/// What is wrong with the mark of one page, told at the mark's place. `rectangles` are all dark
/// axis-parallel rectangles of the page.
///
/// - MARK_MISSING: nothing is drawn in the mark's place, where the page should bear one;
/// - MORE_THAN_ONE_MARK: beside a mark, or across its edge, something else is drawn there;
/// - MARK_NOT_READABLE: what is drawn there is no Data Matrix, or its digits are not sound;
/// - MARK_OF_ANOTHER_SHEET: its digits are not `expected` (asked only if that is not empty);
/// - MARK_NOT_EXPECTED: a page that should bear no mark bears a readable one.
///
/// Gives nothing for a geometry without a place for marks.
std::vector<Finding> judge_mark(const std::vector<Rectangle>& rectangles, PageRole role,
                                const PageGeometry& geometry, int page,
                                std::string_view expected = {});

} // namespace reservepost::layout
