#pragma once

#include "layout/frame.h"
#include "layout/geometry.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace reservepost::layout {

/// What the code on a sheet tells the inserting machine. Nothing in it says whose letter it is.
struct SheetMark {
    std::string_view job;   ///< Eight digits: two of generation, six of the number.
    std::int64_t piece = 1; ///< 1 to 99,999,999.
    int sheet = 1;          ///< 1 to 99, at most `of`.
    int of = 1;             ///< 1 to 99.
    int envelope = 0;       ///< The envelope class as one digit: 0 none, 5 for C5, 4 for C4.
};

/// The 28 digits of a sheet's mark: version 01, job 8, piece 8, sheet 2, of 2, flags 2 (1 for the
/// first sheet of a piece plus 2 for the last; the envelope class), check 4 (`00` and the two
/// check digits of ISO 7064 MOD 97-10 over the 24 before).
///
/// Throws `std::invalid_argument` if a part is outside its range.
std::string sheet_mark_digits(const SheetMark& mark);

/// True if `digits` are 28 digits of a version and check that are right.
bool sheet_mark_is_sound(std::string_view digits);

/// Adds the digits as a Data Matrix of 18 x 18 modules to a sheet's front, as filled rectangles
/// inside `geometry.mark`. To be called after the digest of the frames is taken.
///
/// Throws `std::invalid_argument` unless `digits` are 28 digits and the geometry has a place for
/// the mark; the frame is then unchanged.
void add_sheet_mark(Frame& front, const PageGeometry& geometry, std::string_view digits);

} // namespace reservepost::layout
