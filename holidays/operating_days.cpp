#include "holidays/operating_days.h"

#include "holidays/oslo_time.h"

#include <cstdint>
#include <stdexcept>

namespace reservepost::holidays {

Date next_operating_day(Date day, const Calendar& print_house)
{
    return print_house.business_day_on_or_after(day + 1);
}

Instant next_cut_off(Instant now, std::chrono::minutes time_of_day, const Calendar& print_house)
{
    if (time_of_day < std::chrono::minutes(0) || time_of_day >= std::chrono::hours(24)) {
        throw std::invalid_argument("a cut-off must be a time of day from 00:00 to 23:59");
    }
    const Date today = oslo_date(now);
    const Date day = print_house.business_day_on_or_after(today);
    const Instant cut_off = from_oslo({day, time_of_day});
    if (cut_off > now) return cut_off;
    return from_oslo({next_operating_day(day, print_house), time_of_day});
}

Date working_days_after(Date day, int count, const Calendar& print_house)
{
    if (count < 0) throw std::invalid_argument("a number of working days must be 0 or more");
    if (count == 0) return print_house.business_day_on_or_after(day);
    const std::int64_t until_tonight = print_house.business_days_before(day + 1);
    return print_house.nth_business_day(until_tonight + count - 1);
}

Instant end_of_working_days(Instant start, int count, const Calendar& print_house)
{
    return start_of_day(working_days_after(oslo_date(start), count, print_house) + 1);
}

} // namespace reservepost::holidays
