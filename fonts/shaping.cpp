#include "fonts/shaping.h"

#include "fonts/face.h"

namespace reservepost::fonts {

std::vector<ShapedGlyph> shape(const Library& library, const ShapeRequest& request)
{
    const BufferHandle buffer(hb_buffer_create());
    hb_buffer_add_utf16(buffer.get(),
                        reinterpret_cast<const std::uint16_t*>(request.paragraph.data()),
                        static_cast<int>(request.paragraph.size()),
                        static_cast<unsigned>(request.start), static_cast<int>(request.length));
    hb_buffer_set_direction(buffer.get(),
                            request.right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(
        buffer.get(),
        hb_script_from_string(request.script.data(), static_cast<int>(request.script.size())));
    hb_buffer_set_language(buffer.get(),
                           hb_language_from_string(request.language.data(),
                                                   static_cast<int>(request.language.size())));
    hb_shape(library.face(request.face).hb_font_in_thousandths(), buffer.get(), nullptr, 0);

    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer.get(), &count);
    std::vector<ShapedGlyph> glyphs(count);
    for (unsigned i = 0; i < count; ++i) {
        const auto flags = hb_glyph_info_get_glyph_flags(&infos[i]);
        glyphs[i] = {infos[i].codepoint,     infos[i].cluster,
                     positions[i].x_advance, positions[i].x_offset,
                     positions[i].y_offset,  (flags & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0};
    }
    return glyphs;
}

} // namespace reservepost::fonts
