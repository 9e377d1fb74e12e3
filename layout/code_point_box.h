#pragma once

#include "layout/paragraph.h"

#include <string>
#include <vector>

// What stands for a character that no face has, or that has no look and must be seen: its code
// point, small, with a thin line around it. Whoever reads the paper sees that something stood
// there and can find out what. Whoever reads the PDF gets the same: the character itself would do
// something to what reads it, or show nothing there either.

namespace reservepost::layout {

/// "U+1F9FF".
std::string code_point_text(char32_t character);

/// How wide the box of a boxed item is, with the white around it, in thousandths of the size.
std::int64_t box_advance(std::u16string_view text, const Item& item, const Manner& manner,
                         Workbench& bench);

/// The box of a boxed item of `text`: its code point and four rules, the left end of the line at
/// (0, 0). It runs from left to right, whatever stands around it.
SetLine code_point_box(std::u16string_view text, const Item& item, const Manner& manner,
                       Workbench& bench);

} // namespace reservepost::layout
