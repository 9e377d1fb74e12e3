#include "fonts/glyph_boxes.h"

#include "fonts/face.h"

#include <hb.h>

namespace reservepost::fonts {

GlyphBox GlyphBoxes::of(int face, std::uint32_t glyph)
{
    const std::uint64_t key = static_cast<std::uint64_t>(face) << 32U | glyph;
    const auto [place, is_new] = known_.try_emplace(key);
    if (!is_new) return place->second;
    hb_glyph_extents_t extents{};
    hb_font_t* const font = library_.face(face).hb_font_in_thousandths();
    if (hb_font_get_glyph_extents(font, glyph, &extents)) {
        // HarfBuzz measures downwards from the top: its height is negative.
        place->second = {extents.x_bearing, extents.y_bearing + extents.height,
                         extents.x_bearing + extents.width, extents.y_bearing};
    }
    return place->second;
}

} // namespace reservepost::fonts
