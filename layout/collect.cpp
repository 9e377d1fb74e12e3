#include "layout/paragraph.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string_view>

namespace reservepost::layout {

namespace {

fonts::Style style_of(const Span& span, fonts::Style base)
{
    const bool strong = span.strong || base == fonts::Style::Bold;
    const bool emphasis = span.emphasis || base == fonts::Style::Italic;
    if (strong) return emphasis ? fonts::Style::BoldItalic : fonts::Style::Bold;
    return emphasis ? fonts::Style::Italic : fonts::Style::Regular;
}

/// Stands between two strangers' words that touch: without anything of ours between them, those
/// that run from right to left would change places.
constexpr char16_t word_joiner = 0x2060;

/// Between letters a word joiner by its old code.
constexpr char16_t byte_order_mark = 0xFEFF;

/// White space that a line may not keep as it is. No-break spaces stay.
bool is_plain_space(char16_t unit)
{
    return unit == u'\t' || unit == 0x1680 || (unit >= 0x2000 && unit <= 0x200A && unit != 0x2007);
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

icu::UnicodeString normalised(std::string_view utf8)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const composer = icu::Normalizer2::getNFCInstance(status);
    const icu::UnicodeString text =
        icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int32_t>(utf8.size())});
    // Nearly all text is composed already.
    if (U_SUCCESS(status) && composer->quickCheck(text, status) == UNORM_YES) return text;
    icu::UnicodeString composed = composer->normalize(with_bounded_marks(text), status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot compose characters; reinstall it");
    return composed;
}

constexpr std::size_t eight = 8;

/// True if eight octets are ASCII and no controls, among which the tabulator is.
bool all_plain(const char* octets)
{
    constexpr std::uint64_t top_bits = 0x8080'8080'8080'8080U, spaces = 0x2020'2020'2020'2020U;
    std::uint64_t all = 0;
    std::memcpy(&all, octets, eight);
    // What is less than a space borrows from the bit above it.
    return ((all | (all - spaces)) & top_bits) == 0;
}

/// Appends what Norwegian is written with: characters that are composed whatever stands beside
/// them, and no white space but spaces and tabulators. False, with nothing appended, if there is
/// anything else.
bool append_simple(std::string_view utf8, std::u16string& text)
{
    const std::size_t before = text.size();
    text.resize(before + utf8.size());
    char16_t* out = text.data() + before;
    const auto octet = [&utf8](std::size_t at) {
        return at < utf8.size() ? static_cast<unsigned char>(utf8[at]) : 0U;
    };
    for (std::size_t at = 0; at < utf8.size();) {
        if (at + eight <= utf8.size() && all_plain(utf8.data() + at)) {
            for (std::size_t i = 0; i < eight; ++i)
                out[i] = static_cast<unsigned char>(utf8[at + i]);
            out += eight;
            at += eight;
            continue;
        }
        const unsigned first = octet(at), second = octet(at + 1), third = octet(at + 2);
        if (first < 0x80) {
            *out++ = first == '\t' ? u' ' : static_cast<char16_t>(first);
            at += 1;
        } else if (first >= 0xC2 && first <= 0xCB && second >> 6U == 2) {
            // U+0080 to U+02FF.
            *out++ = static_cast<char16_t>((first & 0x1FU) << 6U | (second & 0x3FU));
            at += 2;
        } else if (first == 0xE2 && second == 0x80 && third >= 0x90 && third <= 0xA7) {
            // U+2010 to U+2027: dashes, quotation marks, the ellipsis.
            *out++ = static_cast<char16_t>(0x2000U | (third & 0x3FU));
            at += 3;
        } else {
            text.resize(before);
            return false;
        }
    }
    text.resize(static_cast<std::size_t>(out - text.data()));
    return true;
}

void append_any(std::string_view utf8, std::u16string& text)
{
    const icu::UnicodeString units = normalised(utf8);
    const std::size_t before = text.size();
    text.append(units.getBuffer(), static_cast<std::size_t>(units.length()));
    const auto first = text.begin() + static_cast<std::ptrdiff_t>(before);
    std::replace_if(first, text.end(), is_plain_space, u' ');
    // Unicode 3.2 gave it this other code, and ISO 19005-2, 6.2.11.7.2, bars it from PDF/A.
    std::replace(first, text.end(), byte_order_mark, word_joiner);
}

} // namespace

CollectedText collect(const Spans& spans, const Manner& manner)
{
    CollectedText collected;
    bool after_foreign = false, after_simple = true;
    for (const Span& span : spans) {
        const std::size_t start = collected.text.size();
        const fonts::Style style = style_of(span, manner.style);
        const bool simple = append_simple(span.text, collected.text);
        if (!simple) append_any(span.text, collected.text);
        if (collected.text.size() == start) continue;
        const bool touches = after_foreign && span.foreign && !(after_simple && simple);
        if (touches) {
            collected.text.insert(start, 1, word_joiner);
            collected.styles.push_back({{start, start + 1}, style, false});
        }
        collected.styles.push_back(
            {{start + (touches ? 1 : 0), collected.text.size()}, style, span.foreign});
        after_foreign = span.foreign;
        after_simple = simple;
    }
    return collected;
}

} // namespace reservepost::layout
