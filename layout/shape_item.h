#pragma once

#include "layout/paragraph.h"

namespace reservepost::layout {

/// Invisible, but a line may end there with a hyphen.
inline constexpr char16_t soft_hyphen = u'\u00AD';

/// The glyphs of one item, from left to right. `text` is the whole paragraph.
std::vector<fonts::ShapedGlyph> shape_item(std::u16string_view text, const Item& item,
                                           const Manner& manner, Workbench& bench);

} // namespace reservepost::layout
