#pragma once

#include <string>
#include <string_view>

namespace reservepost::layout {

/// `octets` in the zlib format that PDF calls FlateDecode.
std::string deflated(std::string_view octets);

} // namespace reservepost::layout
