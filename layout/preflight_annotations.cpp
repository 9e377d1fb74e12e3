#include "layout/preflight_objects.h"

#include "layout/preflight_codes.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace reservepost::layout {

namespace {

/// What no page may carry, wherever it lies.
constexpr const char* forbidden[] = {"/Movie", "/Sound",     "/Screen",
                                     "/3D",    "/RichMedia", "/FileAttachment"};

bool overlap(const PdfBox& a, const PdfBox& b)
{
    return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}

/// The first of the boxes that the page has, or else its MediaBox.
std::optional<PdfBox> find_first(std::initializer_list<const char*> keys, const ReadPage& page)
{
    QPDFObjectHandle dictionary = page.object;
    for (const char* key : keys)
        if (const auto box = find_box(dictionary.getKey(key))) return box;
    return find_box(page.media_box);
}

/// From the top left corner of what is left after trimming.
Rectangle place_of(const PdfBox& box, const PdfBox& trimmed)
{
    return {{Length::pt(box.left - trimmed.left), Length::pt(trimmed.top - box.top)},
            {Length::pt(box.right - box.left), Length::pt(box.top - box.bottom)}};
}

void judge_annotation(QPDFObjectHandle annotation, const ReadPage& page, int number,
                      FindingList& findings)
{
    const std::string kind = name_at(annotation, "/Subtype");
    if (std::ranges::find(forbidden, kind) != std::end(forbidden)) {
        findings.add("FORBIDDEN_ANNOTATION", number,
                     "an annotation is of the kind " + kind.substr(1));
        return;
    }
    const auto box = find_box(annotation.getKey("/Rect"));
    const auto bleed = find_first({"/BleedBox", "/TrimBox", "/ArtBox"}, page);
    const auto trimmed = find_first({"/TrimBox", "/ArtBox"}, page);
    if (!box || !bleed || !trimmed || !overlap(*box, *bleed)) return;
    findings.add({"ANNOTATION_ON_PAGE", number, place_of(*box, *trimmed),
                  "an annotation lies on what is printed",
                  std::string(preflight_code("ANNOTATION_ON_PAGE").right)});
}

} // namespace

void judge_annotations(PdfReader& pdf, JudgingBudget& budget, FindingList& findings)
{
    for (std::size_t i = 0; i < pdf.pages().size(); ++i) {
        const ReadPage& page = pdf.pages()[i];
        QPDFObjectHandle annotations = QPDFObjectHandle(page.object).getKey("/Annots");
        if (!annotations.isArray()) continue;
        for (QPDFObjectHandle& annotation : annotations.getArrayAsVector()) {
            budget.visit_object();
            if (annotation.isDictionary())
                judge_annotation(annotation, page, static_cast<int>(i) + 1, findings);
        }
    }
}

} // namespace reservepost::layout
