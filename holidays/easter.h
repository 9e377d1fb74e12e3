#pragma once

#include "holidays/date.h"

namespace reservepost::holidays {

/// Easter Sunday of a Gregorian year, by the Meeus/Jones/Butcher algorithm (J. Meeus,
/// Astronomical Algorithms, chapter 8). The one-letter names are the algorithm's own.
/// Throws `OutsideCalendar` for a year outside 1950 to 2199.
constexpr Date easter_sunday(int year)
{
    const int a = year % 19, b = year / 100, c = year % 100;
    const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4, k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return Date(year, n / 31, n % 31 + 1);
}

// Among them the earliest and the latest Easter of this century, and of the two around it.
static_assert(easter_sunday(2008) == Date(2008, 3, 23));
static_assert(easter_sunday(2024) == Date(2024, 3, 31));
static_assert(easter_sunday(2026) == Date(2026, 4, 5));
static_assert(easter_sunday(2038) == Date(2038, 4, 25));
static_assert(easter_sunday(2076) == Date(2076, 4, 19));
static_assert(easter_sunday(2160) == Date(2160, 3, 23));
static_assert(easter_sunday(2190) == Date(2190, 4, 25));

} // namespace reservepost::holidays
