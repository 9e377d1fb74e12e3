#pragma once

#include "fonts/library.h"

#include <cstdint>
#include <string>
#include <vector>

namespace reservepost::fonts {

/// Throws `std::runtime_error` with the font's name if its licence bits forbid embedding it, or a
/// part of it.
void check_embedding(const Library& library, int face);

/// How far a glyph moves the pen, in thousandths of the size.
std::int32_t width_in_thousandths(const Library& library, int face, std::uint32_t glyph);

/// A font program that holds only what a document uses of a face.
struct Subset {
    /// A TrueType file without layout tables and hints; of a face with cubic outlines a bare
    /// program in Compact Font Format.
    std::string octets;
    /// For each wanted glyph its number in the subset, or its CID in a bare program.
    std::vector<std::uint32_t> new_ids;
};

/// `glyphs` of a face as a font of their own. The same glyphs in the same order give the same
/// octets, in any thread and however many subsets were cut before. Throws as `check_embedding`,
/// and `std::runtime_error` with the font's name if it cannot be cut down.
Subset subset(const Library& library, int face, const std::vector<std::uint32_t>& glyphs);

} // namespace reservepost::fonts
