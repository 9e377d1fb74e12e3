#include "layout/hexadecimal.h"

#include "layout/utf8.h"

namespace reservepost::layout {

void append_hexadecimal(std::string& text, std::uint32_t number, unsigned digits)
{
    constexpr std::string_view characters = "0123456789ABCDEF";
    for (unsigned shift = digits * 4; shift > 0; shift -= 4)
        text += characters[number >> (shift - 4) & 15U];
}

void append_utf16_hexadecimal(std::string& text, std::string_view utf8)
{
    for (std::size_t at = 0; at < utf8.size();) {
        const auto [character, octets] = utf8_character(utf8, at);
        if (character >= 0x10000) {
            append_hexadecimal(text, 0xD800 + ((character - 0x10000) >> 10U), 4);
            append_hexadecimal(text, 0xDC00 + ((character - 0x10000) & 0x3FFU), 4);
        } else {
            append_hexadecimal(text, character, 4);
        }
        at += octets;
    }
}

} // namespace reservepost::layout
