#pragma once

#include "fonts/character_set.h"
#include "fonts/shaping_fonts.h"
#include "fonts/subset_source.h"

#include <hb.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string_view>

// Inside this folder only: a font file as HarfBuzz knows it.

namespace reservepost::fonts {

struct DestroyFont {
    void operator()(hb_font_t* font) const { hb_font_destroy(font); }
    void operator()(hb_face_t* face) const { hb_face_destroy(face); }
    void operator()(hb_blob_t* blob) const { hb_blob_destroy(blob); }
    void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
    void operator()(hb_set_t* set) const { hb_set_destroy(set); }
};

using BlobHandle = std::unique_ptr<hb_blob_t, DestroyFont>;
using FaceHandle = std::unique_ptr<hb_face_t, DestroyFont>;
using FontHandle = std::unique_ptr<hb_font_t, DestroyFont>;
using BufferHandle = std::unique_ptr<hb_buffer_t, DestroyFont>;
using SetHandle = std::unique_ptr<hb_set_t, DestroyFont>;

/// One face of a font file, mapped into memory and never changed.
class Face {
public:
    /// `index` is the face's place in a file that holds several. Throws `std::runtime_error` with
    /// the file's path if it is no font that can be read.
    explicit Face(const std::filesystem::path& file, unsigned index = 0);

    std::string_view octets() const;
    const CharacterSet& characters() const;        ///< Those for which it has a glyph.
    std::uint32_t glyph(char32_t character) const; ///< 0 if it has none.
    hb_face_t* hb_face() const { return face_.get(); }
    hb_font_t* hb_font() const { return font_.get(); } ///< Scaled to design units.
    const ShapingFonts& shaping_fonts() const { return *shaping_fonts_; }
    /// Scaled to thousandths of the size, in which pages are measured.
    hb_font_t* hb_font_in_thousandths() const { return shaping_fonts_->whole(); }
    int units_per_em() const { return units_per_em_; }
    const SubsetSource& subset_source() const { return *subset_source_; }

private:
    BlobHandle blob_;
    FaceHandle face_;
    FontHandle font_;
    std::unique_ptr<ShapingFonts> shaping_fonts_;
    std::unique_ptr<SubsetSource> subset_source_;
    int units_per_em_ = 1000;
    mutable std::once_flag characters_once_;
    mutable CharacterSet characters_;
};

/// A big-endian number of `width` octets inside a font table; 0 beyond the table's end.
std::uint32_t number_in_table(hb_face_t* face, hb_tag_t table, unsigned at, unsigned width);

} // namespace reservepost::fonts
