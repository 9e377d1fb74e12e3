#pragma once

#include "layout/length.h"

#include <optional>
#include <string>

namespace reservepost::layout {

/// One thing for which a print house would stop a file, or should.
struct Finding {
    std::string code;               ///< As print houses name it: "CONTENT_IN_BARCODE_ZONE".
    int page = 0;                   ///< From 1; 0 where it concerns the whole file.
    std::optional<Rectangle> place; ///< On that page, from its top left corner.
    std::string what;               ///< What is wrong, with value and unit; no text of the page.
    std::string right;              ///< What would be right.
    bool operator==(const Finding&) const = default;
};

} // namespace reservepost::layout
