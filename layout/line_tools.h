#pragma once

#include "layout/break_places.h"
#include "layout/edge_shapes.h"
#include "layout/knuth_plass.h"
#include "layout/parted_words.h"

#include <cstdint>
#include <vector>

namespace reservepost::layout {

/// Where a line ends in its text.
struct LineEnd {
    std::uint32_t ink_end = 0; ///< Spaces at a line's end take no room.
    std::uint32_t next = 0;    ///< The next line begins here.
    bool hyphen = false;       ///< A hyphen is shown: a soft one, or one the text does not have.
};

/// Chances to end a line, and what each of them means in the text.
struct ChanceList {
    std::vector<Chance> chances;
    std::vector<LineEnd> ends;

    void begin()
    {
        chances.assign(1, Chance{});
        ends.assign(1, LineEnd{});
    }
    void add(const Chance& chance, const LineEnd& end)
    {
        chances.push_back(chance);
        ends.push_back(end);
    }
};

/// What one thread keeps for breaking paragraphs, one after the other.
struct LineTools {
    explicit LineTools(const Hyphenator& hyphenator) : words(hyphenator) {}

    BreakPlaces places;
    PartedWords words;
    LineChooser chooser;
    EdgeShapes edges;
    EdgeShape edge; ///< One that is not remembered.

    // Of the paragraph in hand.
    std::vector<std::uint32_t> spaces; ///< Where its word spaces are.
    ChanceList whole;                  ///< Its chances by Unicode.
    ChanceList parted;                 ///< These and more.
};

} // namespace reservepost::layout
