#pragma once

#include "layout/break_places.h"
#include "layout/edge_advances.h"
#include "layout/knuth_plass.h"
#include "layout/parted_words.h"

#include <cstdint>
#include <vector>

namespace reservepost::layout {

/// Where a line begins and ends in its text.
struct LineEnd {
    std::uint32_t ink_end = 0; ///< Spaces at a line's end take no room.
    std::uint32_t next = 0;    ///< The next line begins here.
    bool hyphen = false;       ///< A hyphen is added that the text does not have.
};

/// What one thread keeps for breaking paragraphs, one after the other.
struct LineTools {
    explicit LineTools(const Hyphenator& hyphenator) : words(hyphenator) {}

    BreakPlaces places;
    PartedWords words;
    LineChooser chooser;
    EdgeAdvances advances;

    // Of the paragraph in hand: a chance to break, and what it means in the text.
    std::vector<Chance> chances;
    std::vector<LineEnd> ends;
};

} // namespace reservepost::layout
