#include "layout/paragraph.h"
#include "layout/shape_item.h"

namespace reservepost::layout {

std::vector<fonts::ShapedGlyph> shape_item(std::u16string_view text, const Item& item,
                                           const Manner& manner, Workbench& bench)
{
    fonts::ShapeRequest request;
    request.paragraph = text;
    request.start = item.start;
    request.length = item.end - item.start;
    request.face = item.face;
    request.right_to_left = item.level % 2 == 1;
    request.script = item.script;
    request.language = manner.language;
    return fonts::shape(bench.library(), request);
}

ShapedText shape(ItemisedText itemised, const Manner& manner, Workbench& bench)
{
    ShapedText shaped;
    shaped.itemised = std::move(itemised);
    const std::u16string& text = shaped.itemised.text;

    // First the width of each cluster at its first unit, then the sum of all before.
    std::vector<Length> width_of(text.size());
    shaped.keeps_glyphs.assign(text.size(), 0);
    for (Item& item : shaped.itemised.items) {
        const auto glyphs = shape_item(text, item, manner, bench);
        for (const fonts::ShapedGlyph& glyph : glyphs) {
            width_of[glyph.cluster] += manner.size.scaled(glyph.advance, 1000);
            shaped.keeps_glyphs[glyph.cluster] = glyph.unsafe_to_break ? 0 : 1;
        }
        shaped.keeps_glyphs[item.start] = 1;
        item.first_glyph = shaped.glyphs.size();
        shaped.glyphs.insert(shaped.glyphs.end(), glyphs.begin(), glyphs.end());
        item.end_glyph = shaped.glyphs.size();
    }
    shaped.width_before.reserve(text.size() + 1);
    Length sum;
    shaped.width_before.push_back(sum);
    for (const Length width : width_of)
        shaped.width_before.push_back(sum += width);

    if (text.find(soft_hyphen) != std::u16string::npos) {
        const Item hyphen{{0, 1}, bench.library().body_face(manner.style), 0, "Latn"};
        for (const auto& glyph : shape_item(u"-", hyphen, manner, bench))
            shaped.hyphen_width += manner.size.scaled(glyph.advance, 1000);
    }
    return shaped;
}

} // namespace reservepost::layout
