#include "layout/ink_walk.h"
#include "layout/pdf_access.h"

#include <algorithm>

// Pictures, forms and shadings.

namespace reservepost::layout {

namespace {

constexpr InkBox unit_square{0, 0, 1, 1};

/// Whether an inline image is one that lets the fill colour through where it is set.
bool is_stencil(const std::vector<Operand>& operands)
{
    for (std::size_t i = 0; i + 1 < operands.size(); ++i) {
        const bool key = operands[i].kind == Operand::Kind::Name &&
                         (operands[i].text == "/IM" || operands[i].text == "/ImageMask");
        if (key) return operands[i + 1].number == 1;
    }
    return false;
}

} // namespace

void InkWalk::draw_image(bool stencil)
{
    static constexpr Colour picture{ColourSpace::Other, false, false};
    put(state_.to_page.around(unit_square), stencil ? state_.fill : picture, false);
}

void InkWalk::inline_image(const Operands& o)
{
    draw_image(is_stencil(o));
}

void InkWalk::draw_object(const Operands& o)
{
    QPDFObjectHandle object = resource("/XObject", o[0]);
    if (!object.isStream()) {
        missing("a picture or form");
        return;
    }
    QPDFObjectHandle layer = value_of(object, "/OC");
    if (!layer.isNull() && !layers_.prints(layer)) return;
    if (is_name(value_of(object, "/Subtype"), "/Image")) {
        QPDFObjectHandle mask = value_of(object, "/ImageMask");
        draw_image(mask.isBool() && mask.getBoolValue());
    } else {
        draw_form(object);
    }
}

void InkWalk::draw_form(QPDFObjectHandle form)
{
    if (hidden_ > 0) return;
    const QPDFObjGen number = form.getObjGen();
    if (!open_forms_.insert(number).second) {
        broken("a form draws itself");
        return;
    }
    flush_word();
    const InkState before = state_;
    const bool in_text = in_text_;
    const Matrix text = text_, text_line = text_line_;
    in_text_ = false;
    state_.to_page = matrix_of(value_of(form, "/Matrix")).then(state_.to_page);
    if (const auto box = box_of(value_of(form, "/BBox"))) {
        clip_to(state_.to_page.around(*box), state_.to_page.keeps_rectangles());
    } else {
        broken("a form without its box");
    }
    if (const auto content = decoded_octets_of(form, budget_)) {
        QPDFObjectHandle own = value_of(form, "/Resources");
        walk(*content, own.isDictionary() ? own : resources_);
    } else {
        broken("a form cannot be decoded");
    }
    in_text_ = in_text;
    text_ = text;
    text_line_ = text_line;
    state_ = before;
    open_forms_.erase(number);
}

/// Paints all that the clip leaves.
void InkWalk::shading(const Operands& o)
{
    if (resource("/Shading", o[0]).isNull()) missing("a shading");
    static constexpr Colour shaded{ColourSpace::Other, false, false};
    put(state_.clip, shaded, false);
}

} // namespace reservepost::layout
