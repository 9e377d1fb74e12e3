#pragma once

#include <string>
#include <string_view>

namespace reservepost::layout {

/// `text` in capital letters, by Unicode's own rules and in no language: "Østerrike" is
/// "ØSTERRIKE". Octets that are not UTF-8 become U+FFFD.
std::string in_capitals(std::string_view text);

} // namespace reservepost::layout
