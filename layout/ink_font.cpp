#include "layout/ink_font.h"

#include "layout/pdf_access.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::layout {

namespace {

constexpr double thousandth = 0.001;

/// Where a simple font's /Differences give code 32 another glyph than the space.
bool differs_at_space(QPDFObjectHandle encoding)
{
    QPDFObjectHandle differences = value_of(encoding, "/Differences");
    if (!differences.isArray()) return false;
    QPDFObjectHandle list = differences;
    double code = -1;
    const int count = std::min(list.getArrayNItems(), 1000);
    for (int i = 0; i < count; ++i) {
        QPDFObjectHandle item = list.getArrayItem(i);
        if (item.isNumber()) {
            code = item.getNumericValue();
        } else {
            if (code == 32) return !is_name(item, "/space") && !is_name(item, "/nbspace");
            code += 1;
        }
    }
    return false;
}

/// The stream under whichever key a descriptor has a font program.
QPDFObjectHandle program_in(QPDFObjectHandle descriptor)
{
    for (const char* const key : {"/FontFile2", "/FontFile3"}) {
        QPDFObjectHandle program = value_of(descriptor, key);
        if (program.isStream()) return program;
    }
    return QPDFObjectHandle::newNull();
}

} // namespace

InkFont InkFont::unknown()
{
    return {};
}

InkFont InkFont::of(QPDFObjectHandle object, JudgingBudget& budget)
{
    InkFont font;
    font.readable_ = object.isDictionary();
    if (!font.readable_) return font;
    font.font_ = object;
    const QPDFObjectHandle kind = object.getKey("/Subtype");
    if (is_name(kind, "/Type0")) {
        font.read_composite(object, budget);
    } else if (is_name(kind, "/Type3")) {
        font.read_drawn(object, budget);
    } else {
        font.read_simple(object, budget);
    }
    return font;
}

void InkFont::read_simple(QPDFObjectHandle font, JudgingBudget& budget)
{
    const QPDFObjectHandle descriptor = font.getKey("/FontDescriptor");
    read_descriptor(descriptor);
    read_program(descriptor, budget);
    read_simple_widths(font, descriptor, budget);
    space_is_blank_ = !differs_at_space(font.getKey("/Encoding"));
    // Which of the program's glyphs a code means is not asked: none reaches further than all.
    const auto reach = boxes_ ? boxes_->reach() : std::nullopt;
    if (reach && reach->bottom < reach->top) {
        top_ = reach->top * thousandth;
        bottom_ = reach->bottom * thousandth;
        left_ = reach->left * thousandth;
        right_ = reach->right * thousandth;
    }
    boxes_.reset();
}

void InkFont::read_composite(QPDFObjectHandle font, JudgingBudget& budget)
{
    composite_ = true;
    if (auto codes = TextCodes::of(font.getKey("/Encoding"), budget)) {
        codes_ = std::move(*codes);
    } else {
        codes_ = TextCodes::two_octets();
        readable_ = false;
    }
    QPDFObjectHandle descendants = font.getKey("/DescendantFonts");
    if (!descendants.isArray() || descendants.getArrayNItems() < 1) {
        readable_ = false;
        return;
    }
    QPDFObjectHandle descendant = descendants.getArrayItem(0);
    const QPDFObjectHandle descriptor = value_of(descendant, "/FontDescriptor");
    read_descriptor(descriptor);
    read_program(descriptor, budget);
    other_width_ = number_or(value_of(descendant, "/DW"), 1000) * thousandth;
    read_composite_widths(value_of(descendant, "/W"), budget);
    // Vertical measures of single glyphs are not read.
    if (codes_.vertical() && !value_of(descendant, "/W2").isNull()) readable_ = false;
    QPDFObjectHandle numbers = value_of(descendant, "/CIDToGIDMap");
    if (numbers.isStream()) {
        glyph_numbers_ = decoded_octets_of(numbers, budget);
        if (!glyph_numbers_) readable_ = false;
    }
}

void InkFont::read_drawn(QPDFObjectHandle font, JudgingBudget& budget)
{
    draws_glyphs_ = true;
    glyph_matrix_ = matrix_of(font.getKey("/FontMatrix"));
    read_simple_widths(font, QPDFObjectHandle::newNull(), budget);
    // Widths are in the glyphs' own units.
    for (Width& width : widths_)
        width.width = width.width / thousandth * glyph_matrix_.a;
    other_width_ = 0;
    readable_ = font.getKey("/CharProcs").isDictionary();
}

void InkFont::read_simple_widths(QPDFObjectHandle font, QPDFObjectHandle descriptor,
                                 JudgingBudget& budget)
{
    QPDFObjectHandle widths = font.getKey("/Widths");
    if (!widths.isArray()) {
        readable_ = false; // One of the fonts that readers bring along; taken to be a size wide.
        return;
    }
    other_width_ = number_or(value_of(descriptor, "/MissingWidth"), 0) * thousandth;
    const double first = number_or(font.getKey("/FirstChar"), 0);
    const int count = std::min(widths.getArrayNItems(), 256);
    for (int i = 0; i < count; ++i) {
        budget.visit_object();
        const double code = first + i;
        if (!(code >= 0 && code <= 255)) continue;
        const auto at = static_cast<std::uint32_t>(code);
        widths_.push_back({at, at, number_or(widths.getArrayItem(i), 0) * thousandth});
    }
}

/// `c [w w …]` or `first last w`, in turn (ISO 32000-1, 9.7.4.3).
void InkFont::read_composite_widths(QPDFObjectHandle widths, JudgingBudget& budget)
{
    if (!widths.isArray()) return;
    const auto cid_at = [](double number) {
        return static_cast<std::uint32_t>(std::clamp(number, 0.0, 65'535.0));
    };
    const int count = widths.getArrayNItems();
    for (int i = 0; i + 1 < count;) {
        budget.visit_object();
        const auto first = cid_at(number_or(widths.getArrayItem(i), 0));
        QPDFObjectHandle second = widths.getArrayItem(i + 1);
        if (second.isArray()) {
            const int items = std::min(second.getArrayNItems(), 65'536);
            for (int k = 0; k < items; ++k) {
                budget.visit_object();
                const std::uint32_t cid = first + static_cast<std::uint32_t>(k);
                widths_.push_back({cid, cid, number_or(second.getArrayItem(k), 0) * thousandth});
            }
            i += 2;
        } else if (i + 2 < count) {
            widths_.push_back({first, cid_at(number_or(second, 0)),
                               number_or(widths.getArrayItem(i + 2), 0) * thousandth});
            i += 3;
        } else {
            break;
        }
    }
    std::ranges::stable_sort(widths_, {}, &Width::first);
}

void InkFont::read_descriptor(QPDFObjectHandle descriptor)
{
    const double ascent = number_or(value_of(descriptor, "/Ascent"), 0) * thousandth;
    const double descent = number_or(value_of(descriptor, "/Descent"), 0) * thousandth;
    if (ascent > 0) {
        top_ = ascent;
        bottom_ = std::min(descent, -descent); // Some write it without its sign.
    }
    const auto box = box_of(value_of(descriptor, "/FontBBox"));
    if (!box || box->low >= box->high || box->left >= box->right) return;
    font_box_ = InkBox{box->left * thousandth, box->low * thousandth, box->right * thousandth,
                       box->high * thousandth};
    top_ = font_box_->high;
    bottom_ = font_box_->low;
}

void InkFont::read_program(QPDFObjectHandle descriptor, JudgingBudget& budget)
{
    QPDFObjectHandle program = program_in(descriptor);
    if (!program.isStream()) return; // None, or one of Type 1: as the descriptor says.
    auto octets = decoded_octets_of(program, budget);
    if (!octets) {
        readable_ = false;
        return;
    }
    try {
        boxes_.emplace(std::move(*octets));
    } catch (const std::runtime_error&) {
        readable_ = false; // A finding; the descriptor's box is taken.
    }
}

double InkFont::width_of(std::uint32_t cid) const
{
    const auto after = std::ranges::upper_bound(widths_, cid, {}, &Width::first);
    if (after == widths_.begin() || cid > (after - 1)->last) return other_width_;
    return (after - 1)->width;
}

std::uint32_t InkFont::glyph_of(std::uint32_t cid) const
{
    if (glyph_numbers_) {
        const std::size_t at = std::size_t{cid} * 2;
        if (at + 1 >= glyph_numbers_->size()) return 0;
        return static_cast<std::uint32_t>(static_cast<unsigned char>((*glyph_numbers_)[at])) << 8U |
               static_cast<unsigned char>((*glyph_numbers_)[at + 1]);
    }
    return boxes_->glyph_of_cid(cid).value_or(0);
}

std::optional<InkBox> InkFont::box_of_glyph(const TextCode& code, double width) const
{
    if (boxes_) {
        if (const auto box = boxes_->box(glyph_of(code.cid))) {
            if (box->is_blank()) return std::nullopt;
            return InkBox{box->left * thousandth, box->bottom * thousandth, box->right * thousandth,
                          box->top * thousandth};
        }
    }
    if (!composite_ && space_is_blank_ && code.code == 32) return std::nullopt;
    const InkBox plain{std::min(0.0, width) + left_, bottom_, std::max(0.0, width) + right_, top_};
    // A composite font's glyphs may lean out of their widths; its box says how far.
    return composite_ && font_box_ ? plain.and_also(*font_box_) : plain;
}

ShownGlyph InkFont::take(std::string_view& octets) const
{
    ShownGlyph glyph{codes_.take(octets), 0, 0, std::nullopt};
    const double width = width_of(glyph.code.cid);
    if (!draws_glyphs_) glyph.box = box_of_glyph(glyph.code, width);
    if (!codes_.vertical()) {
        glyph.across = width;
        return glyph;
    }
    // The usual measures of vertical writing (ISO 32000-1, 9.7.4.3, /DW2): from the top's middle.
    glyph.along = -1;
    if (glyph.box) {
        glyph.box = InkBox{glyph.box->left - width / 2, glyph.box->low - 0.88,
                           glyph.box->right - width / 2, glyph.box->high - 0.88};
    }
    return glyph;
}

QPDFObjectHandle InkFont::drawing_of(std::uint32_t code) const
{
    const QPDFObjectHandle drawings = value_of(font_, "/CharProcs");
    QPDFObjectHandle differences = value_of(value_of(font_, "/Encoding"), "/Differences");
    if (!differences.isArray()) return QPDFObjectHandle::newNull();
    double at = -1;
    const int count = std::min(differences.getArrayNItems(), 1000);
    for (int i = 0; i < count; ++i) {
        QPDFObjectHandle item = differences.getArrayItem(i);
        if (item.isNumber()) {
            at = item.getNumericValue();
        } else {
            if (at == code && item.isName()) return value_of(drawings, item.getName());
            at += 1;
        }
    }
    return QPDFObjectHandle::newNull();
}

QPDFObjectHandle InkFont::resources() const
{
    return value_of(font_, "/Resources");
}

} // namespace reservepost::layout
