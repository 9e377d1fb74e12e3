#pragma once

#include <string>

namespace reservepost::layout {

/// An ICC output profile of one channel: black ink on white paper. The same octets always, so
/// without the day of making that Little CMS would write into it.
std::string black_on_white_profile();

} // namespace reservepost::layout
