#pragma once

#include "fonts/library.h"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace reservepost::layout {

/// What stands in a content stream for a glyph: a number in one of the fonts that a document makes
/// of a face. The first font of a face has codes of one octet, the others have codes of two.
struct Code {
    std::uint16_t font = 0;
    std::uint16_t number = 0;
    std::int32_t width = 0; ///< Of the glyph, in thousandths of the size.
};

/// In the first font of a face, the code of U+0020: PDF adds its word spacing to no other.
inline constexpr std::uint16_t space_code = 32;

/// What a code stands for: a glyph and the characters it is read as. The same glyph read in two
/// ways has two codes, so that text always reads back as it was given.
struct CodedGlyph {
    std::uint16_t number = 0;
    std::int32_t width = 0; ///< In thousandths of the size.
    std::uint32_t glyph = 0;
    std::string text; ///< UTF-8; empty where other glyphs of its cluster are read.
};

/// What the codes of one font stand for, in the order of first use.
using CodedFont = std::vector<CodedGlyph>;

/// The codes of one face in one document, given out in the order of first use. What is read as a
/// character of ASCII gets that character's code if it is free, so that a content stream can be
/// read with bare eyes. A face with PostScript outlines has codes of two octets, but for its space.
class FaceCodes {
public:
    /// Throws `std::runtime_error` if the face's licence bits forbid embedding it. The library
    /// must outlive the codes.
    FaceCodes(const fonts::Library& library, int face);

    /// A glyph's first reading as one character; nearly all glyphs have no other.
    struct Plain {
        char32_t character = 0xFFFFFFFF;
        Code code;
    };

    /// By glyph, as far as there are codes. Valid until another code is given out.
    std::span<const Plain> plain() const { return plain_; }

    /// The code of a glyph that is read as `text`, which is this one character.
    Code of(std::uint32_t glyph, char32_t character, std::string_view text);

    /// The code of a glyph that is read as any text, or as nothing.
    Code of(std::uint32_t glyph, std::string_view text);

    /// The code that the space of the first font has in another font, too, so that text need not
    /// change fonts at each of its spaces.
    Code space_in(std::uint16_t font);

    /// By number. Empty where nothing of a font is in use.
    const std::vector<CodedFont>& fonts() const { return fonts_; }

private:
    Code of_other(std::uint32_t glyph, std::string_view text);
    Code give_out(std::uint32_t glyph, std::string_view text);
    std::uint16_t one_octet_number(std::string_view text);
    Code add(Code code, std::uint32_t glyph, std::string_view text);

    const fonts::Library& library_;
    int face_;
    bool has_own_cids_; ///< The font program names its glyphs by numbers that no map can change.
    std::vector<Plain> plain_;
    std::unordered_map<std::string, Code> others_; ///< By glyph and text: what is not plain.
    std::string key_;
    std::vector<CodedFont> fonts_;
    std::vector<Code> spaces_; ///< By font; of the number 0 where there is none.
    std::uint32_t space_glyph_ = 0;
    std::bitset<256> taken_; ///< Of the codes of one octet.
    std::size_t next_one_octet_ = 0;
    std::size_t two_octet_count_ = 0;
};

} // namespace reservepost::layout
