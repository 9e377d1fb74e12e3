#pragma once

#include "fonts/library.h"

#include <cstdint>
#include <string>
#include <vector>

namespace reservepost::fonts {

/// A font file that holds only what a document uses of a face.
struct Subset {
    std::string octets;                 ///< TrueType, without layout tables and hints.
    std::vector<std::uint32_t> new_ids; ///< For each wanted glyph, its number in the subset.
    std::vector<std::int32_t> advances; ///< For each wanted glyph, in design units.
};

/// `glyphs` of a face as a font of their own. The same glyphs in the same order give the same
/// octets. Throws `std::runtime_error` with the file's name if the font's licence bits forbid
/// embedding or subsetting, or the font cannot be cut down.
Subset subset(const Library& library, int face, const std::vector<std::uint32_t>& glyphs);

} // namespace reservepost::fonts
