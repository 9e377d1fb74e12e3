#include "holidays/deadline.h"

#include "holidays/counted_hours.h"
#include "holidays/oslo_time.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

namespace reservepost::holidays {

namespace {

using std::chrono::hours;
using std::chrono::microseconds;

/// 24:00 may be asked for: it is the next day's 00:00.
Instant instant_of(Date date, microseconds time_of_day)
{
    if (time_of_day == hours(24)) return start_of_day(date + 1);
    return from_oslo({date, time_of_day});
}

/// Counts in one sum what has run since the calendar's first day: all windows before the day,
/// and the day's own so far. The deadline is where that sum has grown by `amount`.
///
/// Needs every business day to have 24 hours. It has: clocks change on Sundays, and these are
/// closed in every calendar.
Instant due_in_windows(DailyWindow window, microseconds amount, Instant accepted,
                       const Calendar& calendar)
{
    const OsloTime start = to_oslo(accepted);
    const microseconds per_day = window.to - window.from;
    microseconds run = calendar.business_days_before(start.date) * per_day;
    if (calendar.is_business_day(start.date)) {
        run += std::clamp(start.time_of_day - window.from, microseconds(0), per_day);
    }

    const microseconds target = run + amount;
    auto full_days = target / per_day;
    microseconds rest = target % per_day;
    if (rest == microseconds(0)) {
        // Earliest instant: the end of the last day that counted, not the beginning of the next.
        --full_days;
        rest = per_day;
    }
    return instant_of(calendar.nth_business_day(full_days), window.from + rest);
}

Instant due_on_wall_clock(microseconds amount, Instant accepted, const Calendar& calendar)
{
    const Instant due = accepted + amount;
    // The last instant that counts must lie in the calendar; 24:00 of its last day may be due.
    calendar.is_business_day(oslo_date(due - microseconds(1)));
    return due;
}

Instant due_after_business_days(int days, Instant accepted, const Calendar& calendar)
{
    const std::int64_t until_tonight = calendar.business_days_before(oslo_date(accepted) + 1);
    return start_of_day(calendar.nth_business_day(until_tonight + days - 1) + 1);
}

} // namespace

DailyWindow window_of(DeadlineMode mode)
{
    if (mode == DeadlineMode::BusinessDayHours) return {hours(0), hours(24)};
    if (mode == DeadlineMode::OfficeHours) return {hours(8), hours(16)};
    throw std::logic_error("this mode counts no hours of business days [this is a bug]");
}

Instant due(const DeadlinePolicy& policy, Instant accepted, const Calendar& calendar)
{
    if (policy.amount < 0) {
        throw std::invalid_argument("a deadline's amount must be 0 or more hours or days");
    }
    calendar.is_business_day(oslo_date(accepted)); // Throws outside the calendar.
    if (policy.amount == 0) return accepted;

    switch (policy.mode) {
    case DeadlineMode::WallClock:
        return due_on_wall_clock(hours(policy.amount), accepted, calendar);
    case DeadlineMode::BusinessDays:
        return due_after_business_days(policy.amount, accepted, calendar);
    case DeadlineMode::BusinessDayHours:
    case DeadlineMode::OfficeHours:
        return due_in_windows(window_of(policy.mode), hours(policy.amount), accepted, calendar);
    }
    throw std::logic_error("a deadline mode that nobody counts [this is a bug]");
}

Deadline compute(const DeadlinePolicy& policy, Instant accepted, const Calendar& calendar)
{
    return {due(policy, accepted, calendar), explain(policy, accepted, calendar)};
}

} // namespace reservepost::holidays
