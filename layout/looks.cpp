#include "layout/looks.h"

namespace reservepost::layout {

namespace {

/// A share of a length in whole half points, the steps in which type is chosen.
Length share(Length length, int percent)
{
    if (percent == 100) return length;
    constexpr std::int64_t half_point = 500;
    const std::int64_t wish = length.in_thousandths_of_pt() * percent / 100;
    return Length::thousandths_of_pt((wish + half_point / 2) / half_point * half_point);
}

/// Capitals stand in the middle of their row.
Length baseline_of(Length size, Length leading)
{
    return leading.scaled(1, 2) + size.scaled(36, 100);
}

} // namespace

const Look& Looks::paragraph(ParagraphStyle style) const
{
    switch (style) {
    case ParagraphStyle::Lead:
        return lead;
    case ParagraphStyle::Small:
        return small;
    case ParagraphStyle::Large:
        return large;
    case ParagraphStyle::Body:
        break;
    }
    return body;
}

Looks looks_for(const PageGeometry& geometry)
{
    const Length size = geometry.body_size;
    const Length line = geometry.body_leading;
    const Length half_line = line.scaled(1, 2);
    const auto regular = fonts::Style::Regular, bold = fonts::Style::Bold;
    const auto on_grid = [&](int percent, Length space_before, fonts::Style style) {
        return Look{share(size, percent),   line, space_before, style, Grid::Lines,
                    baseline_of(size, line)};
    };
    const auto between = [&](int percent, Length space_before, fonts::Style style) {
        Look look = on_grid(percent, space_before, style);
        look.grid = Grid::Halves;
        return look;
    };
    const auto by_itself = [&](int percent, int leading_percent, Length space_before,
                               fonts::Style style) {
        const Length its_size = share(size, percent), leading = share(line, leading_percent);
        return Look{its_size, leading,    space_before,
                    style,    Grid::None, baseline_of(its_size, leading)};
    };

    Looks looks;
    looks.body = on_grid(100, line, regular);
    looks.lead = on_grid(109, line, regular);
    looks.small = by_itself(82, 83, half_line, regular);
    looks.large = by_itself(165, 150, Length(), bold);
    looks.subject = by_itself(150, 150, line, bold);
    // A heading stands a little above its line, nearer to the middle of the white around it.
    looks.part = between(115, line + half_line, bold);
    looks.part.baseline -= share(line, 25);
    looks.group = between(100, half_line, bold);
    looks.answer = between(86, half_line, regular);
    looks.label = between(86, half_line, regular);
    looks.value = between(100, half_line, regular);
    looks.list = between(100, half_line, regular);
    looks.quotation = on_grid(100, line, regular);
    looks.foot = by_itself(82, 80, Length(), regular);
    looks.head = by_itself(86, 90, Length(), regular);
    looks.space_after_subject = half_line;
    looks.space_after_quotation = half_line;
    looks.most_space_in_box = half_line;
    looks.space_after_halves = half_line;
    looks.space_around_rule = line;
    // Together one and a half lines from row to row.
    looks.box_pad = share(line, 67);
    looks.space_around_box = line + half_line - looks.box_pad;
    return looks;
}

} // namespace reservepost::layout
