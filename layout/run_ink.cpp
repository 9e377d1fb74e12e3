#include "layout/run_ink.h"

#include <algorithm>
#include <limits>

namespace reservepost::layout {

namespace {

/// How far ink reaches, in millionths of a point.
struct Reach {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t most = std::numeric_limits<std::int64_t>::min();

    void take_in(std::int64_t from, std::int64_t to)
    {
        least = std::min(least, from);
        most = std::max(most, to);
    }
    /// Rounded outwards.
    Length from() const { return Length::thousandths_of_pt(floored(least)); }
    Length length() const { return Length::thousandths_of_pt(-floored(-most)) - from(); }

private:
    static std::int64_t floored(std::int64_t millionths)
    {
        return millionths / 1000 - (millionths % 1000 < 0 ? 1 : 0);
    }
};

} // namespace

Rectangle ink_of(const GlyphRun& run, Point at, fonts::GlyphBoxes& boxes)
{
    const std::int64_t unit = run.size.in_thousandths_of_pt();
    const std::int64_t word_space = run.word_space.in_thousandths_of_pt() * 1000;
    std::int64_t origin = 0;
    Reach across, up;
    for (const Glyph& glyph : run.glyphs) {
        const fonts::GlyphBox box = boxes.of(run.face, glyph.id);
        if (box.has_ink()) {
            const std::int64_t x = origin + glyph.x_offset * unit;
            const std::int64_t y = glyph.y_offset * unit;
            across.take_in(x + box.x_min * unit, x + box.x_max * unit);
            up.take_in(y + box.y_min * unit, y + box.y_max * unit);
        }
        origin += glyph.advance * unit;
        if (word_space != 0 && is_space(run, glyph)) origin += word_space;
    }
    if (across.least > across.most) return {at, {}};
    return {{at.x + across.from(), at.y - up.from() - up.length()}, {across.length(), up.length()}};
}

} // namespace reservepost::layout
