#pragma once

#include "layout/content_tokens.h"

#include <qpdf/QPDFObjectHandle.hh>

#include <vector>

// Inside ink's files only: whether a colour prints at all.

namespace reservepost::layout {

/// How the numbers of a colour space are meant.
enum class ColourSpace {
    Light, ///< More is lighter, all ones are white: grey, RGB.
    Black, ///< More is darker and one colorant is black: Separation of Black or All.
    Ink,   ///< More is darker, all noughts are white: CMYK, Separation, DeviceN.
    Other, ///< Patterns, Lab, tables of colours: never white, never surely dark.
};

struct Colour {
    ColourSpace space = ColourSpace::Light;
    bool white = false; ///< Exactly the paper's.
    bool dark = true;   ///< Black, or as good as.
};

/// The colour space with this name, or of this array. Unknown ones are `Other`.
ColourSpace colour_space_of(QPDFObjectHandle space);
ColourSpace colour_space_named(const std::string& name);

/// The colour that a content begins to paint with in a space.
Colour first_colour_of(ColourSpace space);

/// A colour from the operands of sc, scn, g, rg or k and their kin.
Colour colour_of(ColourSpace space, const std::vector<Operand>& operands);

} // namespace reservepost::layout
