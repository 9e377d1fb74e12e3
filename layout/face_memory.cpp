#include "layout/face_memory.h"

#include <unicode/uchar.h>

namespace reservepost::layout {

namespace {

/// Controls, halves of characters, and what makes letters run backwards: who reads the paper
/// shall see that it was written.
bool must_show(UChar32 character)
{
    constexpr UChar32 left_to_right_override = 0x202D, right_to_left_override = 0x202E;
    const auto type = u_charType(character);
    return type == U_CONTROL_CHAR || type == U_SURROGATE || character == left_to_right_override ||
           character == right_to_left_override;
}

} // namespace

std::unique_ptr<FaceMemory::Page> FaceMemory::new_page()
{
    auto page = std::make_unique<Page>();
    page->fill(unknown);
    return page;
}

int FaceMemory::look_up(char32_t character) const
{
    const auto code_point = static_cast<UChar32>(character);
    if (must_show(code_point)) return none;
    // Joiners, direction marks, variation selectors.
    if (u_hasBinaryProperty(code_point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) return steers;
    return library_.face_for({&character, 1}, style_, forms_).value_or(none);
}

} // namespace reservepost::layout
