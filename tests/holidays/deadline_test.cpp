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

TEST(Deadline, TheWorkingCanBeFollowedWithAPencil)
{
    const DeadlinePolicy policy = find_policy("40h-business").value();
    EXPECT_EQ(
        explain(policy, oslo("Wed 2027-05-05 08:00"), norway()),
        "40h-business, version 1: 40 hours; all 24 hours of Monday to Friday count, except on "
        "closed days.\n"
        "Received Wednesday 5 May 2027 at 08:00 (2027-05-05T08:00:00+02:00).\n"
        "Wednesday 5 May: 08:00-24:00 counts, 16 h; so far 16 h, left 24 h.\n"
        "Thursday 6 May: does not count (Kristi himmelfartsdag).\n"
        "Friday 7 May: 00:00-24:00 counts, 24 h; so far 40 h, left nothing.\n"
        "Due Saturday 8 May 2027 at 00:00 (2027-05-08T00:00:00+02:00).\n");

    EXPECT_EQ(
        explain(find_policy("40h-wall-clock").value(), oslo("Sat 2027-03-27 12:00:30.25"),
                norway()),
        "40h-wall-clock, version 1: 40 hours; every hour counts.\n"
        "Received Saturday 27 March 2027 at 12:00:30.25 (2027-03-27T12:00:30.25+01:00).\n"
        "Saturday 27 March: 12:00:30.25-24:00 counts, 11 h 59 min 29.75 s; so far 11 h 59 min "
        "29.75 s, left 28 h 30.25 s.\n"
        "Sunday 28 March: 00:00-24:00 counts, 23 h (the clock goes forward one hour); so far "
        "34 h 59 min 29.75 s, left 5 h 30.25 s.\n"
        "Monday 29 March: 00:00-05:00:30.25 counts, 5 h 30.25 s; so far 40 h, left nothing.\n"
        "Due Monday 29 March 2027 at 05:00:30.25 (2027-03-29T05:00:30.25+02:00).\n");

    EXPECT_EQ(explain(find_trial_policy("office-hours", 9).value(), oslo("Fri 2026-11-27 17:00"),
                      norway()),
              "office-hours: 9 hours; 08:00-16:00 on Monday to Friday counts, except on closed "
              "days.\n"
              "Received Friday 27 November 2026 at 17:00 (2026-11-27T17:00:00+01:00).\n"
              "Friday 27 November: does not count (received after 16:00).\n"
              "Saturday 28 November: does not count (Saturday).\n"
              "Sunday 29 November: does not count (Sunday).\n"
              "Monday 30 November: 08:00-16:00 counts, 8 h; so far 8 h, left 1 h.\n"
              "Tuesday 1 December: 08:00-09:00 counts, 1 h; so far 9 h, left nothing.\n"
              "Due Tuesday 1 December 2026 at 09:00 (2026-12-01T09:00:00+01:00).\n");

    EXPECT_EQ(
        explain(find_policy("2-business-days").value(), oslo("Fri 2026-11-27 15:00"), norway()),
        "2-business-days, version 1: 2 business days after the day of receipt, to the end of "
        "the last.\n"
        "Received Friday 27 November 2026 at 15:00 (2026-11-27T15:00:00+01:00).\n"
        "Friday 27 November: the day of receipt, does not count.\n"
        "Saturday 28 November: does not count (Saturday).\n"
        "Sunday 29 November: does not count (Sunday).\n"
        "Monday 30 November: business day 1 of 2.\n"
        "Tuesday 1 December: business day 2 of 2.\n"
        "Due Wednesday 2 December 2026 at 00:00 (2026-12-02T00:00:00+01:00).\n");
}

TEST(Deadline, TheWorkingSaysWhyTheDayOfReceiptGaveNothing)
{
    for (const char* accepted : {"Mon 2026-11-23 16:00", "Mon 2026-11-23 23:59:59"}) {
        const std::string working =
            explain(find_policy("40h-office").value(), oslo(accepted), norway());
        EXPECT_NE(working.find("\nMonday 23 November: does not count (received after 16:00).\n"),
                  std::string::npos)
            << working;
    }
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

TEST(Policies, AreFoundByNameAndVersion)
{
    EXPECT_EQ(policies().front().name, "40h-business");
    const DeadlinePolicy standard = find_policy("40h-business").value();
    EXPECT_EQ(standard.version, 1);
    EXPECT_EQ(standard.amount, 40);
    EXPECT_EQ(standard.mode, DeadlineMode::BusinessDayHours);
    for (const DeadlinePolicy& policy : policies()) {
        EXPECT_EQ(find_policy(policy.name, policy.version), policy);
        EXPECT_FALSE(policy.source.empty());
        EXPECT_EQ(find_mode(mode_name(policy.mode)), policy.mode);
    }
    EXPECT_FALSE(find_policy("40h-business", 2));
    EXPECT_FALSE(find_policy("40h-business", 0));
    EXPECT_FALSE(find_policy("40H-business"));
    EXPECT_FALSE(find_policy(""));
}

TEST(Policies, AModeOnTheCommandLine)
{
    EXPECT_EQ(find_trial_policy("business-days:3")->amount, 3);
    EXPECT_EQ(find_trial_policy("business-days")->amount, 2);
    EXPECT_EQ(find_trial_policy("business-days:9999")->amount, 9999);
    EXPECT_EQ(find_trial_policy("wall-clock")->amount, 40);
    EXPECT_EQ(find_trial_policy("wall-clock", 7)->amount, 7);
    EXPECT_EQ(find_trial_policy("wall-clock", 7)->version, 0);
    for (const char* bad :
         {"", "wall", "Wall-clock", "wall-clock ", "wall-clock:3",
          "business-days:", "business-days:-1", "business-days:+1", "business-days:1x",
          "business-days: 1", "business-days:10000", "business-days:99999999999999999999",
          "business-days:1:2", ":3", "business_days"}) {
        SCOPED_TRACE(bad);
        EXPECT_FALSE(find_trial_policy(bad));
    }
    EXPECT_FALSE(find_trial_policy("wall-clock", -1));
}

} // namespace
} // namespace reservepost::holidays
