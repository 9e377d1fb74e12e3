#pragma once

#include "holidays/calendar.h"
#include "holidays/instant.h"

#include <string>
#include <vector>

namespace reservepost::holidays {

/// One day of the list that people see: all its holidays in one row.
struct HolidayRow {
    Date date;
    std::string name; ///< Two on one day are joined with ` + `.
    Weekday weekday;
    std::string source; ///< Joined likewise, each source once.

    bool operator==(const HolidayRow&) const = default;
};

/// `calendar.holidays(from, to)`, one row a day. Throws `OutsideCalendar`.
std::vector<HolidayRow> holiday_rows(const Calendar& calendar, Date from, Date to);

/// Aligned columns for a terminal, counted in characters; one line end after each row.
std::string calendar_table(const std::vector<HolidayRow>& rows);

/// RFC 4180 with the header `date,name,weekday,source`, lines ended by LF.
std::string calendar_csv(const std::vector<HolidayRow>& rows);

/// RFC 5545, one all-day event a row. `made` becomes each event's DTSTAMP.
std::string calendar_ics(const std::vector<HolidayRow>& rows, Instant made);

} // namespace reservepost::holidays
