#pragma once

#include <string>
#include <string_view>

// What a person typed, made safe to set beside our own words. Nothing is dropped silently: a
// control character becomes its code point in plain letters ("U+0007"), an octet that is not
// UTF-8 becomes U+FFFD, and a direction that the text leaves open (U+202E and the like) is closed
// at the end of its line, so that it cannot turn the words around it.

namespace reservepost::templates {

/// The text with its line ends, each as one '\n' (CR, CR LF, VT, FF, U+0085, U+2028 and U+2029
/// are line ends too), without white space at the ends. A tab is a space.
std::string plain_lines(std::string_view text);

/// As `plain_lines`, on one line: line ends and runs of spaces become one space.
std::string plain_line(std::string_view text);

/// Reads one character at `at` and moves `at` behind it; an octet that begins no well-formed
/// character gives U+FFFD and moves by one. `at` must lie inside `text`.
char32_t next_character(std::string_view text, std::size_t& at);

/// Appends one character as UTF-8.
void append_character(std::string& text, char32_t character);

} // namespace reservepost::templates
