#include "holidays/easter.h"

#include "holidays/outside_calendar.h"

#include <gtest/gtest.h>

namespace reservepost::holidays {
namespace {

/// The method of Lilius and Clavius with golden number and epact, in the form of Knuth, The Art of
/// Computer Programming, volume 1, exercise 1.3.2-14. A different road than the product's.
Date easter_by_epact(int year)
{
    const int golden = year % 19 + 1;
    const int century = year / 100 + 1;
    const int skipped_leap_years = 3 * century / 4 - 12;
    const int moon_correction = (8 * century + 5) / 25 - 5;
    const int sunday = 5 * year / 4 - skipped_leap_years - 10;
    int epact = (11 * golden + 20 + moon_correction - skipped_leap_years) % 30;
    if ((epact == 25 && golden > 11) || epact == 24) ++epact;
    int full_moon = 44 - epact;
    if (full_moon < 21) full_moon += 30;
    const int march_day = full_moon + 7 - (sunday + full_moon) % 7;
    return march_day > 31 ? Date(year, 4, march_day - 31) : Date(year, 3, march_day);
}

TEST(Easter, AgreesWithTheEpactsInEveryYear)
{
    for (int year = Date::first_year; year <= Date::last_year; ++year) {
        ASSERT_EQ(easter_sunday(year), easter_by_epact(year)) << year;
        ASSERT_EQ(easter_sunday(year).weekday(), Weekday::Sunday) << year;
        ASSERT_GE(easter_sunday(year), Date(year, 3, 22));
        ASSERT_LE(easter_sunday(year), Date(year, 4, 25));
    }
}

TEST(Easter, KnownYears)
{
    const struct {
        const char* why;
        Date day;
    } cases[] = {
        {"18 April, the second exception of the epacts", Date(1954, 4, 18)},
        {"19 April, the first exception", Date(1981, 4, 19)},
        {"the year of a century that is a leap year", Date(2000, 4, 23)},
        {"early", Date(2008, 3, 23)},
        {"late", Date(2011, 4, 24)},
        {"this year's", Date(2026, 4, 5)},
        {"the year of the table in the tests", Date(2027, 3, 28)},
        {"the latest of the century", Date(2038, 4, 25)},
        {"the second exception again", Date(2049, 4, 18)},
        {"the year the act once had wrong", Date(2076, 4, 19)},
        {"a century that is no leap year", Date(2100, 3, 28)},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(easter_sunday(c.day.year()), c.day);
    }
}

TEST(Easter, OtherYearsAreRefused)
{
    EXPECT_THROW(easter_sunday(1949), OutsideCalendar);
    EXPECT_THROW(easter_sunday(2200), OutsideCalendar);
}

} // namespace
} // namespace reservepost::holidays
