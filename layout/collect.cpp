#include "layout/paragraph.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <stdexcept>

namespace reservepost::layout {

namespace {

fonts::Style style_of(const Span& span, fonts::Style base)
{
    const bool strong = span.strong || base == fonts::Style::Bold;
    const bool emphasis = span.emphasis || base == fonts::Style::Italic;
    if (strong) return emphasis ? fonts::Style::BoldItalic : fonts::Style::Bold;
    return emphasis ? fonts::Style::Italic : fonts::Style::Regular;
}

/// White space that a line may not keep as it is. No-break spaces stay.
bool is_plain_space(UChar32 character)
{
    return character == u'\t' || character == 0x1680 ||
           (character >= 0x2000 && character <= 0x200A && character != 0x2007);
}

/// UAX #15, Stream-Safe Text Format: no more than 30 marks over one letter without a joiner that
/// nobody sees. Putting a million marks in order would take hours.
icu::UnicodeString with_bounded_marks(const icu::UnicodeString& text)
{
    constexpr int most_marks = 30;
    constexpr UChar32 combining_grapheme_joiner = 0x034F;
    icu::UnicodeString bounded;
    int marks = 0;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 character = text.char32At(i);
        marks = u_getCombiningClass(character) == 0 ? 0 : marks + 1;
        if (marks > most_marks) {
            bounded.append(combining_grapheme_joiner);
            marks = 1;
        }
        bounded.append(character);
    }
    return bounded;
}

icu::UnicodeString normalised(const std::string& utf8)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const composer = icu::Normalizer2::getNFCInstance(status);
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(utf8);
    // Nearly all text is composed already.
    if (U_SUCCESS(status) && composer->quickCheck(text, status) == UNORM_YES) return text;
    icu::UnicodeString composed = composer->normalize(with_bounded_marks(text), status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot compose characters; reinstall it");
    return composed;
}

} // namespace

CollectedText collect(const Spans& spans, const Manner& manner)
{
    CollectedText collected;
    for (const Span& span : spans) {
        const std::size_t start = collected.text.size();
        const icu::UnicodeString text = normalised(span.text);
        for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
            const UChar32 character = text.char32At(i);
            if (is_plain_space(character)) {
                collected.text += u' ';
            } else {
                collected.text.append(text.getBuffer() + i,
                                      static_cast<std::size_t>(U16_LENGTH(character)));
            }
        }
        if (collected.text.size() == start) continue;
        collected.styles.push_back({{start, collected.text.size()}, style_of(span, manner.style)});
    }
    return collected;
}

} // namespace reservepost::layout
