#pragma once

#include "layout/bidi.h"
#include "layout/fallback.h"
#include "layout/plain_text.h"

namespace reservepost::layout {

/// What one thread keeps for itemising paragraphs, one after the other.
struct TextTools {
    explicit TextTools(const fonts::Library& library) : plain(library), fallback(library) {}

    PlainText plain;
    Fallback fallback;
    Bidi bidi;
};

} // namespace reservepost::layout
