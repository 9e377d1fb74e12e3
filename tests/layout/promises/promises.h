#pragma once

#include "layout/compose.h"
#include "layout/paragraph.h"

#include <stdexcept>
#include <string>

// What layout promises of any text at all, as checks that fuzzing and properties share. Each throws
// BrokenPromise, which says what was broken and where, and returns where all is well.

namespace reservepost::layout {

class BrokenPromise : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// Throws BrokenPromise with `what` unless `kept`.
void promise(bool kept, const std::string& what);

/// What a manner and a measure make of spans, step by step.
struct Steps {
    CollectedText collected;
    ItemisedText itemised;
    ShapedText shaped;
    std::vector<LineBreak> lines;
    std::vector<SetLine> set;
};

/// The five steps for spans without line ends.
Steps steps_of(const Spans& spans, const Manner& manner, Length measure, Workbench& bench);

/// Collected text is the spans' in form NFC, each character in its place, and every unit of it
/// has one style.
void check_collected(const Spans& spans, const CollectedText& collected);

/// Items cover the text without gap and cut no character; their faces have what they show.
void check_items(const CollectedText& collected, const ItemisedText& itemised,
                 const fonts::Library& library);

/// Glyphs belong to their items, and widths are finite and add up.
void check_shaped(const ShapedText& shaped);

/// Lines follow one another, leave out nothing but spaces at their ends, begin only where UAX #14,
/// a hyphen or a word wider than the measure lets them.
void check_breaks(const ShapedText& shaped, const std::vector<LineBreak>& lines,
                  const Manner& manner, Length measure, Workbench& bench);

/// Each line shows the characters of its stretch and no others, none as an empty box, and fits the
/// measure; justified lines fill it.
void check_set(const Steps& steps, const Manner& manner, Length measure);

/// A run's glyphs stand for all of its text, in order.
void check_run(const GlyphRun& run);

/// Every character of the letter is on its pages, as often as the letter has it, and all ink is
/// on paper.
void check_composition(const Letter& letter, const Composition& composition, Workbench& bench);

} // namespace reservepost::layout
