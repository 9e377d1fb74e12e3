#include "layout/word_space.h"

#include <unicode/uchar.h>
#include <unicode/utf16.h>

namespace reservepost::layout {

std::size_t length_of_space(std::u16string_view text, std::size_t at)
{
    constexpr UChar32 joiner = 0x200D;
    std::size_t end = at + 1;
    while (end < text.size()) {
        std::size_t next = end;
        UChar32 character = 0;
        U16_NEXT(text.data(), next, text.size(), character);
        if (u_hasBinaryProperty(character, UCHAR_GRAPHEME_EXTEND) == 0 && character != joiner)
            break;
        end = next;
    }
    return end - at;
}

void find_word_spaces(std::u16string_view text, std::vector<std::uint32_t>& places)
{
    places.clear();
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_word_space(text, at)) places.push_back(static_cast<std::uint32_t>(at));
    }
}

} // namespace reservepost::layout
