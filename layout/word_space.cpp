#include "layout/word_space.h"

#include <unicode/uchar.h>
#include <unicode/utf16.h>

namespace reservepost::layout {

bool is_word_space(std::u16string_view text, std::size_t at)
{
    return is_space_character(text[at]) && length_of_space(text, at) == 1;
}

std::size_t length_of_space(std::u16string_view text, std::size_t at)
{
    constexpr char16_t first_mark = 0x0300;
    std::size_t end = at + 1;
    while (end < text.size() && text[end] >= first_mark) {
        std::size_t next = end;
        UChar32 character = 0;
        U16_NEXT(text.data(), next, text.size(), character);
        if (u_hasBinaryProperty(character, UCHAR_GRAPHEME_EXTEND) == 0 && character != 0x200D)
            break;
        end = next;
    }
    return end - at;
}

} // namespace reservepost::layout
