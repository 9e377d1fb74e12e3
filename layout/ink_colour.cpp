#include "layout/ink_colour.h"

#include "layout/pdf_access.h"

#include <algorithm>
#include <string>

namespace reservepost::layout {

namespace {

constexpr double dark_enough = 0.8; ///< Of full black: what a camera takes for a dark module.

ColourSpace separation_named(QPDFObjectHandle colorant)
{
    if (!colorant.isName()) return ColourSpace::Ink;
    const std::string name = colorant.getName();
    return name == "/Black" || name == "/All" ? ColourSpace::Black : ColourSpace::Ink;
}

ColourSpace icc_space_of(QPDFObjectHandle profile)
{
    if (!profile.isStream()) return ColourSpace::Other;
    const double components = number_or(profile.getDict().getKey("/N"), 0);
    if (components == 1 || components == 3) return ColourSpace::Light;
    return components == 4 ? ColourSpace::Ink : ColourSpace::Other;
}

} // namespace

ColourSpace colour_space_named(const std::string& name)
{
    if (name == "/DeviceGray" || name == "/DeviceRGB" || name == "/G" || name == "/RGB" ||
        name == "/CalGray" || name == "/CalRGB")
        return ColourSpace::Light;
    return name == "/DeviceCMYK" || name == "/CMYK" ? ColourSpace::Ink : ColourSpace::Other;
}

ColourSpace colour_space_of(QPDFObjectHandle space)
{
    if (space.isName()) return colour_space_named(space.getName());
    if (!space.isArray() || space.getArrayNItems() < 1 || !space.getArrayItem(0).isName())
        return ColourSpace::Other;
    const std::string kind = space.getArrayItem(0).getName();
    if (space.getArrayNItems() >= 2) {
        if (kind == "/ICCBased") return icc_space_of(space.getArrayItem(1));
        if (kind == "/Separation") return separation_named(space.getArrayItem(1));
        if (kind == "/DeviceN") return ColourSpace::Ink;
    }
    return colour_space_named(kind);
}

Colour first_colour_of(ColourSpace space)
{
    // Each begins black, or with all of its ink.
    return {space, false, space == ColourSpace::Light || space == ColourSpace::Black};
}

Colour colour_of(ColourSpace space, const std::vector<Operand>& operands)
{
    Colour colour{space, false, false};
    if (space == ColourSpace::Other || operands.empty()) return colour;
    const auto all = [&](auto&& holds) {
        return std::ranges::all_of(operands, [&](const Operand& operand) {
            return operand.kind == Operand::Kind::Number && holds(operand.number);
        });
    };
    switch (space) {
    case ColourSpace::Light:
        colour.white = all([](double value) { return value >= 1; });
        colour.dark = all([](double value) { return value <= 1 - dark_enough; });
        break;
    case ColourSpace::Black:
        colour.white = all([](double value) { return value <= 0; });
        colour.dark = all([](double value) { return value >= dark_enough; });
        break;
    case ColourSpace::Ink:
        colour.white = all([](double value) { return value <= 0; });
        colour.dark = operands.size() == 4 && operands[3].kind == Operand::Kind::Number &&
                      operands[3].number >= dark_enough; // CMYK's black.
        break;
    case ColourSpace::Other:
        break;
    }
    return colour;
}

} // namespace reservepost::layout
