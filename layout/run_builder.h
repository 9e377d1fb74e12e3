#pragma once

#include "layout/paragraph.h"

#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace reservepost::layout {

/// Puts one run together from stretches of glyphs, given in the order in which their text is
/// read. Room is made once, and nothing is looked up for a glyph.
class RunBuilder {
public:
    /// A run of `item`'s face and direction for the text of `stretch`.
    RunBuilder(const ShapedText& shaped, const Item& item, Length word_space,
               const Stretch& stretch);

    /// Adds glyphs, which stand from left to right, and their text up to `text_end`. Clusters
    /// count from `origin`; they lie before `text_end`, or just there for a hyphen.
    void add(std::span<const fonts::ShapedGlyph> glyphs, std::size_t origin, std::size_t text_end);

    /// Adds the text of a hyphen that the paragraph does not have: U+00AD, which tells readers of
    /// PDF to join the word again.
    void add_hyphen_text();

    /// The run and its width. `inkless` is a glyph without ink, if the face has one.
    std::pair<GlyphRun, Length> take(std::optional<std::uint32_t> inkless);

private:
    template <class Glyphs> void add_in_order(const Glyphs& glyphs, std::size_t origin);
    void read_until(std::size_t place);
    void add_readable_glyphs(std::uint32_t inkless);

    std::u16string_view text_;
    GlyphRun run_;
    std::size_t read_ = 0;    ///< The run's text goes up to here in the paragraph's.
    std::size_t written_ = 0; ///< Octets of the run's text.
    std::int64_t advance_ = 0;
    std::int64_t spaces_ = 0;
};

} // namespace reservepost::layout
