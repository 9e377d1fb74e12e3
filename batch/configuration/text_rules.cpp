#include "batch/configuration/text_rules.h"

#include <algorithm>

namespace reservepost::batch::configuration {

bool is_one_line(std::string_view text)
{
    return std::ranges::none_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool is_email(std::string_view text)
{
    const auto at = text.find('@');
    return is_one_line(text) && at != std::string_view::npos && at != 0 && at + 1 < text.size() &&
           text.find('@', at + 1) == std::string_view::npos &&
           text.find_first_of(" ,;<>()[]\"\\") == std::string_view::npos;
}

} // namespace reservepost::batch::configuration
