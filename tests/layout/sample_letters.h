#pragma once

#include "layout/blocks.h"

// Letters about made-up people, as the templates would make them.

namespace reservepost::layout {

/// A report to a municipality and the confirmation it is to sign: two parts, two sheets or more.
Letter sample_forwarding_letter();

/// A letter whose first part has `paragraphs` paragraphs of ordinary Norwegian.
Letter sample_long_letter(int paragraphs);

/// A letter with one body paragraph.
Letter letter_with(const std::string& text);

/// Three sentences of plain Norwegian.
std::string sample_text();

} // namespace reservepost::layout
