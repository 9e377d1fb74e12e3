#pragma once

#include <string>

namespace reservepost::layout {

/// "U+1F9FF": how a character that cannot be printed is printed.
std::u16string code_point_text(char32_t character);

} // namespace reservepost::layout
