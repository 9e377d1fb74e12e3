#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reservepost::layout {

/// One character of a text, and how many octets it takes there.
struct Utf8Character {
    char32_t character = 0;
    std::size_t octets = 1;
};

/// The character of UTF-8 that begins at `at`, which is inside the text. Of octets that are not
/// UTF-8 something of at least one octet, and never beyond the text's end.
constexpr Utf8Character utf8_character(std::string_view text, std::size_t at)
{
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) return {lead, 1};
    const std::size_t wanted = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::size_t octets = wanted < text.size() - at ? wanted : text.size() - at;
    char32_t character = lead & (0xFFU >> (wanted + 1));
    for (std::size_t i = 1; i < octets; ++i) {
        character = character << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    return {character, octets};
}

/// Octets of the character that begins at `at` and of those equal to it that follow at once.
constexpr std::size_t equal_characters(std::string_view text, std::size_t at)
{
    const std::string_view character = text.substr(at, utf8_character(text, at).octets);
    std::size_t octets = character.size();
    while (text.substr(at + octets, character.size()) == character)
        octets += character.size();
    return octets;
}

static_assert(utf8_character("å", 0).character == U'å');
static_assert(utf8_character("x\u20AC", 1).character == U'\u20AC');
static_assert(utf8_character("🧿", 0).character == U'🧿');
static_assert(utf8_character("🧿", 0).octets == 4);
static_assert(utf8_character("\xF0\x9F", 0).octets == 2);
static_assert(equal_characters("aååå", 1) == 6);
static_assert(equal_characters("aåbå", 1) == 2);

} // namespace reservepost::layout
