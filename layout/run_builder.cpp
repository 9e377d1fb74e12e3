#include "layout/run_builder.h"

#include "layout/utf8.h"
#include "layout/word_space.h"

#include <unicode/utf16.h>

#include <algorithm>
#include <ranges>
#include <utility>

namespace reservepost::layout {

namespace {

constexpr char octet(std::uint32_t bits)
{
    return static_cast<char>(static_cast<unsigned char>(bits));
}

/// Writes the character at `at`, which is not ASCII, as UTF-8, and gives where the next begins.
/// Half a surrogate pair becomes U+FFFD.
std::size_t write_utf8(char*& out, std::u16string_view text, std::size_t at)
{
    UChar32 decoded = 0;
    U16_NEXT_OR_FFFD(text.data(), at, text.size(), decoded);
    const auto character = static_cast<std::uint32_t>(decoded);
    if (character < 0x800) {
        *out++ = octet(0xC0U | character >> 6U);
    } else if (character < 0x10000) {
        *out++ = octet(0xE0U | character >> 12U);
        *out++ = octet(0x80U | (character >> 6U & 0x3FU));
    } else {
        *out++ = octet(0xF0U | character >> 18U);
        *out++ = octet(0x80U | (character >> 12U & 0x3FU));
        *out++ = octet(0x80U | (character >> 6U & 0x3FU));
    }
    *out++ = octet(0x80U | (character & 0x3FU));
    return at;
}

constexpr std::string_view hyphen_text = "\xC2\xAD";

} // namespace

RunBuilder::RunBuilder(const ShapedText& shaped, const Item& item, Length word_space,
                       const Stretch& stretch)
    : text_(shaped.itemised.text), read_(stretch.start)
{
    run_.face = item.face;
    run_.size = shaped.size;
    run_.word_space = word_space;
    run_.right_to_left = item.level % 2 == 1;
    const std::size_t units = stretch.end - stretch.start;
    // Three octets are the most that a unit can become.
    run_.text.resize(units * 3 + hyphen_text.size());
    run_.glyphs.reserve(units + 1);
}

void RunBuilder::add(std::span<const fonts::ShapedGlyph> glyphs, std::size_t origin,
                     std::size_t text_end)
{
    if (run_.right_to_left) {
        add_in_order(std::views::reverse(glyphs), origin);
    } else {
        add_in_order(glyphs, origin);
    }
    read_until(text_end);
}

template <class Glyphs> void RunBuilder::add_in_order(const Glyphs& glyphs, std::size_t origin)
{
    const std::size_t before = run_.glyphs.size();
    run_.glyphs.resize(before + glyphs.size());
    Glyph* made = run_.glyphs.data() + before;
    // What changes for every glyph is kept at hand.
    char* const begin = run_.text.data();
    char* out = begin + written_;
    const char16_t* const text = text_.data();
    std::size_t at = read_;
    std::int64_t advance = 0, spaces = 0;
    for (const fonts::ShapedGlyph& glyph : glyphs) {
        const std::size_t cluster = origin + glyph.cluster;
        while (at < cluster) {
            if (text[at] < 0x80) {
                *out++ = static_cast<char>(text[at++]);
            } else {
                at = write_utf8(out, text_, at);
            }
        }
        *made++ = {glyph.id, static_cast<std::uint32_t>(out - begin), glyph.advance, glyph.x_offset,
                   glyph.y_offset};
        advance += glyph.advance;
        if (cluster < text_.size() && is_space_character(text[cluster])) ++spaces;
    }
    read_ = at;
    written_ = static_cast<std::size_t>(out - begin);
    advance_ += advance;
    spaces_ += spaces;
}

void RunBuilder::read_until(std::size_t place)
{
    char* out = run_.text.data() + written_;
    while (read_ < place) {
        if (text_[read_] < 0x80) {
            *out++ = static_cast<char>(text_[read_++]);
        } else {
            read_ = write_utf8(out, text_, read_);
        }
    }
    written_ = static_cast<std::size_t>(out - run_.text.data());
}

void RunBuilder::add_hyphen_text()
{
    hyphen_text.copy(run_.text.data() + written_, hyphen_text.size());
    written_ += hyphen_text.size();
}

std::pair<GlyphRun, Length> RunBuilder::take(std::optional<std::uint32_t> inkless)
{
    run_.text.resize(written_);
    if (run_.right_to_left) {
        if (inkless) add_readable_glyphs(*inkless);
        std::ranges::reverse(run_.glyphs);
    }
    const Length width = run_.size.scaled(advance_, 1000) + run_.word_space * spaces_;
    return {std::move(run_), width};
}

/// Puts glyphs without ink and width behind every right-to-left cluster of several characters,
/// one for each character but the first; equal ones that follow one another are one. Readers of PDF
/// turn such runs around character by character: a ligature read as two characters would come out
/// with the two swapped, and a mark set back over its letter would look like the end of a word.
/// Each stands a little before the next, and all just before the letter: what stands at the same
/// place, or behind, would be read in any order.
void RunBuilder::add_readable_glyphs(std::uint32_t inkless)
{
    constexpr std::int32_t step = 3; // In thousandths of the size; less is lost in rounding.
    std::vector<Glyph> completed;
    completed.reserve(run_.glyphs.size());
    for (auto glyph = run_.glyphs.begin(); glyph != run_.glyphs.end();) {
        const std::uint32_t begin = glyph->text_at;
        std::int32_t x_offset = 0;
        for (; glyph != run_.glyphs.end() && glyph->text_at == begin; ++glyph) {
            completed.push_back(*glyph);
            if (glyph->advance != 0) x_offset = glyph->x_offset;
        }
        const std::size_t end = glyph == run_.glyphs.end() ? run_.text.size() : glyph->text_at;
        const std::string_view text(run_.text.data() + begin, end - begin);
        for (std::size_t at = equal_characters(text, 0); at < text.size();) {
            x_offset -= step;
            completed.push_back({inkless, begin, 0, x_offset, 0});
            at += equal_characters(text, at);
        }
    }
    run_.glyphs = std::move(completed);
}

} // namespace reservepost::layout
