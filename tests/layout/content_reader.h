#pragma once

#include "layout/pdf_codes.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::layout {

/// A glyph as a reader of a content stream would show it.
struct ShownGlyph {
    int face = 0;
    std::uint32_t glyph = 0;
    std::string text;
    double size_pt = 0;
    double x_pt = 0, y_pt = 0; ///< From the bottom left corner.
};

/// What a content stream shows, one element for each time that the line moves: written from the
/// standard (ISO 32000-1, 9.4), not from our writer. Throws `std::runtime_error` at an operator
/// that a page of letters has no use for, or a string that would need escaping.
std::vector<std::vector<ShownGlyph>> read_content(std::string_view content,
                                                  const std::map<int, FaceCodes>& codes);

} // namespace reservepost::layout
