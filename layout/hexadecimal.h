#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace reservepost::layout {

/// Appends the last `digits` hexadecimal digits of a number, in capitals.
void append_hexadecimal(std::string& text, std::uint32_t number, unsigned digits);

/// Appends UTF-8 as hexadecimal UTF-16, four digits a unit, the higher octet first.
void append_utf16_hexadecimal(std::string& text, std::string_view utf8);

} // namespace reservepost::layout
