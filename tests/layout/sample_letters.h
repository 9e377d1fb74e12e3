#pragma once

#include "layout/blocks.h"

// Letters about made-up people, as the templates would make them.

namespace reservepost::layout {

/// A report to a municipality and the confirmation it is to sign: two parts, two sheets or more.
Letter sample_forwarding_letter();

/// A letter whose first part has `paragraphs` paragraphs of ordinary Norwegian.
Letter sample_long_letter(int paragraphs);

/// A letter whose pages end inside a table's value, before a box, inside a long answer with its
/// label, inside a box that no page holds, and before a new sheet.
Letter sample_letter_of_breaks();

/// Names, answers and an account in Arabic and Hebrew, beside our own words.
Letter sample_right_to_left_letter();

/// A letter with one body paragraph.
Letter letter_with(const std::string& text);

/// Three sentences of plain Norwegian.
std::string sample_text();

} // namespace reservepost::layout
