#include "layout/cut_edge.h"

#include "layout/shape_item.h"
#include "layout/workbench.h"

#include <algorithm>

namespace reservepost::layout {

namespace {

/// Units that are looked through for a place that keeps its glyphs. Letters that all join have
/// none, and are shaped in sight of their neighbours anyway.
constexpr std::size_t farthest = 32;

/// True if glyphs may be taken apart at `at`, which is `distance` units from the cut.
bool ends_edge(const ShapedText& shaped, std::size_t at, std::size_t distance)
{
    return keeps_glyphs(shaped, at) || (distance >= farthest && begins_cluster(shaped, at));
}

} // namespace

bool begins_cluster(const ShapedText& shaped, std::size_t at)
{
    const Item& item = item_at(shaped.itemised, at);
    const auto glyphs = shaped.glyphs_of(item);
    const auto cluster = &fonts::ShapedGlyph::cluster;
    return item.level % 2 == 1
               ? std::ranges::binary_search(glyphs, at, std::ranges::greater(), cluster)
               : std::ranges::binary_search(glyphs, at, std::ranges::less(), cluster);
}

CutEdges cut_edges(const ShapedText& shaped, const LineBreak& line)
{
    CutEdges edges{{line.start, line.start}, {line.end, line.end}};
    if (line.start == line.end) return edges;
    if (!keeps_glyphs(shaped, line.start)) {
        std::size_t& end = edges.head.end;
        for (++end; end < line.end && !ends_edge(shaped, end, end - line.start);)
            ++end;
    }
    if (line.hyphen || !keeps_glyphs(shaped, line.end)) {
        std::size_t& start = edges.tail.start;
        // The letter before a hyphen may be kerned with it, if one face has both.
        const std::size_t first = std::max(line.start, item_at(shaped.itemised, start - 1).start);
        if (shaped.itemised.text[start - 1] == soft_hyphen && start - 1 > first) --start;
        for (--start; start > line.start && !ends_edge(shaped, start, line.end - start);)
            --start;
    }
    const bool meet = edges.tail.start != edges.tail.end && edges.tail.start < edges.head.end;
    if (meet) return {{line.start, line.end}, {line.end, line.end}, line.hyphen};
    return edges;
}

const Item& item_at(const ItemisedText& itemised, std::size_t at)
{
    return *std::ranges::upper_bound(itemised.items, at, {}, &Item::end);
}

const EdgeShape& shape_edge(const ShapedText& shaped, const Stretch& edge, bool hyphen,
                            const Manner& manner, Workbench& bench)
{
    const std::u16string_view text = shaped.itemised.text;
    const Item& item = item_at(shaped.itemised, edge.end - 1);
    std::u16string_view letters = text.substr(edge.start, edge.end - edge.start);
    if (hyphen && letters.back() == soft_hyphen) letters.remove_suffix(1);

    const bool remembered = item.level % 2 == 0 && EdgeShapes::remembers(letters);
    const auto shape_it = [&] {
        Item part = item;
        EdgeShape made;
        if (hyphen || remembered) {
            std::u16string shown(letters);
            if (hyphen) shown += u'-';
            part.start = 0;
            part.end = shown.size();
            made.glyphs = shape_item(shown, part, manner, bench);
        } else {
            // In sight of its neighbours, so that letters join as they ask.
            part.start = edge.start;
            part.end = edge.end;
            made.glyphs = shape_item(text, part, manner, bench);
        }
        for (fonts::ShapedGlyph& glyph : made.glyphs) {
            glyph.cluster -= static_cast<std::uint32_t>(part.start);
            made.advance += glyph.advance;
        }
        return made;
    };
    LineTools& tools = bench.line_tools();
    if (remembered)
        return tools.edges.of({item.face, item.script, manner.language}, letters, hyphen, shape_it);
    return tools.edge = shape_it();
}

Length natural_width(const ShapedText& shaped, const LineBreak& line, const Manner& manner,
                     Workbench& bench)
{
    std::int64_t advance = shaped.advance_before[line.end] - shaped.advance_before[line.start];
    const CutEdges edges = cut_edges(shaped, line);
    const auto put_instead = [&](const Stretch& edge, bool hyphen) {
        advance -= shaped.advance_before[edge.end] - shaped.advance_before[edge.start];
        advance += shape_edge(shaped, edge, hyphen, manner, bench).advance;
    };
    if (edges.has_head()) put_instead(edges.head, edges.hyphen_at_head);
    if (edges.has_tail()) put_instead(edges.tail, line.hyphen);
    return shaped.size.scaled(advance, 1000);
}

} // namespace reservepost::layout
