#pragma once

#include "layout/compose.h"
#include "layout/workshop.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace reservepost::layout {

/// What is printed on a piece besides its letter, for machines and for those who check.
struct PieceMarks {
    std::string_view job;     ///< Eight digits.
    std::int64_t piece = 1;   ///< 1 to 99,999,999.
    int envelope = 0;         ///< As in `SheetMark`.
    std::string_view witness; ///< One line; empty: none.
};

/// True if the geometry wants a Data Matrix on this page of the letter: a front, and not one of an
/// enclosure where those stay without.
bool bears_mark(const Composition& letter, std::size_t page, const PageGeometry& geometry);

/// The digits of the Data Matrix of the sheet that `page` is a side of. Throws
/// `std::invalid_argument` if a number is outside its range.
std::string mark_digits(const Composition& letter, std::size_t page, const PageGeometry& geometry,
                        const PieceMarks& marks);

/// Adds to every sheet's front its Data Matrix, to the first page the witness line, and to every
/// front the fold marks: what of it the geometry has a place for. To be called after the digest of
/// the frames is taken.
///
/// Throws `std::invalid_argument` if a number is outside its range, there are more than 99 sheets,
/// or the witness line is wider than its place; the pages may then be marked in part.
void add_print_marks(Composition& letter, const PageGeometry& geometry, const PieceMarks& marks,
                     const Workshop& workshop);

} // namespace reservepost::layout
