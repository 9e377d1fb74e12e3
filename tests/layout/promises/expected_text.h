#pragma once

#include "layout/blocks.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// What must come out of layout, found by other roads than layout's own.

namespace reservepost::layout {

/// UTF-8 as characters; octets that are no UTF-8 become U+FFFD, one for each maximal part
/// (Unicode 15, 3.9, table 3-8).
std::u32string characters_of(std::string_view utf8);

/// The spans as paper must show them, a paragraph for each line end: each span in form NFC, with
/// U+034F after every thirtieth mark in a row, and white space as U+0020.
std::vector<std::u32string> expected_paragraphs(const Spans& spans);

/// Places in `text`, in UTF-16 units, where a line may begin by UAX #14, the end among them.
std::vector<bool> line_boundaries(std::u16string_view text);

/// Places in `text`, in UTF-16 units, between grapheme clusters (UAX #29), both ends among them.
std::vector<bool> cluster_boundaries(std::u16string_view text);

/// True for a unit that is a letter by itself.
bool is_letter(char16_t unit);

/// True if the character never shows by itself: joiners, direction marks, selectors.
bool is_default_ignorable(char32_t character);

} // namespace reservepost::layout
