#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace reservepost::layout {

constexpr bool is_space_character(char16_t unit)
{
    // U+0020 and U+00A0 differ in one bit.
    return (unit & ~0x80U) == u' ';
}

/// How many units the cluster of a space and its marks has that begins at `at`.
std::size_t length_of_space(std::u16string_view text, std::size_t at);

/// True if the unit at `at` is a space that parts two words, and grows and shrinks with its line:
/// U+0020 or U+00A0, unless it carries a mark and is seen.
inline bool is_word_space(std::u16string_view text, std::size_t at)
{
    if (!is_space_character(text[at])) return false;
    constexpr char16_t first_mark = 0x0300;
    return at + 1 == text.size() || text[at + 1] < first_mark || length_of_space(text, at) == 1;
}

/// Where the word spaces of a text are, rising.
void find_word_spaces(std::u16string_view text, std::vector<std::uint32_t>& places);

} // namespace reservepost::layout
