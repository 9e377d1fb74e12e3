#pragma once

#include <string>
#include <string_view>

namespace reservepost::batch::configuration {

/// `text` as a TOML basic string, in quotation marks.
std::string toml_text(std::string_view text);

} // namespace reservepost::batch::configuration
