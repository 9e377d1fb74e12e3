#pragma once

#include "fonts/library.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace reservepost::fonts {

/// A stretch of a paragraph that one face sets in one direction.
struct ShapeRequest {
    std::u16string_view paragraph; ///< Whole, so that letters join as their neighbours ask.
    std::size_t start = 0;         ///< Of the stretch, in UTF-16 units.
    std::size_t length = 0;
    int face = 0;
    bool right_to_left = false;
    std::string_view script;   ///< ISO 15924: "Latn", "Arab".
    std::string_view language; ///< BCP 47: "nb", "se".
};

/// A glyph as HarfBuzz places it, in order from left to right. Its measures are in thousandths of
/// the size, as `layout::Glyph` counts, and end at 32 times the size: no letter is as wide, and a
/// mark on a thousand marks would stand beyond the page.
struct ShapedGlyph {
    std::uint16_t id = 0; ///< OpenType has no more.
    std::int16_t advance = 0;
    std::int16_t x_offset = 0;
    std::int16_t y_offset = 0;
    std::uint32_t cluster = 0;    ///< Its first character, in UTF-16 units of the paragraph.
    bool unsafe_to_break = false; ///< A line that begins here needs shaping anew.
    bool operator==(const ShapedGlyph&) const = default;
};

/// Makes glyphs of text, one stretch after another with the same buffers. One thread at a time.
///
/// A stretch of many thousand characters is shaped piece by piece, cut only where HarfBuzz says
/// that the halves look as the whole: each of its many passes then finds its glyphs still in the
/// processor's cache, and memory does not grow with the stretch.
class Shaper {
public:
    /// `library` must outlive the shaper.
    explicit Shaper(const Library& library);
    ~Shaper();
    Shaper(Shaper&&) noexcept;
    Shaper& operator=(Shaper&&) = delete;

    /// The glyphs of a stretch: kerned, joined, with ligatures and marks in place. Characters
    /// that only steer (joiners, direction marks) take no room. Valid until the next call.
    std::span<const ShapedGlyph> shape(const ShapeRequest& request);

private:
    struct Buffers;
    std::unique_ptr<Buffers> buffers_;
};

/// As `Shaper::shape`, for whoever shapes only once.
std::vector<ShapedGlyph> shape(const Library& library, const ShapeRequest& request);

} // namespace reservepost::fonts
