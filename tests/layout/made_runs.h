#pragma once

#include "fonts/library.h"
#include "layout/frame.h"

#include <string_view>

namespace reservepost::layout {

/// A run without shaping: each character the glyph that the face has for it, as wide as it is.
/// Throws `std::invalid_argument` for a character that the face has not.
GlyphRun made_run(const fonts::Library& library, std::string_view text,
                  Length size = Length::pt(10), int face = 0);

/// A page with runs one under the other, 20 pt from the left, 12 pt apart.
Frame page_of(std::vector<GlyphRun> runs);

} // namespace reservepost::layout
