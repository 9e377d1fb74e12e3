#pragma once

#include <string_view>

namespace reservepost::batch::configuration {

/// Whether `text` has the shape of an e-mail address: one @ with something on both sides, no
/// space, comma, bracket or control character.
bool is_email(std::string_view text);

/// Whether `text` has no control character, so that it is one line.
bool is_one_line(std::string_view text);

} // namespace reservepost::batch::configuration
