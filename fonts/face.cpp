#include "fonts/face.h"

#include <stdexcept>

namespace reservepost::fonts {

Face::Face(const std::filesystem::path& file, unsigned index)
    : blob_(hb_blob_create_from_file_or_fail(file.c_str()))
{
    if (!blob_) throw std::runtime_error(file.string() + ": cannot be read as a font file");
    hb_blob_make_immutable(blob_.get());
    face_.reset(hb_face_create(blob_.get(), index));
    if (hb_face_get_glyph_count(face_.get()) == 0) {
        throw std::runtime_error(file.string() + ": holds no glyphs; reinstall its package");
    }
    units_per_em_ = static_cast<int>(hb_face_get_upem(face_.get()));
    hb_face_make_immutable(face_.get());
    subset_source_ = std::make_unique<SubsetSource>(face_.get());
    shaping_fonts_ = std::make_unique<ShapingFonts>(face_.get());
    font_.reset(hb_font_create(face_.get()));
    hb_font_set_scale(font_.get(), units_per_em_, units_per_em_);
    hb_font_make_immutable(font_.get());
}

std::string_view Face::octets() const
{
    unsigned length = 0;
    const char* data = hb_blob_get_data(blob_.get(), &length);
    return {data, length};
}

const CharacterSet& Face::characters() const
{
    std::call_once(characters_once_, [this] {
        const SetHandle mapped(hb_set_create());
        hb_face_collect_unicodes(face_.get(), mapped.get());
        hb_codepoint_t character = HB_SET_VALUE_INVALID;
        while (hb_set_next(mapped.get(), &character) != 0)
            characters_.add(character);
    });
    return characters_;
}

std::uint32_t Face::glyph(char32_t character) const
{
    hb_codepoint_t glyph = 0;
    const bool found = hb_font_get_nominal_glyph(font_.get(), character, &glyph) != 0;
    return found ? glyph : 0;
}

std::uint32_t number_in_table(hb_face_t* face, hb_tag_t table, unsigned at, unsigned width)
{
    const BlobHandle blob(hb_face_reference_table(face, table));
    unsigned length = 0;
    const char* data = hb_blob_get_data(blob.get(), &length);
    if (at + width > length) return 0;
    std::uint32_t number = 0;
    for (unsigned i = 0; i < width; ++i) {
        number = number << 8U | static_cast<unsigned char>(data[at + i]);
    }
    return number;
}

} // namespace reservepost::fonts
