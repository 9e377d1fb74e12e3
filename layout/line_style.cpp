#include "layout/line_style.h"

#include <array>

namespace reservepost::layout {

namespace {

/// What may well be white in a line: in thousandths of the type's size, of which a space of
/// Noto Sans has 260, and in thousandths of the measure.
struct LineStyle {
    std::int32_t space_stretch = 0;     ///< Of the size.
    std::int32_t space_shrink = 0;      ///< Of the size.
    std::int32_t line_stretch = 0;      ///< Of the measure.
    std::int32_t emergency_stretch = 0; ///< Of the measure, once words are cut.
    std::array<LinePass, 4> passes;
};

// Spaces may well grow by half, and shrink by a quarter at most, so that they never vanish.
constexpr LineStyle justified{130,
                              60,
                              0,
                              100,
                              {{{false, false, 60, false},
                                {true, false, 400, false},
                                {true, true, 3'000, false},
                                {true, true, LineRules::worst_badness, true}}}};

// A line of badness 800 has a quarter of the measure white at its end: that is calmer than a
// hyphen.
constexpr LineStyle ragged{0,
                           0,
                           125,
                           125,
                           {{{false, false, 800, false},
                             {true, false, 1'500, false},
                             {true, true, 6'000, false},
                             {true, true, LineRules::worst_badness, true}}}};

/// A last line narrower than a tenth of the measure is one short word.
constexpr std::int64_t short_last_line = 10;

const LineStyle& style_of(const Manner& manner)
{
    return manner.alignment == Alignment::Justified ? justified : ragged;
}

} // namespace

std::span<const LinePass> line_passes(const Manner& manner, bool hyphenated)
{
    return std::span(style_of(manner).passes).subspan(hyphenated ? 0 : 1);
}

LineRules line_rules(const LinePass& pass, const Manner& manner, Length measure)
{
    const LineStyle& style = style_of(manner);
    const std::int32_t line_stretch =
        pass.inside_words ? style.emergency_stretch : style.line_stretch;
    LineRules rules;
    rules.measure = measure;
    rules.space_stretch = manner.size.scaled(style.space_stretch, 1000);
    rules.space_shrink = manner.size.scaled(style.space_shrink, 1000);
    rules.line_stretch = measure.scaled(line_stretch, 1000);
    rules.short_last_line = measure.scaled(1, short_last_line);
    rules.tolerance = pass.tolerance;
    rules.overfull = pass.anything;
    rules.most_hyphens = pass.anything ? 0 : 2;
    return rules;
}

} // namespace reservepost::layout
