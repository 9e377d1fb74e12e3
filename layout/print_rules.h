#pragma once

#include "layout/geometry.h"

#include <optional>

namespace reservepost::layout {

/// What kind of PDF a print house takes.
enum class PdfStandard {
    PdfX4PdfVt1, ///< PDF/X-4 (ISO 15930-7) and PDF/VT-1 (ISO 16612-2) at once.
    Plain15,     ///< PDF up to 1.7 with fonts embedded, written as 1.5.
};

/// What a file for one print house is judged by.
struct PrintRules {
    PageGeometry geometry;
    PdfStandard standard = PdfStandard::PdfX4PdfVt1;
    int most_sheets = 99;               ///< Of a piece.
    std::optional<int> most_pages = {}; ///< Of a piece; none where the house sets no limit.
    bool operator==(const PrintRules&) const = default;
};

} // namespace reservepost::layout
