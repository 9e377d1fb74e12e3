#include "layout/paragraph.h"

#include <unicode/normalizer2.h>
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

icu::UnicodeString normalised(const std::string& utf8)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const composer = icu::Normalizer2::getNFCInstance(status);
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(utf8);
    icu::UnicodeString composed = composer->normalize(text, status);
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
