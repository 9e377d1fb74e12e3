#include "expected_text.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>
#include <stdexcept>

namespace reservepost::layout {

namespace {

/// How many octets after `lead` a character has, and the least and most the first of them may be.
struct Trail {
    std::size_t octets = 0;
    unsigned least = 0x80, most = 0xBF;
};

Trail trail_of(unsigned lead)
{
    if (lead >= 0xC2 && lead <= 0xDF) return {1};
    if (lead == 0xE0) return {2, 0xA0};
    if (lead == 0xED) return {2, 0x80, 0x9F};
    if (lead >= 0xE1 && lead <= 0xEF) return {2};
    if (lead == 0xF0) return {3, 0x90};
    if (lead == 0xF4) return {3, 0x80, 0x8F};
    if (lead >= 0xF1 && lead <= 0xF3) return {3};
    return {};
}

char32_t take_character(std::string_view& utf8)
{
    const auto octet = [&utf8](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
    constexpr char32_t replacement = 0xFFFD;
    const unsigned lead = octet(0);
    const Trail trail = trail_of(lead);
    char32_t character = lead < 0x80 ? lead : lead & (0x3FU >> trail.octets);
    std::size_t taken = 1;
    bool whole = lead < 0x80 || trail.octets > 0;
    for (; whole && taken <= trail.octets; ++taken) {
        const unsigned least = taken == 1 ? trail.least : 0x80;
        const unsigned most = taken == 1 ? trail.most : 0xBF;
        whole = taken < utf8.size() && octet(taken) >= least && octet(taken) <= most;
        if (!whole) break;
        character = character << 6U | (octet(taken) & 0x3FU);
    }
    utf8.remove_prefix(taken);
    return whole ? character : replacement;
}

bool ends_line(char32_t character)
{
    return (character >= 0x0A && character <= 0x0D) || character == 0x85 || character == 0x2028 ||
           character == 0x2029;
}

/// White space as a space, and the byte order mark as the word joiner that it is inside a text.
char32_t shown_space(char32_t character)
{
    if (character == 0xFEFF) return 0x2060;
    const bool plain = character == 0x09 || character == 0x1680 ||
                       (character >= 0x2000 && character <= 0x200A && character != 0x2007);
    return plain ? U' ' : character;
}

std::u32string bounded_marks(const std::u32string& text)
{
    std::u32string bounded;
    int marks = 0;
    for (const char32_t character : text) {
        marks = u_getCombiningClass(static_cast<UChar32>(character)) == 0 ? 0 : marks + 1;
        if (marks == 31) {
            bounded += char32_t{0x034F};
            marks = 1;
        }
        bounded += character;
    }
    return bounded;
}

icu::UnicodeString to_icu(const std::u32string& text)
{
    icu::UnicodeString made;
    for (const char32_t character : text)
        made.append(static_cast<UChar32>(character));
    return made;
}

/// One span's part of one paragraph, as paper shows it.
std::u32string shown(const std::u32string& part)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const composer = icu::Normalizer2::getNFCInstance(status);
    icu::UnicodeString text = to_icu(part);
    // Text in form NFC stays as it is, however many marks it has.
    if (U_SUCCESS(status) && !composer->isNormalized(text, status))
        text = composer->normalize(to_icu(bounded_marks(part)), status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot compose characters");
    std::u32string made;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
        made += shown_space(static_cast<char32_t>(text.char32At(i)));
    return made;
}

enum class Unit { Line, Cluster };

std::vector<bool> boundaries(std::u16string_view text, Unit unit)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale& root = icu::Locale::getRoot();
    const std::unique_ptr<icu::BreakIterator> iterator(
        unit == Unit::Line ? icu::BreakIterator::createLineInstance(root, status)
                           : icu::BreakIterator::createCharacterInstance(root, status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no break rules");
    const icu::UnicodeString copy(text.data(), static_cast<int32_t>(text.size()));
    iterator->setText(copy);
    std::vector<bool> found(text.size() + 1);
    for (int32_t at = iterator->first(); at != icu::BreakIterator::DONE; at = iterator->next())
        found[static_cast<std::size_t>(at)] = true;
    return found;
}

} // namespace

std::u32string characters_of(std::string_view utf8)
{
    std::u32string characters;
    while (!utf8.empty())
        characters += take_character(utf8);
    return characters;
}

std::vector<std::u32string> expected_paragraphs(const Spans& spans)
{
    std::vector<std::u32string> paragraphs(1);
    char32_t before = 0;
    for (const Span& span : spans) {
        std::u32string part;
        before = 0; // A line end of two characters is one only within a span.
        for (const char32_t character : characters_of(span.text)) {
            const bool second_of_two = before == U'\r' && character == U'\n';
            before = character;
            if (second_of_two) continue;
            if (!ends_line(character)) {
                part += character;
                continue;
            }
            paragraphs.back() += shown(part);
            part.clear();
            paragraphs.emplace_back();
        }
        paragraphs.back() += shown(part);
    }
    return paragraphs;
}

std::vector<bool> line_boundaries(std::u16string_view text)
{
    return boundaries(text, Unit::Line);
}

std::vector<bool> cluster_boundaries(std::u16string_view text)
{
    return boundaries(text, Unit::Cluster);
}

bool is_letter(char16_t unit)
{
    return u_isalpha(unit) != 0;
}

bool is_default_ignorable(char32_t character)
{
    return u_hasBinaryProperty(static_cast<UChar32>(character),
                               UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

} // namespace reservepost::layout
