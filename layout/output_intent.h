#pragma once

#include <string>
#include <string_view>

namespace reservepost::layout {

/// An ICC output profile of one channel: black ink on white paper. The same octets always, so
/// without the day of making that Little CMS would write into it.
std::string black_on_white_profile();

/// How many components the colours of an ICC output profile have: 1 for grey, 4 for CMYK. Throws
/// `std::runtime_error` if `octets` are no ICC profile, not one of class `prtr`, or of other
/// colours.
int components_of(std::string_view octets);

} // namespace reservepost::layout
