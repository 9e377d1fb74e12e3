#include "layout/preflight_objects.h"

#include <algorithm>

namespace reservepost::layout {

namespace {

bool has_program(QPDFObjectHandle font)
{
    QPDFObjectHandle descriptor = font.getKey("/FontDescriptor");
    if (!descriptor.isDictionary()) return false;
    return std::ranges::any_of(
        std::initializer_list<const char*>{"/FontFile", "/FontFile2", "/FontFile3"},
        [&](const char* key) { return descriptor.getKey(key).isStream(); });
}

/// The font whose program is asked for: of a composite font its descendant.
QPDFObjectHandle with_program(QPDFObjectHandle font)
{
    QPDFObjectHandle below = font.getKey("/DescendantFonts");
    const bool composite = name_at(font, "/Subtype") == "/Type0" && below.isArray() &&
                           below.getArrayNItems() == 1 && below.getArrayItem(0).isDictionary();
    return composite ? below.getArrayItem(0) : font;
}

} // namespace

void judge_font(QPDFObjectHandle font, int page, FindingList& findings)
{
    const std::string kind = name_at(font, "/Subtype");
    // Type 3 glyphs are page content; a descendant is judged with the font that it belongs to.
    if (kind == "/Type3" || kind == "/CIDFontType0" || kind == "/CIDFontType2") return;
    if (has_program(with_program(font))) return;
    const std::string name = name_at(font, "/BaseFont");
    findings.add("FONT_NOT_EMBEDDED", page,
                 "the font " + shown_name(name.empty() ? name : name.substr(1)) +
                     " is not in the file");
}

} // namespace reservepost::layout
