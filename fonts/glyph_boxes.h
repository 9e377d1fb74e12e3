#pragma once

#include "fonts/library.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace reservepost::fonts {

/// The smallest rectangle around a glyph's ink, in thousandths of the size, from the glyph's
/// origin; y upwards. All zero where there is no ink.
struct GlyphBox {
    std::int32_t x_min = 0, y_min = 0, x_max = 0, y_max = 0;
    bool has_ink() const { return x_min < x_max && y_min < y_max; }
    bool operator==(const GlyphBox&) const = default;
};

/// The boxes of the glyphs of a library's faces. Each is measured once and then remembered, so it
/// belongs to one thread. The library must outlive it.
class GlyphBoxes {
public:
    explicit GlyphBoxes(const Library& library) : library_(library) {}

    /// A number that the face does not have gives a box without ink.
    GlyphBox of(int face, std::uint32_t glyph);

private:
    const Library& library_;
    std::unordered_map<std::uint64_t, GlyphBox> known_; ///< By face and glyph.
};

} // namespace reservepost::fonts
