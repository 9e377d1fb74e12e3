#pragma once

#include "layout/frame.h"
#include "layout/pdf_codes.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace reservepost::layout {

/// A face as a document uses it.
struct EmbeddedFace {
    const FaceCodes* codes = nullptr;
    std::vector<std::int64_t> widths; ///< By order of codes, in thousandths of the size.
};

using EmbeddedFaces = std::map<int, EmbeddedFace>;

/// The name under which content streams ask for a face.
std::string font_name(int face);

/// A page's content stream: all its runs and rules in black, from the bottom left corner as PDF
/// counts.
std::string content_of(const Frame& page, const EmbeddedFaces& faces);

} // namespace reservepost::layout
