#include "layout/ink_walk.h"

// Colours: whether what is painted next prints at all, and whether it is dark.

namespace reservepost::layout {

namespace {

ColourSpace space_of(const Operand& name, QPDFObjectHandle resource)
{
    const ColourSpace device = colour_space_named(name.text);
    return device != ColourSpace::Other ? device : colour_space_of(resource);
}

} // namespace

void InkWalk::fill_grey(const Operands& o)
{
    flush_word();
    state_.fill = colour_of(ColourSpace::Light, o);
}

void InkWalk::fill_cmyk(const Operands& o)
{
    flush_word();
    state_.fill = colour_of(ColourSpace::Ink, o);
}

void InkWalk::stroke_grey(const Operands& o)
{
    flush_word();
    state_.stroke = colour_of(ColourSpace::Light, o);
}

void InkWalk::stroke_cmyk(const Operands& o)
{
    flush_word();
    state_.stroke = colour_of(ColourSpace::Ink, o);
}

void InkWalk::fill_space(const Operands& o)
{
    flush_word();
    state_.fill = first_colour_of(space_of(o[0], resource("/ColorSpace", o[0])));
}

void InkWalk::stroke_space(const Operands& o)
{
    flush_word();
    state_.stroke = first_colour_of(space_of(o[0], resource("/ColorSpace", o[0])));
}

void InkWalk::fill_colour(const Operands& o)
{
    flush_word();
    state_.fill = colour_of(state_.fill.space, o);
}

void InkWalk::stroke_colour(const Operands& o)
{
    flush_word();
    state_.stroke = colour_of(state_.stroke.space, o);
}

} // namespace reservepost::layout
