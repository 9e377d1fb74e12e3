#pragma once

#include "holidays/date.h"
#include "holidays/instant.h"
#include "holidays/outside_calendar.h"

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace reservepost::holidays {

// The only bridge between instants (UTC) and what people see (Oslo time). It knows the years 1980
// to 2199, Oslo time: the real changes of the clock up to 1995, and since 1996 the common European
// rule (last Sunday of March and of October, 01:00 UTC). No zone file is read at run time.

/// What a calendar and a clock on the wall in Oslo show. The hour that comes twice in October
/// looks the same both times.
struct OsloTime {
    Date date;
    std::chrono::microseconds time_of_day{0}; ///< 0 to below 24 hours.

    auto operator<=>(const OsloTime&) const = default;
};

/// What the wall shows at `instant`. Throws `OutsideCalendar` outside 1980 to 2199.
OsloTime to_oslo(Instant instant);

/// The day it is in Oslo at `instant`. Throws `OutsideCalendar`.
Date oslo_date(Instant instant);

/// How far Oslo is ahead of UTC at `instant`: 60 or 120 minutes. Throws `OutsideCalendar`.
std::chrono::minutes utc_offset(Instant instant);

/// When the wall shows `time`; of an hour that comes twice, the earlier. Nothing for the hour that
/// is skipped in March and for a time of day outside 0 to below 24 hours. Throws `OutsideCalendar`
/// outside 1980 to 2199.
std::optional<Instant> find_from_oslo(OsloTime time);

/// As `find_from_oslo`, but throws `std::invalid_argument` where that gives nothing.
Instant from_oslo(OsloTime time);

/// The first instant of `date` in Oslo. Throws `OutsideCalendar`.
Instant start_of_day(Date date);

/// As `2026-11-25T02:00:00+01:00`, with a fraction only if there is one and then without trailing
/// zeros. Throws `OutsideCalendar`.
std::string oslo_text(Instant instant);

/// As `2026-11-25T01:00:00Z`, fraction as above. Years 0000 to 9999; `OutsideCalendar` beyond.
std::string utc_text(Instant instant);

/// A text is not an instant. Its own text says what is wrong and what would be right, and never
/// repeats what was read.
class UnreadableInstant : public std::invalid_argument {
public:
    explicit UnreadableInstant(const std::string& text) : std::invalid_argument(text) {}
};

/// Reads `2026-11-25T02:00:00+01:00` (RFC 3339): `T` or a space; seconds and fraction may be left
/// out; with `Z` or an offset (`+01:00`, `+0100`, `+01`), or without, which means Oslo time. What
/// is finer than a microsecond is cut off. Throws `UnreadableInstant` for everything else, for an
/// hour in Oslo that never was, and for instants outside 1980 to 2199.
Instant parse_instant(std::string_view text);

/// As `parse_instant`, or nothing where that throws. For times that others stated, such as the
/// zone-less `sendingstidspunkt`, which may be broken without the report being so.
std::optional<Instant> find_local_instant(std::string_view text);

} // namespace reservepost::holidays
