#pragma once

#include "layout/paragraph.h"

namespace reservepost::layout {

/// A text of which every character has a face.
struct CoveredText {
    std::u16string text;
    std::vector<int> faces; ///< For each UTF-16 unit.
    int uncovered = 0;      ///< Characters written out as code points.
};

/// Gives every grapheme cluster one face, our own where it has all the cluster's characters.
/// A cluster that no single face has is given faces character by character, and a character
/// that none has becomes its code point as text.
CoveredText cover(const CollectedText& collected, const fonts::Library& library);

} // namespace reservepost::layout
