#pragma once

#include "batch/letters/letter_fields.h"
#include "batch/letters/wording.h"
#include "layout/blocks.h"

#include <string>
#include <vector>

namespace reservepost::batch::letters {

/// The whole forwarding letter in the receiver's language: address, return line, head lines, the
/// forwarding part, and after it the confirmation to the reporter as a part of its own where
/// `has_enclosure`.
///
/// The same input and words always give the same letter. Throws `templates::TemplateErrors` where
/// a template and its fields do not fit, and as `forwarding_fields`.
layout::Letter make_letter(const LetterInput& input, const Wording& wording = {});

/// The confirmation as a letter of its own, posted to the reporter's address in the receiver's
/// name. Nothing of it but that address and neutral words can show in a window. Throws as
/// `make_letter`.
layout::Letter make_confirmation(const LetterInput& input, const Wording& wording = {});

/// A template by what it is for.
struct TemplateName {
    std::string kind;
    std::string language;
    auto operator<=>(const TemplateName&) const = default;
};

/// What `make_letter` takes its words from.
std::vector<TemplateName> templates_of_letter(const LetterInput& input);

} // namespace reservepost::batch::letters
