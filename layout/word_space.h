#pragma once

#include <string_view>

namespace reservepost::layout {

constexpr bool is_space_character(char16_t unit)
{
    return unit == u' ' || unit == u'\u00A0';
}

/// True if the unit at `at` is a space that parts two words, and grows and shrinks with its line:
/// U+0020 or U+00A0, unless it carries a mark and is seen.
bool is_word_space(std::u16string_view text, std::size_t at);

/// How many units the cluster of a space and its marks has that begins at `at`.
std::size_t length_of_space(std::u16string_view text, std::size_t at);

} // namespace reservepost::layout
