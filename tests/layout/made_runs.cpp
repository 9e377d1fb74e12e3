#include "made_runs.h"

#include "fonts/subset.h"
#include "layout/utf8.h"

#include <stdexcept>
#include <utility>

namespace reservepost::layout {

GlyphRun made_run(const fonts::Library& library, std::string_view text, Length size, int face)
{
    GlyphRun run;
    run.face = face;
    run.size = size;
    run.text = text;
    for (std::size_t at = 0; at < text.size();) {
        const auto [character, octets] = utf8_character(text, at);
        const auto glyph = library.glyph(face, character);
        if (!glyph) throw std::invalid_argument("the face has no such character");
        run.glyphs.push_back({*glyph, static_cast<std::uint32_t>(at),
                              fonts::width_in_thousandths(library, face, *glyph), 0, 0});
        at += octets;
    }
    return run;
}

Frame page_of(std::vector<GlyphRun> runs)
{
    Frame page;
    Point at{Length::pt(20), Length::pt(30)};
    for (GlyphRun& run : runs) {
        page.items.push_back({at, std::move(run)});
        at.y += Length::pt(12);
    }
    return page;
}

} // namespace reservepost::layout
