#include "holidays/deadline.h"

#include "moments.h"

#include <gtest/gtest.h>

namespace reservepost::holidays {
namespace {

const Calendar& norway()
{
    static const Calendar calendar = Calendar::norway();
    return calendar;
}

TEST(DeadlineWorking, CanBeFollowedWithAPencil)
{
    const struct {
        const char* why;
        DeadlinePolicy policy;
        const char* accepted;
        const char* working;
    } cases[] = {
        {"a holiday, and the end of a day", find_policy("40h-business").value(),
         "Wed 2027-05-05 08:00",
         "40h-business, version 1: 40 hours. All 24 hours of Monday to Friday count, except on "
         "holidays.\n"
         "Received Wednesday 5 May 2027 at 08:00 (2027-05-05T08:00:00+02:00).\n"
         "Wednesday 5 May: 08:00 to 24:00 counts, 16 h; 16 h so far, 24 h left.\n"
         "Thursday 6 May: does not count (Kristi himmelfartsdag, helligdagsfredloven § 2 g).\n"
         "Friday 7 May: 00:00 to 24:00 counts, 24 h; 40 h so far, nothing left.\n"
         "Due Saturday 8 May 2027 at 00:00, the end of Friday 7 May "
         "(2027-05-08T00:00:00+02:00).\n"},
        {"two holidays on one day, and one on a weekend", find_policy("24h-business").value(),
         "Fri 2027-05-14 23:30",
         "24h-business, version 1: 24 hours. All 24 hours of Monday to Friday count, except on "
         "holidays.\n"
         "Received Friday 14 May 2027 at 23:30 (2027-05-14T23:30:00+02:00).\n"
         "Friday 14 May: 23:30 to 24:00 counts, 30 min; 30 min so far, 23 h 30 min left.\n"
         "Saturday 15 May: does not count (weekend).\n"
         "Sunday 16 May: does not count (weekend; første pinsedag, helligdagsfredloven § 2 h).\n"
         "Monday 17 May: does not count (grunnlovsdagen, lov 26. april 1947 nr. 1 § 1; andre "
         "pinsedag, helligdagsfredloven § 2 i).\n"
         "Tuesday 18 May: 00:00 to 23:30 counts, 23 h 30 min; 24 h so far, nothing left.\n"
         "Due Tuesday 18 May 2027 at 23:30 (2027-05-18T23:30:00+02:00).\n"},
        {"a day of 23 hours, and parts of a second", find_policy("40h-wall-clock").value(),
         "Sat 2027-03-27 12:00:30.25",
         "40h-wall-clock, version 1: 40 hours. Every hour counts, day and night, holiday or not.\n"
         "Received Saturday 27 March 2027 at 12:00:30.25 (2027-03-27T12:00:30.25+01:00).\n"
         "Saturday 27 March: 12:00:30.25 to 24:00 counts, 11 h 59 min 29.75 s; 11 h 59 min "
         "29.75 s so far, 28 h 30.25 s left.\n"
         "Sunday 28 March: 00:00 to 24:00 counts, 23 h (the clock goes forward one hour); "
         "34 h 59 min 29.75 s so far, 5 h 30.25 s left.\n"
         "Monday 29 March: 00:00 to 05:00:30.25 counts, 5 h 30.25 s; 40 h so far, nothing left.\n"
         "Due Monday 29 March 2027 at 05:00:30.25 (2027-03-29T05:00:30.25+02:00).\n"},
        {"a day of 25 hours", find_trial_policy("wall-clock", 25).value(), "Sun 2026-10-25 01:00",
         "wall-clock: 25 hours. Every hour counts, day and night, holiday or not.\n"
         "Received Sunday 25 October 2026 at 01:00 (2026-10-25T01:00:00+02:00).\n"
         "Sunday 25 October: 01:00 to 24:00 counts, 24 h (the clock goes back one hour); 24 h so "
         "far, 1 h left.\n"
         "Monday 26 October: 00:00 to 01:00 counts, 1 h; 25 h so far, nothing left.\n"
         "Due Monday 26 October 2026 at 01:00 (2026-10-26T01:00:00+01:00).\n"},
        {"received after the office hours", find_trial_policy("office-hours", 9).value(),
         "Fri 2026-11-27 17:00",
         "office-hours: 9 hours. 08:00 to 16:00 on Monday to Friday counts, except on holidays.\n"
         "Received Friday 27 November 2026 at 17:00 (2026-11-27T17:00:00+01:00).\n"
         "Friday 27 November: does not count (received at 16:00 or later).\n"
         "Saturday 28 November: does not count (weekend).\n"
         "Sunday 29 November: does not count (weekend).\n"
         "Monday 30 November: 08:00 to 16:00 counts, 8 h; 8 h so far, 1 h left.\n"
         "Tuesday 1 December: 08:00 to 09:00 counts, 1 h; 9 h so far, nothing left.\n"
         "Due Tuesday 1 December 2026 at 09:00 (2026-12-01T09:00:00+01:00).\n"},
        {"whole days", find_policy("2-business-days").value(), "Fri 2026-11-27 15:00",
         "2-business-days, version 1: 2 business days, Monday to Friday except holidays. The day "
         "of receipt does not count; the deadline is the end (24:00) of the last day.\n"
         "Received Friday 27 November 2026 at 15:00 (2026-11-27T15:00:00+01:00).\n"
         "Friday 27 November: the day of receipt, does not count.\n"
         "Saturday 28 November: does not count (weekend).\n"
         "Sunday 29 November: does not count (weekend).\n"
         "Monday 30 November: business day 1 of 2.\n"
         "Tuesday 1 December: business day 2 of 2.\n"
         "Due Wednesday 2 December 2026 at 00:00, the end of Tuesday 1 December "
         "(2026-12-02T00:00:00+01:00).\n"},
        {"a single hour", find_policy("1h-business").value(), "Mon 2026-11-23 10:00",
         "1h-business, version 1: 1 hour. All 24 hours of Monday to Friday count, except on "
         "holidays.\n"
         "Received Monday 23 November 2026 at 10:00 (2026-11-23T10:00:00+01:00).\n"
         "Monday 23 November: 10:00 to 11:00 counts, 1 h; 1 h so far, nothing left.\n"
         "Due Monday 23 November 2026 at 11:00 (2026-11-23T11:00:00+01:00).\n"},
        {"nothing to count", find_trial_policy("wall-clock", 0).value(), "Tue 1980-01-01 00:00",
         "wall-clock: 0 hours. Every hour counts, day and night, holiday or not.\n"
         "Received Tuesday 1 January 1980 at 00:00 (1980-01-01T00:00:00+01:00).\n"
         "Due Tuesday 1 January 1980 at 00:00 (1980-01-01T00:00:00+01:00).\n"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(explain(c.policy, oslo(c.accepted), norway()), c.working);
    }
}

TEST(DeadlineWorking, SaysWhoClosedADayBeyondTheLaw)
{
    const std::string working = explain(find_policy("40h-business").value(),
                                        oslo("Wed 2026-12-23 09:00"), norway().close_eves());
    EXPECT_NE(working.find("\nThursday 24 December: does not count (julaften, closed beyond the "
                           "law).\n"),
              std::string::npos)
        << working;
}

TEST(DeadlineWorking, SaysWhyTheDayOfReceiptGaveNothing)
{
    for (const char* accepted : {"Mon 2026-11-23 16:00", "Mon 2026-11-23 23:59:59"}) {
        const std::string working =
            explain(find_policy("40h-office").value(), oslo(accepted), norway());
        EXPECT_NE(
            working.find("\nMonday 23 November: does not count (received at 16:00 or later).\n"),
            std::string::npos)
            << working;
    }
}

} // namespace
} // namespace reservepost::holidays
