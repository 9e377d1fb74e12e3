#pragma once

#include "layout/length.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

// The finished page: things at fixed places.
//
// A Frame is the only thing layout gives to the PDF writer, and the only thing
// the PDF writer knows. Nothing in a Frame can be broken, stretched or moved.

namespace reservepost::layout {

/// One glyph, in the order in which it stands on paper from left to right. Its measures are in
/// thousandths of the run's size, as PDF counts them too.
struct Glyph {
    std::uint32_t id = 0;      ///< Number in the face.
    std::uint32_t text_at = 0; ///< Where its characters begin in the run's text, in octets.
    std::int32_t advance = 0;  ///< To the next glyph's origin, without the run's word space.
    std::int32_t x_offset = 0; ///< Rightwards from the origin.
    std::int32_t y_offset = 0; ///< Upwards from the baseline.
    bool operator==(const Glyph&) const = default;
};

/// Glyphs of one face at one size, on one baseline, with the text they stand
/// for. The text is kept so that the PDF can be searched and read aloud; glyphs with the same
/// `text_at` share the characters up to the next larger one.
struct GlyphRun {
    int face = 0; ///< As `fonts::Library` numbers them.
    Length size;
    Length word_space; ///< Added to the advance of every glyph that stands for a space alone.
    std::string text;  ///< UTF-8, in the order in which it is read.
    std::vector<Glyph> glyphs;
    bool right_to_left = false; ///< The text begins at the last glyph.
    bool operator==(const GlyphRun&) const = default;
};

/// How far the origin moves from the run's first glyph to after its last.
Length width_of(const GlyphRun& run);

/// True if the glyph stands for U+0020 or U+00A0 and nothing else: justified lines widen these.
bool is_space(const GlyphRun& run, const Glyph& glyph);

/// A filled black rectangle.
struct Rule {
    Size size;
    bool operator==(const Rule&) const = default;
};

struct Placed {
    Point at; ///< Baseline start for a run, top left for a rule.
    std::variant<GlyphRun, Rule> item;
    bool operator==(const Placed&) const = default;
};

struct Frame {
    Size size = a4;
    std::vector<Placed> items;
    /// Light grey text behind everything, such as the word on a proof. No letter has any.
    std::vector<Placed> backdrop = {};
    bool operator==(const Frame&) const = default;
};

/// The frames as octets, the same on every machine, in every locale and year: what a digest of
/// a letter is taken over. Everything that decides how the pages look or read is in it.
std::string octets_of(const std::vector<Frame>& frames);

/// The frame as lines of text, places in millimetres from the top left: what the tests compare.
std::string trace(const Frame& frame);

} // namespace reservepost::layout
