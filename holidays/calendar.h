#pragma once

#include "holidays/date.h"
#include "holidays/outside_calendar.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace reservepost::holidays {

/// Stored with every deadline. Raised whenever the table of rules in `calendar.cpp` changes.
inline constexpr int holiday_table_version = 1;

/// One reason why one day is not an ordinary day.
struct Holiday {
    Date date;
    std::string name;   ///< Norwegian, as in "andre påskedag".
    std::string source; ///< The section of law, or where else it comes from.

    bool operator==(const Holiday&) const = default;
};

/// A day that someone closes beyond what the law says.
struct ClosedDay {
    Date date;
    std::string why; ///< Shown to whoever asks why a letter waited.

    bool operator==(const ClosedDay&) const = default;
};

/// A set of closed days over a span of years. A value: compare it, copy it, pass it in. There is
/// no global calendar and nothing here can be changed after it is made. The deadline's calendar
/// and the print house's are two values of this one type, and never mixed.
///
/// The whole span 1950 to 2199 takes about 0.6 MB and counts business days without a loop.
class Calendar {
public:
    /// Saturdays, Sundays and the holidays that Acts of the Storting name, for `first_year` to
    /// `last_year`, both included. Throws `OutsideCalendar` unless 1950 <= first <= last <= 2199.
    static Calendar norway(int first_year = Date::first_year, int last_year = Date::last_year);

    /// This calendar with one closed day more, such as the print house's stocktaking. A day may be
    /// closed for several reasons. Throws `OutsideCalendar` if it is not in the calendar's years.
    [[nodiscard]] Calendar closed_also_on(Date day, std::string why) const;

    /// The same for many days at once, in one pass.
    [[nodiscard]] Calendar closed_also_on(std::span<const ClosedDay> days) const;

    /// This calendar with 24 and 31 December closed as well. In law they are ordinary days.
    [[nodiscard]] Calendar close_eves() const;

    /// Whether it is one that `close_eves` made: stored beside every deadline, which could not be
    /// counted anew without it.
    bool eves_closed() const { return eves_closed_; }

    Date first_day() const { return Date(first_year_, 1, 1); }
    Date last_day() const { return Date(last_year_, 12, 31); }

    /// Throws `OutsideCalendar` if `day` is not in the calendar's years: a wrong deadline must
    /// never come out of a calendar that was too short. So do all functions below.
    bool is_business_day(Date day) const;

    /// `day` itself if it is a business day, else the next one that is.
    Date business_day_on_or_after(Date day) const;

    /// How many business days of this calendar lie before `day`. `day` may also be the day after
    /// the last one.
    int business_days_before(Date day) const;

    /// The business day with that many before it, counted from the calendar's beginning.
    Date nth_business_day(std::int64_t business_days_before) const;

    /// Why `day` is not a business day ("Saturday", "andre juledag", "Saturday, andre juledag",
    /// "stocktaking"), or nothing if it is one.
    std::optional<std::string> why_closed(Date day) const;

    /// The holidays in law (første påskedag and første pinsedag among them, ordinary Sundays not)
    /// and the days closed beyond it, from `from` to `to`, both included, in order. A day with two
    /// reasons comes twice. Empty if `to` lies before `from`.
    std::vector<Holiday> holidays(Date from, Date to) const;

    bool operator==(const Calendar&) const = default;

private:
    Calendar(int first_year, int last_year, bool eves_closed,
             std::map<Date, std::vector<std::string>> also_closed);

    void check(Date day) const;

    int first_year_;
    int last_year_;
    bool eves_closed_;
    std::map<Date, std::vector<std::string>> also_closed_;
    std::vector<std::int32_t> business_before_; ///< By day since first_day; one more at the end.
    std::vector<std::int32_t> business_days_;   ///< Days since first_day.
};

} // namespace reservepost::holidays
