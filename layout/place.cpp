#include "layout/paragraph.h"
#include "layout/shape_item.h"

#include <unicode/ubidi.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace reservepost::layout {

namespace {

/// True for the octet that begins a character in UTF-8.
bool is_first_octet(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

/// The part of an item that stands on one line.
struct Piece : Stretch {
    std::size_t item = 0;
};

/// The glyphs of one item, found by place in the text. From left to right clusters only grow, or
/// only fall where the item runs the other way, so no glyph is looked at in vain.
class ItemGlyphs {
public:
    ItemGlyphs(std::span<const fonts::ShapedGlyph> glyphs, const Item& item)
        : glyphs_(glyphs), item_(item)
    {
    }

    /// True if the glyphs can be cut at `at` and each half keeps its looks.
    bool can_cut(std::size_t at) const
    {
        if (at == item_.start || at == item_.end) return true;
        const std::size_t edge = edge_at(at);
        if (right_to_left() ? edge == 0 : edge == glyphs_.size()) return false;
        const fonts::ShapedGlyph& next = glyphs_[right_to_left() ? edge - 1 : edge];
        return next.cluster == at && !next.unsafe_to_break;
    }

    std::vector<fonts::ShapedGlyph> between(const Stretch& stretch) const
    {
        std::size_t first = edge_at(stretch.start), last = edge_at(stretch.end);
        if (right_to_left()) std::swap(first, last);
        const auto at = [this](std::size_t place) {
            return glyphs_.begin() + static_cast<std::ptrdiff_t>(place);
        };
        return {at(first), at(last)};
    }

private:
    bool right_to_left() const { return item_.level % 2 == 1; }

    /// The number of glyphs at the left of the edge between what is before `at` and the rest.
    std::size_t edge_at(std::size_t at) const
    {
        const bool falls = right_to_left();
        const auto edge = std::partition_point(
            glyphs_.begin(), glyphs_.end(), [at, falls](const fonts::ShapedGlyph& glyph) {
                return falls ? glyph.cluster >= at : glyph.cluster < at;
            });
        return static_cast<std::size_t>(edge - glyphs_.begin());
    }

    std::span<const fonts::ShapedGlyph> glyphs_;
    const Item& item_;
};

/// The glyphs of a piece that ends with a soft hyphen, which is shown.
std::vector<fonts::ShapedGlyph> with_hyphen(std::u16string_view text, const Piece& piece, Item part,
                                            const Manner& manner, Workbench& bench)
{
    std::u16string shown(text.substr(piece.start, piece.end - piece.start));
    shown.back() = u'-';
    part.start = 0;
    part.end = shown.size();
    auto glyphs = shape_item(shown, part, manner, bench);
    for (fonts::ShapedGlyph& glyph : glyphs) {
        glyph.cluster += static_cast<std::uint32_t>(piece.start);
    }
    return glyphs;
}

std::vector<fonts::ShapedGlyph> glyphs_of(const ShapedText& shaped, const Piece& piece, bool hyphen,
                                          const Manner& manner, Workbench& bench)
{
    const Item& item = shaped.itemised.items[piece.item];
    if (hyphen) return with_hyphen(shaped.itemised.text, piece, item, manner, bench);
    const ItemGlyphs glyphs(shaped.glyphs_of(item), item);
    if (glyphs.can_cut(piece.start) && glyphs.can_cut(piece.end)) return glyphs.between(piece);
    Item part = item;
    part.start = piece.start;
    part.end = piece.end;
    return shape_item(shaped.itemised.text, part, manner, bench);
}

/// A stretch as UTF-8, and for each of its UTF-16 units where it begins there.
std::string utf8_of(std::u16string_view text, std::vector<std::uint32_t>& begins)
{
    std::string utf8;
    begins.assign(text.size(), 0);
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t start = i;
        UChar32 character = 0;
        U16_NEXT(text.data(), i, text.size(), character);
        for (std::size_t k = start; k < i; ++k)
            begins[k] = static_cast<std::uint32_t>(utf8.size());
        std::array<char, U8_MAX_LENGTH> octets{};
        std::size_t length = 0;
        U8_APPEND_UNSAFE(octets.data(), length, character);
        utf8.append(octets.data(), length);
    }
    return utf8;
}

/// Puts glyphs without ink and width at the left of every right-to-left cluster of several
/// characters, one for each character but the first. Readers of PDF turn such runs around
/// character by character: a ligature read as two characters would come out with the two
/// swapped, and a mark set back over its letter would look like the end of a word.
void add_readable_glyphs(GlyphRun& run, Workbench& bench)
{
    const auto filler = bench.library().inkless_glyph(run.face);
    if (!filler) return;
    std::vector<Glyph> completed;
    // From the right, so in the order in which clusters are read.
    for (auto glyph = run.glyphs.rbegin(); glyph != run.glyphs.rend();) {
        const std::uint32_t begin = glyph->text_at;
        while (glyph != run.glyphs.rend() && glyph->text_at == begin) {
            completed.push_back(*glyph++);
        }
        const std::size_t end = glyph == run.glyphs.rend() ? run.text.size() : glyph->text_at;
        const std::string_view text(run.text.data() + begin, end - begin);
        for (auto more = std::count_if(text.begin(), text.end(), is_first_octet); more > 1;
             --more) {
            completed.push_back({*filler, begin, 0, 0, 0});
        }
    }
    std::reverse(completed.begin(), completed.end());
    run.glyphs = std::move(completed);
}

GlyphRun run_of(const ShapedText& shaped, const Piece& piece,
                const std::vector<fonts::ShapedGlyph>& glyphs, const Manner& manner,
                Workbench& bench)
{
    const Item& item = shaped.itemised.items[piece.item];
    GlyphRun run;
    run.face = item.face;
    run.size = manner.size;
    std::vector<std::uint32_t> begins;
    run.text = utf8_of(
        std::u16string_view(shaped.itemised.text).substr(piece.start, piece.end - piece.start),
        begins);
    for (const fonts::ShapedGlyph& glyph : glyphs) {
        run.glyphs.push_back({glyph.id, begins[glyph.cluster - piece.start], glyph.advance,
                              glyph.x_offset, glyph.y_offset});
    }
    run.right_to_left = item.level % 2 == 1;
    if (run.right_to_left) add_readable_glyphs(run, bench);
    return run;
}

/// The pieces of a line in the order in which they stand on paper (UAX #9, rule L2). `next` is
/// the first item that may reach into the line, and moves on from line to line.
std::vector<Piece> pieces_of(const ItemisedText& itemised, const LineBreak& line, std::size_t& next)
{
    const std::vector<Item>& items = itemised.items;
    while (next < items.size() && items[next].end <= line.start)
        ++next;
    std::vector<Piece> pieces;
    std::vector<UBiDiLevel> levels;
    for (std::size_t i = next; i < items.size() && items[i].start < line.end; ++i) {
        pieces.push_back(
            {{std::max(items[i].start, line.start), std::min(items[i].end, line.end)}, i});
        levels.push_back(items[i].level);
    }
    std::vector<int32_t> order(pieces.size());
    if (pieces.empty()) return pieces;
    ubidi_reorderVisual(levels.data(), static_cast<int32_t>(levels.size()), order.data());
    std::vector<Piece> ordered;
    for (const int32_t index : order)
        ordered.push_back(pieces[static_cast<std::size_t>(index)]);
    return ordered;
}

} // namespace

std::vector<SetLine> place(const ShapedText& shaped, const std::vector<LineBreak>& lines,
                           const Manner& manner, Workbench& bench)
{
    std::vector<SetLine> set;
    std::size_t next = 0;
    for (const LineBreak& line : lines) {
        SetLine& made = set.emplace_back();
        for (const Piece& piece : pieces_of(shaped.itemised, line, next)) {
            const bool hyphen = line.hyphen && piece.end == line.end;
            const auto glyphs = glyphs_of(shaped, piece, hyphen, manner, bench);
            GlyphRun run = run_of(shaped, piece, glyphs, manner, bench);
            const Length start = made.width;
            run.word_space = line.word_space;
            made.width += width_of(run);
            made.items.push_back({{start, Length()}, std::move(run)});
        }
    }
    return set;
}

SetParagraph set_paragraph(const Spans& spans, const Manner& manner, Length measure,
                           Workbench& bench)
{
    SetParagraph set;
    bool first = true;
    for (const Spans& part : split_at_line_ends(spans)) {
        const ShapedText shaped =
            shape(itemise(collect(part, manner), manner, bench), manner, bench);
        auto lines = place(shaped, break_lines(shaped, manner, measure, bench), manner, bench);
        std::move(lines.begin(), lines.end(), std::back_inserter(set.lines));
        set.uncovered_characters += shaped.itemised.uncovered;
        if (first) set.right_to_left = shaped.itemised.level % 2 == 1;
        first = false;
    }
    return set;
}

} // namespace reservepost::layout
