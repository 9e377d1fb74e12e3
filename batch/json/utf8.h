#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reservepost::batch::json {

/// The number of octets of the well-formed UTF-8 character at `octets[at]` (Unicode, table 3-7: no
/// overlong forms, no surrogates, nothing above U+10FFFF); 0 where there is none.
std::size_t character_length(std::string_view octets, std::size_t at);

/// Whether `octets` are well-formed UTF-8 from end to end.
bool is_utf8(std::string_view octets);

/// Adds the UTF-8 form of `code_point`, which is a Unicode scalar value.
void append_character(std::string& text, char32_t code_point);

} // namespace reservepost::batch::json
