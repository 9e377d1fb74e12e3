#pragma once

#include "holidays/deadline.h"
#include "holidays/oslo_time.h"

#include <ostream>
#include <stdexcept>
#include <string>

namespace reservepost::holidays {

/// Reads `Mon 2026-11-23` and checks the weekday, so that no row of a table can lie about it.
inline Date day(const std::string& text)
{
    const Date date = Date::from_text(text.substr(4, 10));
    if (weekday_name(date.weekday()).substr(0, 3) != text.substr(0, 3)) {
        throw std::logic_error("the test says " + text + ", but that is a " +
                               std::string(weekday_name(date.weekday())));
    }
    return date;
}

/// Reads `Mon 2026-11-23 10:00`, Oslo time, and checks the weekday.
inline Instant oslo(const std::string& text)
{
    day(text);
    return parse_instant(text.substr(4));
}

/// The other way, for readable failures: `Mon 2026-11-23T10:00:00+01:00`.
inline std::string shown(Instant instant)
{
    return std::string(weekday_name(oslo_date(instant).weekday()).substr(0, 3)) + ' ' +
           oslo_text(instant);
}

/// GoogleTest finds this by its name. Here, as every file that compares policies must see it.
inline void PrintTo(const DeadlinePolicy& policy, std::ostream* out)
{
    *out << policy.name << ", " << mode_name(policy.mode) << ' ' << policy.amount;
}

} // namespace reservepost::holidays
