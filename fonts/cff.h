#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

// Inside this folder only: what PDF must know of a font program with PostScript outlines.

namespace reservepost::fonts {

/// The numbers by which PDF names the glyphs of a Compact Font Format program, in the order of
/// glyphs: the CIDs of its charset if it has CIDs, else the glyphs' own numbers. Source: Adobe
/// Technical Note 5176, sections 4 to 9 and 13; ISO 32000-1, 9.7.4.2.
///
/// Throws `std::runtime_error` if the octets are no such program.
std::vector<std::uint32_t> glyph_cids(std::string_view cff);

} // namespace reservepost::fonts
