#include "holidays/operating_days.h"

#include "moments.h"

#include <gtest/gtest.h>

#include <limits>

namespace reservepost::holidays {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// A print house that also closes on its stocktaking and on both eves.
const Calendar& house()
{
    static const Calendar calendar =
        Calendar::norway(2020, 2040).close_eves().closed_also_on(Date(2026, 11, 25), "stocktaking");
    return calendar;
}

TEST(OperatingDays, TheNextOneIsNeverToday)
{
    const struct {
        const char* why;
        const char* from;
        const char* next;
    } cases[] = {
        {"from day to day", "Mon 2026-11-23", "Tue 2026-11-24"},
        {"over the stocktaking", "Tue 2026-11-24", "Thu 2026-11-26"},
        {"from the stocktaking itself", "Wed 2026-11-25", "Thu 2026-11-26"},
        {"over a weekend", "Fri 2026-11-27", "Mon 2026-11-30"},
        {"from a Saturday", "Sat 2026-11-28", "Mon 2026-11-30"},
        {"over Christmas", "Wed 2026-12-23", "Mon 2026-12-28"},
        {"over Easter", "Wed 2027-03-24", "Tue 2027-03-30"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(next_operating_day(day(c.from), house()), day(c.next));
    }
}

TEST(OperatingDays, TheNextCutOff)
{
    const struct {
        const char* why;
        const char* now;
        const char* cut_off;
    } cases[] = {
        {"the same morning", "Mon 2026-11-23 00:30", "Mon 2026-11-23 09:00"},
        {"a microsecond before", "Mon 2026-11-23 08:59:59.999999", "Mon 2026-11-23 09:00"},
        {"at the cut-off it is missed", "Mon 2026-11-23 09:00", "Tue 2026-11-24 09:00"},
        {"over the stocktaking", "Tue 2026-11-24 09:00", "Thu 2026-11-26 09:00"},
        {"on the stocktaking", "Wed 2026-11-25 03:00", "Thu 2026-11-26 09:00"},
        {"over a weekend", "Fri 2026-11-27 12:00", "Mon 2026-11-30 09:00"},
        {"into summer time: still nine on the wall", "Fri 2026-03-27 12:00",
         "Mon 2026-03-30 09:00"},
        {"out of summer time", "Fri 2026-10-23 12:00", "Mon 2026-10-26 09:00"},
        {"on the night of the change", "Sun 2026-10-25 02:30", "Mon 2026-10-26 09:00"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(shown(next_cut_off(oslo(c.now), hours(9), house())), shown(oslo(c.cut_off)));
    }
    EXPECT_EQ(next_cut_off(oslo("Fri 2026-03-27 12:00"), hours(9), house()),
              parse_instant("2026-03-30T07:00:00Z"));
    EXPECT_EQ(next_cut_off(oslo("Fri 2026-10-23 12:00"), hours(9), house()),
              parse_instant("2026-10-26T08:00:00Z"));
    EXPECT_EQ(next_cut_off(oslo("Mon 2026-11-23 12:00"), minutes(0), house()),
              oslo("Tue 2026-11-24 00:00"));
    EXPECT_THROW(next_cut_off(oslo("Mon 2026-11-23 12:00"), hours(24), house()),
                 std::invalid_argument);
    EXPECT_THROW(next_cut_off(oslo("Mon 2026-11-23 12:00"), minutes(-1), house()),
                 std::invalid_argument);
}

TEST(OperatingDays, WithinSoManyWorkingDays)
{
    const struct {
        const char* why;
        const char* from;
        int count;
        const char* to;
    } cases[] = {
        {"none from a working day: that day", "Mon 2026-11-23", 0, "Mon 2026-11-23"},
        {"none from a Saturday: the Monday", "Sat 2026-11-28", 0, "Mon 2026-11-30"},
        {"one", "Mon 2026-11-23", 1, "Tue 2026-11-24"},
        {"two, over the stocktaking", "Mon 2026-11-23", 2, "Thu 2026-11-26"},
        {"three, over the stocktaking", "Mon 2026-11-23", 3, "Fri 2026-11-27"},
        {"one from a Saturday", "Sat 2026-11-28", 1, "Mon 2026-11-30"},
        {"three over Christmas", "Wed 2026-12-23", 3, "Wed 2026-12-30"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(working_days_after(day(c.from), c.count, house()), day(c.to));
    }
    EXPECT_EQ(end_of_working_days(oslo("Fri 2026-11-27 12:00"), 1, house()),
              oslo("Tue 2026-12-01 00:00"));
    EXPECT_THROW(working_days_after(Date(2026, 11, 23), -1, house()), std::invalid_argument);
    EXPECT_THROW(working_days_after(Date(2026, 11, 23), std::numeric_limits<int>::max(), house()),
                 OutsideCalendar);
    EXPECT_THROW(working_days_after(Date(2040, 12, 30), 2, house()), OutsideCalendar);
    EXPECT_THROW(next_operating_day(Date(2040, 12, 31), house()), OutsideCalendar);
}

} // namespace
} // namespace reservepost::holidays
