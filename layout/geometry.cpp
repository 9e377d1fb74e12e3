#include "layout/geometry.h"

#include "layout/decimal.h"

namespace reservepost::layout {

namespace {

void append(std::string& text, std::int64_t number)
{
    append_whole(text, number);
    text += ' ';
}

void append(std::string& text, Length length)
{
    append(text, length.in_thousandths_of_pt());
}

void append(std::string& text, Size size)
{
    append(text, size.width);
    append(text, size.height);
}

void append(std::string& text, const std::optional<Rectangle>& place)
{
    text += place ? "at " : "none ";
    if (!place) return;
    append(text, place->at.x);
    append(text, place->at.y);
    append(text, place->size);
}

} // namespace

std::string fingerprint(const PageGeometry& geometry)
{
    std::string text = "geometry 1 ";
    append(text, geometry.page);
    append(text, sides_of(geometry.plex));
    for (const Length length :
         {geometry.margin_left, geometry.margin_right, geometry.margin_top, geometry.margin_bottom,
          geometry.foot_baseline, geometry.first_page_top, geometry.clear_left, geometry.clear_edge,
          geometry.address_size, geometry.address_size_least, geometry.return_line_size,
          geometry.head_left, geometry.body_size, geometry.body_leading})
        append(text, length);
    for (const auto& place : {geometry.silent_zone, std::optional(geometry.window),
                              std::optional(geometry.address), geometry.mark, geometry.witness})
        append(text, place);
    append(text, geometry.mark_enclosures ? 1 : 0);
    append(text, static_cast<std::int64_t>(geometry.fold_marks.size()));
    for (const Length height : geometry.fold_marks)
        append(text, height);
    append(text, geometry.most_pages);
    return text;
}

} // namespace reservepost::layout
