#pragma once

#include "layout/finding.h"
#include "layout/geometry.h"
#include "layout/judging_budget.h"
#include "layout/zones.h"

#include <string_view>
#include <vector>

// Where ink stands on a page of any PDF, told from its content alone: nothing is rendered.
//
// Every doubt is decided for ink. A clip is taken for the box around it, a curve for the box around
// its control points, dashes for whole lines, a font without a readable program for the box that it
// states. No ink are: text in modes 3 and 7, what a clip cuts away, what lies off the visible page,
// layers that are switched off, and white, as long as no blend mode or transfer function may turn
// it.

namespace reservepost::layout {

/// The ink of one page. Places count from the top left corner of the visible page: its TrimBox, or
/// else its CropBox, or else its MediaBox, turned as /Rotate says.
struct PageInk {
    Size page;                    ///< Of the visible page.
    std::vector<Rectangle> boxes; ///< Around everything that prints: a box a word, line or picture.
    /// Those of `boxes` that are filled all over with black or nearly black: a mark's modules.
    std::vector<Rectangle> rectangles;
    /// What could not be judged, one of each kind, without a page number: CONTENT_BROKEN,
    /// OPERATOR_UNKNOWN, GRAPHICS_STATE_UNBALANCED, FONT_MISSING, FONT_NOT_READABLE,
    /// RESOURCE_MISSING, PAGE_BOX_BROKEN.
    std::vector<Finding> findings;
};

/// The ink of every page of a whole file. Throws `CannotJudge` PDF_NOT_READABLE if it is no PDF
/// that can be opened, and as `InkReader` (ink_reader.h) does where the budget is spent.
std::vector<PageInk> ink_of_pages(std::string_view pdf, JudgingBudget& budget);

/// As `judge_mark` of mark_reading.h; what prints in the mark's place and is no dark rectangle
/// (text, a picture, a rectangle under a white one) is something else there.
std::vector<Finding> judge_mark(const PageInk& ink, PageRole role, const PageGeometry& geometry,
                                int page, std::string_view expected = {});

} // namespace reservepost::layout
