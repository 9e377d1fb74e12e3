#pragma once

#include "fonts/glyph_boxes.h"
#include "layout/finding.h"
#include "layout/print_marks.h"

#include <vector>

namespace reservepost::layout {

/// The gate that finished pages pass before they become a file: whether every item's ink stands
/// where the geometry lets it, and whether the marks are there. For one thread; a workshop lends
/// one.
class FrameGate {
public:
    /// Both must outlive the gate.
    FrameGate(fonts::GlyphBoxes& boxes, const PageGeometry& geometry)
        : boxes_(boxes), geometry_(geometry)
    {
    }

    /// What is wrong with a letter as it was composed, before its marks are added: pages of another
    /// size (UNSUPPORTED_DIMENSIONS), a proof's word behind the text (PROOF), ink where none may be
    /// (zones.h). Pages count from 1.
    std::vector<Finding> judge_letter(const Composition& letter);

    /// The same for a piece that bears `marks`, and whether the mark of each sheet is readable and
    /// says what it should (mark_reading.h).
    std::vector<Finding> judge_piece(const Composition& piece, const PieceMarks& marks);

private:
    std::vector<Finding> judge(const Composition& letter, const PieceMarks* marks);
    void add_ink(const std::vector<Placed>& items);

    fonts::GlyphBoxes& boxes_;
    const PageGeometry& geometry_;
    std::vector<Rectangle> ink_; ///< Of the page in hand.
};

} // namespace reservepost::layout
