#pragma once

#include "layout/knuth_plass.h"
#include "layout/paragraph.h"

#include <span>

namespace reservepost::layout {

/// How far one try at a paragraph goes. Each allows more than the one before it.
struct LinePass {
    bool hyphenation = false;  ///< Words may be parted with hyphens.
    bool inside_words = false; ///< What is wider than the measure may be cut anywhere.
    std::int32_t tolerance = LineRules::worst_badness;
    bool anything = false; ///< There are lines, whatever they look like.
};

/// The passes for a manner, in the order in which they are tried: words stay whole, if lines look
/// well so; then they are parted; then they are cut; at last anything goes. Without hyphenation
/// the first is left out, since it is the second with less patience.
std::span<const LinePass> line_passes(const Manner& manner, bool hyphenated);

/// What lines should look like in a pass.
LineRules line_rules(const LinePass& pass, const Manner& manner, Length measure);

} // namespace reservepost::layout
