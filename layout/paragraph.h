#pragma once

#include "fonts/shaping.h"
#include "layout/blocks.h"
#include "layout/frame.h"
#include "layout/unset.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// A paragraph becomes lines in five steps, one file each:
//
//     collect   spans         -> text with styles, normalised and harmless
//     itemise   text          -> stretches of one face, script and direction
//     shape     stretches     -> glyphs
//     break     glyphs        -> lines, chosen over the whole paragraph
//     place     lines         -> glyph runs from left to right
//
// Places inside a text are in UTF-16 units, as ICU and HarfBuzz count.

namespace reservepost::layout {

class Workbench;

enum class Direction {
    LeftToRight, ///< Our own words.
    FromText,    ///< The first strong letter decides: words that somebody else wrote.
};

/// How a paragraph is to look.
struct Manner {
    Length size;
    fonts::Style style = fonts::Style::Regular; ///< Of what is neither strong nor emphasised.
    std::string_view language = "nb";
    Direction direction = Direction::LeftToRight;
    Alignment alignment = Alignment::Ragged;
    bool hyphenated = false; ///< Words may be parted where the language's patterns allow.
};

/// A stretch of text, `end` not included.
struct Stretch {
    std::size_t start = 0;
    std::size_t end = 0;
};

struct StyledStretch : Stretch {
    fonts::Style style = fonts::Style::Regular;
    bool foreign = false; ///< As in `Span`.
};

struct CollectedText {
    std::u16string text; ///< In form NFC; white space is spaces, no line ends.
    std::vector<StyledStretch> styles;
};

struct Item : Stretch {
    int face = 0;
    std::uint8_t level = 0;      ///< Of embedding; odd runs from right to left.
    std::string_view script;     ///< ISO 15924; lives as long as the program.
    bool boxed = false;          ///< One character, shown as its code point: code_point_box.h.
    std::size_t first_glyph = 0; ///< Among the shaped text's; known once it is shaped.
    std::size_t end_glyph = 0;
};

struct ItemisedText {
    std::u16string text; ///< As collected.
    std::vector<Item> items;
    std::vector<Stretch> foreign; ///< As in `Span`; no hyphen of ours may stand there.
    std::uint8_t level = 0;       ///< Of the paragraph.
    int uncovered = 0;            ///< Boxed characters.
};

struct ShapedText {
    ItemisedText itemised;
    Length size;                            ///< Of the type.
    UnsetVector<fonts::ShapedGlyph> glyphs; ///< Item by item, each from left to right.
    /// Of all the text before a place, in thousandths of the size; one more than there are units.
    UnsetVector<std::int64_t> advance_before;
    /// For each unit, 1 if a line may begin there with the glyphs as they are. Where it is 0,
    /// both halves need shaping anew, and are perhaps a little wider than `width` says.
    std::vector<std::uint8_t> keeps_glyphs;
    Length hyphen_width;

    /// The width of the text from one place to another.
    Length width(std::size_t start, std::size_t end) const
    {
        return size.scaled(advance_before[end] - advance_before[start], 1000);
    }

    std::span<const fonts::ShapedGlyph> glyphs_of(const Item& item) const
    {
        return std::span(glyphs).subspan(item.first_glyph, item.end_glyph - item.first_glyph);
    }
};

/// A line of the text, spaces at its end left out.
struct LineBreak : Stretch {
    bool hyphen = false; ///< A hyphen stands at its end.
    Length word_space;   ///< Added to each of its spaces; may be negative.
};

/// A line of glyph runs, the first one's origin at (0, 0).
struct SetLine {
    Length width;
    std::vector<Placed> items;
    bool right_to_left = false; ///< As its paragraph: it begins at the right.
};

struct SetParagraph {
    std::vector<SetLine> lines;
    int uncovered_characters = 0;
};

/// Splits spans where they hold a line end of any kind. Always at least one paragraph.
std::vector<Spans> split_at_line_ends(const Spans& spans);

CollectedText collect(const Spans& spans, const Manner& manner);
ItemisedText itemise(CollectedText collected, const Manner& manner, Workbench& bench);
ShapedText shape(ItemisedText itemised, const Manner& manner, Workbench& bench);
std::vector<LineBreak> break_lines(const ShapedText& shaped, const Manner& manner, Length measure,
                                   Workbench& bench);
std::vector<SetLine> place(const ShapedText& shaped, const std::vector<LineBreak>& lines,
                           const Manner& manner, Workbench& bench);

/// All five steps, once for each line end in the spans. An empty paragraph is one empty line.
SetParagraph set_paragraph(const Spans& spans, const Manner& manner, Length measure,
                           Workbench& bench);

} // namespace reservepost::layout
