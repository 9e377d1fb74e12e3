#include "layout/plain_text.h"

#include "layout/shape_item.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace reservepost::layout {

namespace {

/// Bidirectional classes that stay at an embedding level of 0 among themselves, and let a
/// paragraph begin there (UAX #9).
bool runs_from_left(UChar32 character)
{
    switch (u_charDirection(character)) {
    case U_LEFT_TO_RIGHT:
    case U_EUROPEAN_NUMBER:
    case U_EUROPEAN_NUMBER_SEPARATOR:
    case U_EUROPEAN_NUMBER_TERMINATOR:
    case U_COMMON_NUMBER_SEPARATOR:
    case U_WHITE_SPACE_NEUTRAL:
    case U_OTHER_NEUTRAL:
    case U_BOUNDARY_NEUTRAL:
        return true;
    default:
        return false;
    }
}

/// True if the character is a grapheme cluster by itself, whatever stands beside it.
bool stands_alone(UChar32 character)
{
    return u_getIntPropertyValue(character, UCHAR_GRAPHEME_CLUSTER_BREAK) == U_GCB_OTHER;
}

} // namespace

PlainText::Kind PlainText::kind_of(char16_t character)
{
    // It steers and has no look of its own; there is one in every long word.
    if (character == soft_hyphen) return Kind::Common;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(character, &status);
    if (!stands_alone(character) || !runs_from_left(character)) return Kind::Other;
    if (u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) return Kind::Other;
    if (script == USCRIPT_LATIN) return Kind::Latin;
    return script == USCRIPT_COMMON ? Kind::Common : Kind::Other;
}

const PlainText::Kinds& PlainText::kinds_of(fonts::Style style)
{
    Kinds& of_style = of_style_.at(static_cast<std::size_t>(style));
    if (!of_style.empty()) return of_style;
    static const Kinds of_any = [] {
        Kinds made(kinds);
        for (std::size_t character = 0; character < kinds; ++character)
            made[character] = kind_of(static_cast<char16_t>(character));
        return made;
    }();
    of_style = of_any;
    const fonts::CharacterSet& face = library_.characters(library_.body_face(style));
    for (std::size_t character = 0; character < kinds; ++character) {
        const bool steers = character == soft_hyphen;
        if (!steers && !face.has(static_cast<char32_t>(character))) {
            of_style[character] = Kind::Other;
        }
    }
    return of_style;
}

std::optional<std::string_view> PlainText::script_of(const CollectedText& collected)
{
    bool latin = false;
    for (const StyledStretch& stretch : collected.styles) {
        const Kinds& of_style = kinds_of(stretch.style);
        for (std::size_t i = stretch.start; i < stretch.end; ++i) {
            const char16_t character = collected.text[i];
            const Kind kind = character < kinds ? of_style[character] : Kind::Other;
            if (kind == Kind::Other) return std::nullopt;
            latin = latin || kind == Kind::Latin;
        }
    }
    return latin ? "Latn" : "Zyyy";
}

} // namespace reservepost::layout
