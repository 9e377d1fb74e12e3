#include "layout/code_point_box.h"
#include "layout/cut_edge.h"
#include "layout/run_builder.h"
#include "layout/shape_item.h"
#include "layout/word_space.h"
#include "layout/workbench.h"

#include <unicode/ubidi.h>

#include <algorithm>

namespace reservepost::layout {

namespace {

/// The part of an item that stands on one line.
struct Piece : Stretch {
    const Item* item = nullptr;
    bool seen_space = false; ///< A space with marks upon it, which does not grow.
};

bool right_to_left(const Item& item)
{
    return item.level % 2 == 1;
}

/// True if `right` can stand in one run with `left`, which is beside it on paper.
bool goes_on(const Piece& left, const Piece& right)
{
    if (left.item->face != right.item->face || left.item->boxed || right.item->boxed ||
        left.seen_space || right.seen_space ||
        right_to_left(*left.item) != right_to_left(*right.item)) {
        return false;
    }
    return right_to_left(*left.item) ? right.end == left.start : left.end == right.start;
}

/// The glyphs of an item whose clusters lie between two places that keep their glyphs.
std::span<const fonts::ShapedGlyph> glyphs_between(const ShapedText& shaped, const Item& item,
                                                   std::size_t start, std::size_t end)
{
    const auto glyphs = shaped.glyphs_of(item);
    const bool falls = right_to_left(item);
    // From left to right clusters only grow, or only fall where the item runs the other way.
    const auto before = [&](std::size_t at) {
        const auto edge = std::ranges::partition_point(glyphs, [&](const auto& glyph) {
            return falls ? glyph.cluster >= at : glyph.cluster < at;
        });
        return static_cast<std::size_t>(edge - glyphs.begin());
    };
    const std::size_t first = falls ? before(end) : before(start);
    return glyphs.subspan(first, (falls ? before(start) : before(end)) - first);
}

class LinePlacer {
public:
    LinePlacer(const ShapedText& shaped, const Manner& manner, Workbench& bench)
        : shaped_(shaped), items_(shaped.itemised.items), manner_(manner), bench_(bench),
          turns_(std::ranges::any_of(items_, right_to_left)), spaces_seen_(has_seen_spaces())
    {
    }

    /// Asked for line by line, from the first to the last.
    SetLine place(const LineBreak& line)
    {
        SetLine made;
        collect_pieces(line);
        const CutEdges edges = cut_edges(shaped_, line);
        for (std::size_t first = 0; first < pieces_.size();) {
            if (pieces_[first].item->boxed) {
                add_box(*pieces_[first++].item, made);
                continue;
            }
            std::size_t end = first + 1;
            while (end < pieces_.size() && goes_on(pieces_[end - 1], pieces_[end]))
                ++end;
            add_run(std::span(pieces_).subspan(first, end - first), line, edges, made);
            first = end;
        }
        return made;
    }

private:
    bool has_seen_spaces() const
    {
        const std::u16string_view text = shaped_.itemised.text;
        constexpr char16_t first_mark = 0x0300;
        for (std::size_t i = 1; i < text.size(); ++i) {
            if (text[i] >= first_mark && is_space_character(text[i - 1]) &&
                !is_word_space(text, i - 1)) {
                return true;
            }
        }
        return false;
    }

    /// The pieces of a line in the order in which they stand on paper (UAX #9, rule L2).
    void collect_pieces(const LineBreak& line)
    {
        pieces_.clear();
        while (next_ < items_.size() && items_[next_].end <= line.start)
            ++next_;
        for (std::size_t i = next_; i < items_.size() && items_[i].start < line.end; ++i) {
            add_piece({{std::max(items_[i].start, line.start), std::min(items_[i].end, line.end)},
                       &items_[i]},
                      line.word_space);
        }
        if (!turns_ || pieces_.empty()) return;
        std::vector<UBiDiLevel> levels;
        for (const Piece& piece : pieces_)
            levels.push_back(piece.item->level);
        std::vector<int32_t> order(pieces_.size());
        ubidi_reorderVisual(levels.data(), static_cast<int32_t>(levels.size()), order.data());
        std::vector<Piece> ordered;
        for (const int32_t index : order)
            ordered.push_back(pieces_[static_cast<std::size_t>(index)]);
        pieces_ = std::move(ordered);
    }

    /// Adds a piece; on a line whose spaces grow, what does not grow with them stands apart.
    void add_piece(Piece piece, Length word_space)
    {
        const std::u16string_view text = shaped_.itemised.text;
        for (std::size_t i = piece.start; spaces_seen_ && i < piece.end; ++i) {
            if (word_space == Length() || !is_space_character(text[i]) || is_word_space(text, i))
                continue;
            std::size_t end = std::min(piece.end, i + length_of_space(text, i));
            // HarfBuzz joins an emoji to a joiner upon a space, as nothing else does.
            while (end < piece.end && !begins_cluster(shaped_, end))
                ++end;
            if (i > piece.start) pieces_.push_back({{piece.start, i}, piece.item});
            pieces_.push_back({{i, end}, piece.item, true});
            piece.start = end;
            i = end - 1;
        }
        if (piece.start < piece.end) pieces_.push_back(piece);
    }

    void add_run(std::span<const Piece> pieces, const LineBreak& line, const CutEdges& edges,
                 SetLine& made)
    {
        const Item& item = *pieces.front().item;
        const Length word_space = pieces.front().seen_space ? Length() : line.word_space;
        const bool turned = right_to_left(item);
        const Stretch text{(turned ? pieces.back() : pieces.front()).start,
                           (turned ? pieces.front() : pieces.back()).end};
        RunBuilder run(shaped_, item, word_space, text);
        if (turned) {
            std::for_each(pieces.rbegin(), pieces.rend(),
                          [&](const Piece& piece) { add_piece_to(run, piece, line, edges); });
        } else {
            for (const Piece& piece : pieces)
                add_piece_to(run, piece, line, edges);
        }
        auto [glyphs, width] =
            run.take(turned ? bench_.library().inkless_glyph(item.face) : std::nullopt);
        const Length start = made.width;
        made.width += width;
        made.items.push_back({{start, Length()}, std::move(glyphs)});
    }

    void add_box(const Item& item, SetLine& made)
    {
        SetLine box = code_point_box(shaped_.itemised.text, item, manner_, bench_);
        for (Placed& placed : box.items) {
            placed.at.x += made.width;
            made.items.push_back(std::move(placed));
        }
        made.width += box.width;
    }

    void add_piece_to(RunBuilder& run, const Piece& piece, const LineBreak& line,
                      const CutEdges& edges)
    {
        Stretch kept = piece;
        const bool begins = piece.start == line.start && edges.has_head();
        const bool ends = piece.end == line.end && edges.has_tail();
        if (begins) kept.start = edges.head.end;
        if (ends) kept.end = edges.tail.start;
        if (begins) add_edge_to(run, edges.head, edges.hyphen_at_head);
        if (kept.start < kept.end)
            run.add(glyphs_between(shaped_, *piece.item, kept.start, kept.end), 0, kept.end);
        if (ends) add_edge_to(run, edges.tail, line.hyphen);
        const bool added = line.hyphen && piece.end == line.end &&
                           shaped_.itemised.text[line.end - 1] != soft_hyphen;
        if (added) run.add_hyphen_text();
    }

    void add_edge_to(RunBuilder& run, const Stretch& edge, bool hyphen)
    {
        run.add(shape_edge(shaped_, edge, hyphen, manner_, bench_).glyphs, edge.start, edge.end);
    }

    const ShapedText& shaped_;
    const std::vector<Item>& items_;
    const Manner& manner_;
    Workbench& bench_;
    bool turns_;           ///< Some of the text runs from right to left.
    bool spaces_seen_;     ///< Some space carries a mark.
    std::size_t next_ = 0; ///< The first item that may reach into the next line.
    std::vector<Piece> pieces_;
};

} // namespace

std::vector<SetLine> place(const ShapedText& shaped, const std::vector<LineBreak>& lines,
                           const Manner& manner, Workbench& bench)
{
    LinePlacer placer(shaped, manner, bench);
    std::vector<SetLine> set;
    set.reserve(lines.size());
    for (const LineBreak& line : lines)
        set.push_back(placer.place(line));
    return set;
}

} // namespace reservepost::layout
