#include "holidays/deadline.h"

#include "moments.h"

#include <gtest/gtest.h>

#include <limits>

namespace reservepost::holidays {
namespace {

const Calendar& norway()
{
    static const Calendar calendar = Calendar::norway();
    return calendar;
}

struct Row {
    const char* why;
    const char* accepted;
    const char* due;
};

void expect_rows(std::string_view policy_name, std::span<const Row> rows, const Calendar& calendar)
{
    const DeadlinePolicy policy = find_policy(policy_name).value();
    for (const Row& row : rows) {
        SCOPED_TRACE(row.why);
        const Deadline deadline = compute(policy, oslo(row.accepted), calendar);
        EXPECT_EQ(shown(deadline.due), shown(oslo(row.due)));
        EXPECT_EQ(deadline.due, due(policy, oslo(row.accepted), calendar));
    }
}

TEST(Deadline, TheTable)
{
    const Row wall[] = {
        {"an ordinary Monday", "Mon 2026-11-23 10:00", "Wed 2026-11-25 02:00"},
        {"over a weekend", "Fri 2026-11-27 15:00", "Sun 2026-11-29 07:00"},
        {"on a Saturday", "Sat 2026-11-28 12:00", "Mon 2026-11-30 04:00"},
        {"Christmas", "Wed 2026-12-23 09:00", "Fri 2026-12-25 01:00"},
        {"Easter 2027", "Wed 2027-03-24 15:01", "Fri 2027-03-26 07:01"},
        {"Ascension 2027", "Wed 2027-05-05 08:00", "Fri 2027-05-07 00:00"},
        {"over the night of 23 hours", "Sat 2027-03-27 12:00", "Mon 2027-03-29 05:00"},
        {"over the night of 25 hours", "Sat 2026-10-24 12:00", "Mon 2026-10-26 03:00"},
    };
    expect_rows("40h-wall-clock", wall, norway());

    const Row business[] = {
        {"an ordinary Monday", "Mon 2026-11-23 10:00", "Wed 2026-11-25 02:00"},
        {"over a weekend", "Fri 2026-11-27 15:00", "Tue 2026-12-01 07:00"},
        {"on a Saturday the clock stands still", "Sat 2026-11-28 12:00", "Tue 2026-12-01 16:00"},
        {"Christmas: 24 December counts", "Wed 2026-12-23 09:00", "Mon 2026-12-28 01:00"},
        {"Easter 2027", "Wed 2027-03-24 15:01", "Wed 2027-03-31 07:01"},
        {"used up at Friday 24:00", "Wed 2027-05-05 08:00", "Sat 2027-05-08 00:00"},
        {"a microsecond later it is Monday", "Wed 2027-05-05 08:00:00.000001",
         "Mon 2027-05-10 00:00:00.000001"},
        {"a microsecond earlier, Friday", "Wed 2027-05-05 07:59:59.999999",
         "Fri 2027-05-07 23:59:59.999999"},
        {"sent at 08:00, due at midnight", "Mon 2026-11-23 08:00", "Wed 2026-11-25 00:00"},
        {"sent at 16:00, due at 08:00", "Mon 2026-11-23 16:00", "Wed 2026-11-25 08:00"},
        {"Sunday's last microsecond", "Sun 2026-11-29 23:59:59.999999", "Tue 2026-12-01 16:00"},
        {"Monday's first", "Mon 2026-11-30 00:00", "Tue 2026-12-01 16:00"},
        {"New Year", "Wed 2026-12-30 12:00", "Mon 2027-01-04 04:00"},
        {"17 May is Whit Monday", "Fri 2027-05-14 10:00", "Wed 2027-05-19 02:00"},
        {"the night of 23 hours is a Sunday", "Fri 2026-03-27 15:00", "Tue 2026-03-31 07:00"},
        {"the night of 25 hours is a Sunday", "Fri 2026-10-23 15:00", "Tue 2026-10-27 07:00"},
        {"received in the hour that comes twice", "Sun 2026-10-25 02:30", "Tue 2026-10-27 16:00"},
        {"1 May is Ascension", "Wed 2008-04-30 12:00", "Mon 2008-05-05 04:00"},
    };
    expect_rows("40h-business", business, norway());

    const Row office[] = {
        {"five working days", "Mon 2026-11-23 10:00", "Mon 2026-11-30 10:00"},
        {"from the opening: to the closing", "Mon 2026-11-23 08:00", "Fri 2026-11-27 16:00"},
        {"in the night before", "Mon 2026-11-23 03:00", "Fri 2026-11-27 16:00"},
        {"in the evening before", "Sun 2026-11-22 20:00", "Fri 2026-11-27 16:00"},
        {"at the closing", "Mon 2026-11-23 16:00", "Mon 2026-11-30 16:00"},
        {"a second before the closing", "Mon 2026-11-23 15:59:59", "Mon 2026-11-30 15:59:59"},
        {"Easter 2027", "Wed 2027-03-24 15:01", "Mon 2027-04-05 15:01"},
    };
    expect_rows("40h-office", office, norway());

    const Row days[] = {
        {"the day of receipt does not count", "Mon 2026-11-23 10:00", "Thu 2026-11-26 00:00"},
        {"nor does its first instant", "Mon 2026-11-23 00:00", "Thu 2026-11-26 00:00"},
        {"nor its last", "Mon 2026-11-23 23:59:59.999999", "Thu 2026-11-26 00:00"},
        {"over a weekend", "Fri 2026-11-27 15:00", "Wed 2026-12-02 00:00"},
        {"on a Saturday", "Sat 2026-11-28 12:00", "Wed 2026-12-02 00:00"},
        {"to the end of a Friday", "Wed 2026-11-25 09:00", "Sat 2026-11-28 00:00"},
        {"Easter 2027", "Wed 2027-03-24 15:01", "Thu 2027-04-01 00:00"},
    };
    expect_rows("2-business-days", days, norway());
}

TEST(Deadline, ClosedEvesPutItOff)
{
    const Row rows[] = {
        {"24 December closed", "Wed 2026-12-23 09:00", "Tue 2026-12-29 01:00"},
        {"31 December closed", "Wed 2026-12-30 12:00", "Tue 2027-01-05 04:00"},
    };
    expect_rows("40h-business", rows, norway().close_eves());
}

TEST(Deadline, NoAmountIsDueAtOnce)
{
    for (const char* mode :
         {"business-day-hours", "wall-clock", "office-hours", "business-days:0"}) {
        SCOPED_TRACE(mode);
        const Instant sunday = oslo("Sun 2026-11-29 12:00");
        EXPECT_EQ(compute(find_trial_policy(mode, 0).value(), sunday, norway()).due, sunday);
    }
}

TEST(Deadline, NeverGuessesPastTheCalendar)
{
    const Calendar one_year = Calendar::norway(2026, 2026);
    for (const char* mode : {"business-day-hours", "wall-clock", "office-hours", "business-days"}) {
        SCOPED_TRACE(mode);
        const DeadlinePolicy policy = find_trial_policy(mode, 40).value();
        EXPECT_THROW(due(policy, oslo("Thu 2026-12-31 15:00"), one_year), OutsideCalendar);
        EXPECT_THROW(explain(policy, oslo("Thu 2026-12-31 15:00"), one_year), OutsideCalendar);
        EXPECT_THROW(due(policy, oslo("Wed 2025-12-31 15:00"), one_year), OutsideCalendar);
        EXPECT_THROW(due(policy, oslo("Tue 2199-12-31 23:00"), norway()), OutsideCalendar);
        EXPECT_THROW(due(policy, Instant(), norway()), OutsideCalendar);
        EXPECT_THROW(due(policy, Instant::max(), norway()), OutsideCalendar);
        DeadlinePolicy long_one = policy;
        long_one.amount = std::numeric_limits<int>::max();
        EXPECT_THROW(due(long_one, oslo("Mon 2026-11-23 10:00"), norway()), OutsideCalendar);
        DeadlinePolicy negative = policy;
        negative.amount = -1;
        EXPECT_THROW(due(negative, oslo("Mon 2026-11-23 10:00"), norway()), std::invalid_argument);
    }
    // The end of the last day is still inside.
    EXPECT_EQ(due(find_trial_policy("business-day-hours", 9).value(), oslo("Thu 2026-12-31 15:00"),
                  one_year),
              oslo("Fri 2027-01-01 00:00"));
    EXPECT_EQ(
        due(find_trial_policy("wall-clock", 9).value(), oslo("Thu 2026-12-31 15:00"), one_year),
        oslo("Fri 2027-01-01 00:00"));
}

} // namespace
} // namespace reservepost::holidays
