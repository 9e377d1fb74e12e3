#include "holidays/oslo_time.h"

#include "holidays/summer_time.h"

namespace reservepost::holidays {

namespace {

using std::chrono::microseconds;

constexpr std::chrono::minutes winter{60};
constexpr std::chrono::minutes summer{120};
constexpr std::chrono::hours day_length{24};

constexpr Instant midnight_utc(Date date)
{
    return Instant(std::chrono::days(date.day_number()));
}

constexpr Instant begin = midnight_utc(Date(first_oslo_year, 1, 1)) - winter;
constexpr Instant end = midnight_utc(Date(last_oslo_year, 12, 31)) + day_length - winter;

void check(Instant instant)
{
    if (instant >= begin && instant < end) return;
    throw OutsideCalendar("the instant lies outside the years 1980 to 2199, Oslo time");
}

} // namespace

std::chrono::minutes utc_offset(Instant instant)
{
    check(instant);
    // Both changes of a year lie far from New Year, so the year in winter time will do.
    const auto day = std::chrono::floor<std::chrono::days>(instant + winter);
    const Date date = Date::from_day_number(static_cast<int>(day.time_since_epoch().count()));
    const SummerTime& year = summer_time(date.year());
    return instant >= year.begins && instant < year.ends ? summer : winter;
}

OsloTime to_oslo(Instant instant)
{
    const Instant wall = instant + utc_offset(instant);
    const auto day = std::chrono::floor<std::chrono::days>(wall);
    return {Date::from_day_number(static_cast<int>(day.time_since_epoch().count())), wall - day};
}

Date oslo_date(Instant instant)
{
    return to_oslo(instant).date;
}

std::optional<Instant> find_from_oslo(OsloTime time)
{
    if (time.time_of_day < microseconds(0) || time.time_of_day >= day_length) return std::nullopt;
    const Instant wall = midnight_utc(time.date) + time.time_of_day;
    // Summer time first: where both fit, it is the earlier one.
    for (const auto offset : {summer, winter}) {
        const Instant instant = wall - offset;
        if (instant < begin && offset == summer) continue;
        if (utc_offset(instant) == offset) return instant;
    }
    return std::nullopt;
}

Instant from_oslo(OsloTime time)
{
    if (const auto instant = find_from_oslo(time)) return *instant;
    throw std::invalid_argument("there is no such time of day in Oslo: it is not from 00:00 to "
                                "below 24:00, or the clock skipped it when summer time began");
}

Instant start_of_day(Date date)
{
    return from_oslo({date, microseconds(0)});
}

} // namespace reservepost::holidays
