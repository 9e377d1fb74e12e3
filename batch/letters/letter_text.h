#pragma once

#include "batch/letters/letter_fields.h"
#include "layout/blocks.h"

namespace reservepost::batch::letters {

/// The whole forwarding letter in the receiver's language: address, return line, head lines, the
/// forwarding part, and after it the confirmation to the reporter as a part of its own where
/// `has_enclosure`.
///
/// The same input always gives the same letter. Throws `templates::TemplateErrors` where a
/// template and its fields do not fit, and as `forwarding_fields`.
layout::Letter make_letter(const LetterInput& input);

} // namespace reservepost::batch::letters
