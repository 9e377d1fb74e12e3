#pragma once

#include "layout/line_tools.h"
#include "layout/paragraph.h"

namespace reservepost::layout {

/// The chances that Unicode gives a paragraph of at least one unit, soft hyphens among them, put
/// into the bench's `whole`. Places with nothing visible between them are one chance.
const ChanceList& unicode_chances(const ShapedText& shaped, const Manner& manner, Workbench& bench);

/// Which places are offered beside those.
struct Offer {
    bool hyphenation = false;  ///< Inside words, where the language's patterns allow.
    bool inside_words = false; ///< Between clusters, where a word has nothing else to fit by.
};

/// The chances that were put into `whole` for the same paragraph, and what is offered beside
/// them, put into `parted`. Words are looked up only where `rules` may let a line end.
const ChanceList& offered_chances(const ShapedText& shaped, const Manner& manner,
                                  const Offer& offer, const LineRules& rules, Workbench& bench);

} // namespace reservepost::layout
