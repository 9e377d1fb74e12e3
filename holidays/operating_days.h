#pragma once

#include "holidays/calendar.h"
#include "holidays/instant.h"

#include <chrono>

namespace reservepost::holidays {

// The print house's side. Its operating days are the business days of its own calendar, which is
// not the deadline's. All functions throw `OutsideCalendar` past the calendar's years.

/// The first operating day after `day`, never `day` itself.
Date next_operating_day(Date day, const Calendar& print_house);

/// The first cut-off later than `now`: `time_of_day` in Oslo on an operating day. What is ready
/// exactly at a cut-off has missed it. Throws `std::invalid_argument` for a time of day outside
/// 00:00 to 23:59.
Instant next_cut_off(Instant now, std::chrono::minutes time_of_day, const Calendar& print_house);

/// The `count`th operating day after `day`; for 0, `day` itself or the first operating day after
/// it. Throws `std::invalid_argument` for a negative count.
Date working_days_after(Date day, int count, const Calendar& print_house);

/// The end (24:00) of the `count`th operating day after the day of `start`: what is to happen
/// "within N working days" is late from this instant on.
Instant end_of_working_days(Instant start, int count, const Calendar& print_house);

} // namespace reservepost::holidays
