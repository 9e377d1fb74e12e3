#include "layout/ink_walk.h"
#include "layout/pdf_access.h"

// Text: where each word stands, by its glyphs' own boxes.

namespace reservepost::layout {

namespace {

Matrix shift(double x, double y)
{
    return {1, 0, 0, 1, x, y};
}

} // namespace

void InkWalk::begin_text(const Operands&)
{
    if (in_text_) {
        sheet_.find("GRAPHICS_STATE_UNBALANCED", "the content has a BT within text",
                    "as many Q as q, and ET after BT, in each content stream");
    }
    in_text_ = true;
    text_ = text_line_ = {};
}

void InkWalk::end_text(const Operands&)
{
    if (!in_text_) {
        sheet_.find("GRAPHICS_STATE_UNBALANCED", "the content has an ET without its BT",
                    "as many Q as q, and ET after BT, in each content stream");
    }
    flush_word();
    in_text_ = false;
}

void InkWalk::char_space(const Operands& o)
{
    state_.char_space = o[0].number;
}

void InkWalk::word_space(const Operands& o)
{
    state_.word_space = o[0].number;
}

void InkWalk::text_scale(const Operands& o)
{
    state_.text_scale = o[0].number / 100;
}

void InkWalk::leading(const Operands& o)
{
    state_.leading = o[0].number;
}

void InkWalk::text_rise(const Operands& o)
{
    state_.rise = o[0].number;
}

void InkWalk::text_mode(const Operands& o)
{
    flush_word();
    state_.text_mode = o[0].number >= 0 && o[0].number <= 7 ? static_cast<int>(o[0].number) : 0;
}

void InkWalk::select_font(const Operands& o)
{
    flush_word();
    state_.font_size = o[1].number;
    QPDFObjectHandle object = resource("/Font", o[0]);
    if (!object.isDictionary()) {
        sheet_.find("FONT_MISSING", "the content asks for a font that is not there",
                    "everything that content names in the resources beside it");
        state_.font = std::make_shared<const InkFont>(InkFont::unknown());
        return;
    }
    state_.font = fonts_.font(object, budget_);
}

const InkFont& InkWalk::font()
{
    if (!state_.font) {
        sheet_.find("FONT_MISSING", "text is shown before a font is chosen", "Tf before any text");
        state_.font = std::make_shared<const InkFont>(InkFont::unknown());
    } else if (!state_.font->is_readable() && text_prints()) {
        sheet_.find("FONT_NOT_READABLE",
                    "a font's widths, encoding or program cannot be read, so the place of its text "
                    "is only guessed",
                    "fonts embedded whole or as subsets, with widths, and encoded as Identity-H or "
                    "by a CMap that is embedded too");
    }
    return *state_.font;
}

void InkWalk::move_text(const Operands& o)
{
    flush_word();
    text_line_ = shift(o[0].number, o[1].number).then(text_line_);
    text_ = text_line_;
}

void InkWalk::move_text_and_lead(const Operands& o)
{
    state_.leading = -o[1].number;
    move_text(o);
}

void InkWalk::text_matrix(const Operands& o)
{
    flush_word();
    text_ = {o[0].number, o[1].number, o[2].number, o[3].number, o[4].number, o[5].number};
    text_line_ = text_;
}

void InkWalk::next_line(const Operands&)
{
    flush_word();
    text_line_ = shift(0, -state_.leading).then(text_line_);
    text_ = text_line_;
}

void InkWalk::show(const Operands& o)
{
    if (o[0].kind != Operand::Kind::Text) {
        broken("text that is no string");
        return;
    }
    show_text(o[0].text);
}

void InkWalk::show_spaced(const Operands& o)
{
    if (o[0].kind != Operand::Kind::Array) {
        broken("text that is no array");
        return;
    }
    for (const Operand& item : o[0].items) {
        if (item.kind == Operand::Kind::Text) {
            show_text(item.text);
        } else if (item.kind == Operand::Kind::Number) {
            const double gap = -item.number / 1000 * state_.font_size;
            // A gap as wide as the size parts columns; one box over both would hide the white.
            if (std::abs(gap) >= std::abs(state_.font_size)) flush_word();
            const bool down = state_.font && state_.font->is_vertical();
            advance(down ? 0 : gap * state_.text_scale, down ? gap : 0);
        }
    }
}

void InkWalk::show_on_next_line(const Operands& o)
{
    next_line({});
    show(o);
}

void InkWalk::show_on_next_line_spaced(const Operands& o)
{
    state_.word_space = o[0].number;
    state_.char_space = o[1].number;
    next_line({});
    show({o[2]});
}

bool InkWalk::text_prints() const
{
    return state_.text_mode != 3 && state_.text_mode != 7 && hidden_ == 0;
}

void InkWalk::show_text(const std::string& octets)
{
    if (!in_text_) broken("text outside of BT and ET");
    const InkFont& shown = font();
    std::string_view rest = octets;
    while (!rest.empty()) {
        budget_.run_operator();
        const ShownGlyph glyph = shown.take(rest);
        if (text_prints()) {
            if (shown.draws_glyphs()) {
                draw_glyph(glyph);
            } else if (glyph.box) {
                put_glyph(glyph);
            } else {
                flush_word();
            }
        }
        const double space =
            state_.char_space +
            (glyph.code.octets == 1 && glyph.code.code == 32 ? state_.word_space : 0);
        if (glyph.along != 0) {
            advance(0, glyph.along * state_.font_size + space);
        } else {
            advance((glyph.across * state_.font_size + space) * state_.text_scale, 0);
        }
    }
}

void InkWalk::advance(double across, double along)
{
    text_ = shift(across, along).then(text_);
}

void InkWalk::put_glyph(const ShownGlyph& glyph)
{
    const double size = state_.font_size, width = size * state_.text_scale;
    const InkBox box = InkBox{glyph.box->left * width, glyph.box->low * size + state_.rise,
                              glyph.box->right * width, glyph.box->high * size + state_.rise}
                           .upright();
    const Matrix to_page = text_.then(state_.to_page);
    InkBox printed = to_page.around(box);
    const bool stroked = state_.text_mode % 4 == 1 || state_.text_mode % 4 == 2;
    if (stroked) printed = printed.grown(state_.pen.width / 2 * state_.to_page.stroke_scale());
    if (!printed.is_finite()) {
        put(printed, state_.fill, false);
        return;
    }
    // Words that are slanted or stand far apart are not put together.
    const bool near = word_ && to_page.keeps_rectangles() &&
                      printed.overlaps(word_->grown(std::abs(size) * to_page.most_scale() / 4), 0);
    if (!near) flush_word();
    word_ = word_ ? word_->and_also(printed) : printed;
}

/// Puts the glyphs that were gathered on the sheet as one box. To be called before anything changes
/// that decides how they print.
void InkWalk::flush_word()
{
    if (!word_) return;
    const InkBox box = *word_;
    word_.reset();
    const int mode = state_.text_mode % 4;
    if (mode != 1) put(box, state_.fill, false);
    // Filled and stroked: one box is enough unless the filling is white.
    if (mode == 1 || (mode == 2 && state_.fill.white)) put(box, state_.stroke, false);
}

/// A glyph of a Type 3 font: a content of its own.
void InkWalk::draw_glyph(const ShownGlyph& glyph)
{
    const InkFont& shown = *state_.font;
    QPDFObjectHandle drawing = shown.drawing_of(glyph.code.code);
    if (!drawing.isStream()) return; // Readers draw nothing for it.
    const QPDFObjGen number = drawing.getObjGen();
    if (!open_forms_.insert(number).second) {
        broken("a glyph draws itself");
        return;
    }
    const InkState before = state_;
    const Matrix text = text_, text_line = text_line_;
    const Matrix sized{
        state_.font_size * state_.text_scale, 0, 0, state_.font_size, 0, state_.rise};
    state_.to_page = shown.glyph_matrix().then(sized).then(text_).then(state_.to_page);
    in_text_ = false;
    if (const auto content = decoded_octets_of(drawing, budget_)) {
        QPDFObjectHandle own = shown.resources();
        walk(*content, own.isDictionary() ? own : resources_);
    } else {
        broken("a glyph's drawing cannot be decoded");
    }
    in_text_ = true;
    text_ = text;
    text_line_ = text_line;
    state_ = before;
    open_forms_.erase(number);
}

} // namespace reservepost::layout
