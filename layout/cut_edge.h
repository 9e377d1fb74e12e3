#pragma once

#include "layout/edge_shapes.h"
#include "layout/paragraph.h"

// A line that begins or ends inside a word may need other glyphs there than the paragraph has: a
// ligature is parted, two letters are kerned no longer, a hyphen is added. What is shaped anew is
// as little as HarfBuzz says: from the cut to the next place that keeps its glyphs. Breaking
// measures by these edges and placing sets them, so that both speak of the same line.

namespace reservepost::layout {

/// Units at the beginning and at the end of a line whose glyphs are shaped anew; empty stretches
/// where a line keeps what the paragraph has. Where both would meet, `head` is the whole line and
/// `tail` is empty.
struct CutEdges {
    Stretch head;
    Stretch tail;
    bool hyphen_at_head = false; ///< The hyphen belongs to `head`, since that is the whole line.

    bool has_head() const { return head.start != head.end; }
    bool has_tail() const { return tail.start != tail.end; }
};

CutEdges cut_edges(const ShapedText& shaped, const LineBreak& line);

/// True if a line may begin, or end, at `at` with the glyphs as they are.
inline bool keeps_glyphs(const ShapedText& shaped, std::size_t at)
{
    return at == shaped.keeps_glyphs.size() || shaped.keeps_glyphs[at] != 0;
}

/// True if some glyph stands for characters that begin at `at`.
bool begins_cluster(const ShapedText& shaped, std::size_t at);

/// The item in which the unit at `at` stands. There must be one.
const Item& item_at(const ItemisedText& itemised, std::size_t at);

/// An edge, all of one item, as it is shaped by itself; with a hyphen at the end of its text if
/// `hyphen`. A hyphen's cluster is that of the soft hyphen it shows, or else the place after the
/// last unit. Valid until the next call at the same bench.
const EdgeShape& shape_edge(const ShapedText& shaped, const Stretch& edge, bool hyphen,
                            const Manner& manner, Workbench& bench);

/// The width of a line before its spaces grow or shrink.
Length natural_width(const ShapedText& shaped, const LineBreak& line, const Manner& manner,
                     Workbench& bench);

} // namespace reservepost::layout
