#pragma once

#include "layout/ink_layers.h"
#include "layout/ink_plane.h"
#include "layout/ink_sheet.h"

#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <string>

// Inside ink's files only: a page without its content.

namespace reservepost::layout {

/// The part of a page that is seen, and how the page's own space lies on it.
struct VisiblePage {
    Size size;
    Matrix to_page;      ///< From default user space to points from the top left corner.
    bool broken = false; ///< Its boxes make no sense; taken to be A4.
};

/// TrimBox, or else CropBox, or else MediaBox, turned and scaled as the page says.
VisiblePage visible_page_of(QPDFPageObjectHelper page);

/// Puts annotations on the sheet that print or may print, as their rectangles. Those that are
/// hidden, notes that pop up and links without a border do not.
void add_annotations(QPDFPageObjectHelper page, const VisiblePage& visible, const InkLayers& layers,
                     InkSheet& sheet, JudgingBudget& budget);

/// The page's content streams one after the other. What cannot be decoded is noted on the sheet.
std::string content_of(QPDFPageObjectHelper page, InkSheet& sheet, JudgingBudget& budget);

} // namespace reservepost::layout
