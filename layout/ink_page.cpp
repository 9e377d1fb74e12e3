#include "layout/ink_page.h"

#include "layout/pdf_access.h"

#include <cmath>

namespace reservepost::layout {

namespace {

constexpr double longest_side = 1e6; ///< Points; PDF ends at 14,400.

std::optional<InkBox> sane_box_of(QPDFObjectHandle object)
{
    const auto box = box_of(object);
    const bool sane = box && box->right - box->left >= 1 && box->high - box->low >= 1 &&
                      std::abs(box->left) <= longest_side && std::abs(box->low) <= longest_side &&
                      std::abs(box->right) <= longest_side && std::abs(box->high) <= longest_side;
    return sane ? box : std::nullopt;
}

/// Quarter turns clockwise, 0 to 3.
int quarter_turns_of(QPDFPageObjectHelper& page)
{
    const double degrees = number_or(page.getAttribute("/Rotate", false), 0);
    if (!(std::abs(degrees) <= 36'000) || std::fmod(degrees, 90) != 0) return 0;
    return (static_cast<int>(degrees / 90) % 4 + 4) % 4;
}

/// From the box's space to points from its top left corner after that many turns, y downwards.
Matrix turned(const InkBox& box, int turns, double unit)
{
    switch (turns) {
    case 1:
        return {0, unit, unit, 0, -box.low * unit, -box.left * unit};
    case 2:
        return {-unit, 0, 0, unit, box.right * unit, -box.low * unit};
    case 3:
        return {0, -unit, -unit, 0, box.high * unit, box.right * unit};
    default:
        return {unit, 0, 0, -unit, -box.left * unit, box.high * unit};
    }
}

/// Whether a link shows a border; other kinds draw something of their own if they have no
/// appearance.
bool has_border(QPDFObjectHandle link)
{
    QPDFObjectHandle style = value_of(link, "/BS");
    if (style.isDictionary()) return number_or(value_of(style, "/W"), 1) > 0;
    QPDFObjectHandle border = value_of(link, "/Border");
    if (!border.isArray() || border.getArrayNItems() < 3) return true;
    return number_or(border.getArrayItem(2), 1) > 0;
}

bool may_print(QPDFObjectHandle annotation, const InkLayers& layers)
{
    constexpr int hidden = 2;
    const double flags = number_or(value_of(annotation, "/F"), 0);
    if (flags >= 0 && flags < 65'536 && (static_cast<int>(flags) & hidden) != 0) return false;
    const QPDFObjectHandle kind = value_of(annotation, "/Subtype");
    if (is_name(kind, "/Popup")) return false;
    QPDFObjectHandle layer = value_of(annotation, "/OC");
    if (!layer.isNull() && !layers.prints(layer)) return false;
    return !is_name(kind, "/Link") || !value_of(annotation, "/AP").isNull() ||
           has_border(annotation);
}

} // namespace

VisiblePage visible_page_of(QPDFPageObjectHelper page)
{
    VisiblePage visible;
    std::optional<InkBox> box;
    for (const char* const key : {"/TrimBox", "/CropBox", "/MediaBox"}) {
        QPDFObjectHandle given = page.getAttribute(key, false);
        if (given.isNull()) continue;
        const auto sane = sane_box_of(given);
        visible.broken = visible.broken || !sane;
        if (!box) box = sane;
    }
    if (!box) {
        visible.broken = true;
        box = InkBox{0, 0, a4.width.in_pt(), a4.height.in_pt()};
    }
    double unit = number_or(page.getObjectHandle().getKey("/UserUnit"), 1);
    if (!(unit >= 0.001 && unit <= 1000)) {
        visible.broken = true;
        unit = 1;
    }
    const int turns = quarter_turns_of(page);
    const Length across = Length::pt((box->right - box->left) * unit);
    const Length down = Length::pt((box->high - box->low) * unit);
    visible.size = turns % 2 == 0 ? Size{across, down} : Size{down, across};
    visible.to_page = turned(*box, turns, unit);
    return visible;
}

void add_annotations(QPDFPageObjectHelper page, const VisiblePage& visible, const InkLayers& layers,
                     InkSheet& sheet, JudgingBudget& budget)
{
    QPDFObjectHandle annotations = page.getObjectHandle().getKey("/Annots");
    if (!annotations.isArray()) return;
    const int count = annotations.getArrayNItems();
    for (int i = 0; i < count; ++i) {
        budget.visit_object();
        const QPDFObjectHandle annotation = annotations.getArrayItem(i);
        const auto box = box_of(value_of(annotation, "/Rect"));
        const bool has_area = box && (box->left < box->right || box->low < box->high);
        if (has_area && may_print(annotation, layers)) sheet.add(visible.to_page.around(*box));
    }
}

std::string content_of(QPDFPageObjectHelper page, InkSheet& sheet, JudgingBudget& budget)
{
    constexpr std::size_t most_octets = 32U << 20U;
    std::string content;
    const auto add = [&](QPDFObjectHandle stream) {
        if (const auto part = decoded_octets_of(stream, budget)) {
            content += *part;
            content += '\n'; // No token goes on into the next stream.
        } else {
            sheet.find("CONTENT_BROKEN", "a content stream cannot be decoded",
                       "streams with the filters of ISO 32000-1, 7.4, whole and without fault");
        }
        if (content.size() > most_octets) {
            throw CannotJudge("TOO_MUCH_TO_JUDGE", "the content of one page is larger than 32 MiB");
        }
    };
    QPDFObjectHandle contents = page.getObjectHandle().getKey("/Contents");
    if (contents.isArray()) {
        const int count = contents.getArrayNItems();
        for (int i = 0; i < count; ++i) {
            budget.visit_object();
            add(contents.getArrayItem(i));
        }
    } else if (!contents.isNull()) {
        add(contents);
    }
    return content;
}

} // namespace reservepost::layout
