#pragma once

#include "fonts/glyph_boxes.h"
#include "layout/frame.h"

namespace reservepost::layout {

/// The smallest rectangle around the ink of `run`, whose baseline starts at `at`. It may begin to
/// the left of `at`, as a J does. Nothing wide and high where the run leaves no mark on paper.
Rectangle ink_of(const GlyphRun& run, Point at, fonts::GlyphBoxes& boxes);

} // namespace reservepost::layout
