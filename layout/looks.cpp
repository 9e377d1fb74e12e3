#include "layout/looks.h"

namespace reservepost::layout {

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
    const Length leading = geometry.body_leading;
    // In whole half points, the steps in which type is chosen.
    const auto times = [](Length length, int percent) {
        constexpr std::int64_t half_point = 500;
        const std::int64_t wish = length.in_thousandths_of_pt() * percent / 100;
        return Length::thousandths_of_pt((wish + half_point / 2) / half_point * half_point);
    };
    const auto bold = fonts::Style::Bold;

    Looks looks;
    looks.body = {size, leading, times(leading, 50)};
    looks.lead = {times(size, 115), times(leading, 115), times(leading, 50)};
    looks.small = {times(size, 82), times(leading, 82), times(leading, 40)};
    looks.large = {times(size, 165), times(leading, 150), times(leading, 10), bold};
    looks.subject = {times(size, 150), times(leading, 135), leading, bold};
    looks.part = {times(size, 115), times(leading, 110), times(leading, 130), bold};
    looks.group = {size, leading, times(leading, 80), bold};
    looks.answer = {times(size, 86), leading, times(leading, 50)};
    looks.label = {times(size, 86), leading, times(leading, 20)};
    looks.value = {size, leading, times(leading, 20)};
    looks.quotation = {size, leading, times(leading, 20)};
    looks.space_for_empty_line = times(leading, 40);
    looks.foot = {times(size, 82), leading, Length()};
    looks.head = {times(size, 86), times(leading, 90), Length()};
    return looks;
}

} // namespace reservepost::layout
