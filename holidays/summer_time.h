#pragma once

#include "holidays/instant.h"

namespace reservepost::holidays {

/// One year's summer time in Oslo: from `begins`, up to but not including `ends`.
struct SummerTime {
    Instant begins;
    Instant ends;
};

inline constexpr int first_oslo_year = 1980;
inline constexpr int last_oslo_year = 2199;

/// For a year from 1980 to 2199; any other is a bug of the caller (`std::logic_error`).
const SummerTime& summer_time(int year);

} // namespace reservepost::holidays
