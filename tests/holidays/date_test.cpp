#include "holidays/date.h"

#include "holidays/instant.h"
#include "holidays/oslo_time.h"
#include "holidays/outside_calendar.h"

#include <boost/date_time/gregorian/gregorian.hpp>
#include <gtest/gtest.h>

#include <limits>
#include <type_traits>

namespace reservepost::holidays {
namespace {

// What must not compile: a day is no instant, an instant no day, and only the bridge changes one
// into the other.
template <typename A, typename B>
concept subtractable = requires(A a, B b)
{
    a - b;
};
template <typename A, typename B>
concept addable = requires(A a, B b)
{
    a + b;
};
template <typename A, typename B>
concept comparable = requires(A a, B b)
{
    a < b;
};
template <typename A, typename B>
concept equal_comparable = requires(A a, B b)
{
    a == b;
};

static_assert(!std::is_convertible_v<Date, Instant> && !std::is_constructible_v<Instant, Date>);
static_assert(!std::is_convertible_v<Instant, Date> && !std::is_constructible_v<Date, Instant>);
static_assert(!std::is_convertible_v<OsloTime, Instant> &&
              !std::is_convertible_v<Instant, OsloTime>);
static_assert(!std::is_convertible_v<Date, int> && !std::is_convertible_v<int, Date>);
static_assert(!std::is_constructible_v<Date, std::chrono::sys_days>);
static_assert(!std::is_default_constructible_v<Date>, "there is no day that stands for none");
static_assert(!subtractable<Date, Instant> && !subtractable<Instant, Date>);
static_assert(!comparable<Date, Instant> && !comparable<Instant, Date>);
static_assert(!equal_comparable<Date, Instant>);
static_assert(!addable<Date, Duration> && !addable<Date, std::chrono::hours>);
static_assert(!addable<Date, Date> && subtractable<Date, Date> && addable<Date, int>);

TEST(Date, AgreesWithBoostOnEveryDayOfTwoHundredAndFiftyYears)
{
    const boost::gregorian::date last(2199, 12, 31);
    Date date(1950, 1, 1);
    for (boost::gregorian::date other(1950, 1, 1);; other += boost::gregorian::days(1)) {
        const auto parts = other.year_month_day();
        ASSERT_EQ(date.year(), static_cast<int>(parts.year));
        ASSERT_EQ(date.month(), static_cast<int>(parts.month.as_number()));
        ASSERT_EQ(date.day(), static_cast<int>(parts.day));
        const int weekday = other.day_of_week().as_number(); // Boost counts from Sunday.
        ASSERT_EQ(static_cast<int>(date.weekday()), (weekday + 6) % 7) << date.text();
        ASSERT_EQ(date, Date(date.year(), date.month(), date.day()));
        if (date.day() == 1) {
            ASSERT_EQ(date.text(), boost::gregorian::to_iso_extended_string(other));
        }
        ASSERT_EQ(Date::from_day_number(date.day_number()), date);
        if (other == last) break;
        date = date + 1;
    }
    EXPECT_EQ(date, Date(2199, 12, 31));
    EXPECT_EQ(date - Date(1950, 1, 1), 91'310);
}

TEST(Date, EveryTextIsReadBack)
{
    for (Date date(1950, 1, 1); date < Date(2199, 12, 25); date = date + 7) {
        ASSERT_EQ(Date::from_text(date.text()), date);
    }
}

TEST(Date, WhatIsNoDayIsRefused)
{
    const struct {
        const char* why;
        const char* text;
    } cases[] = {
        {"February has 28 days", "2026-02-29"},
        {"2100 is no leap year", "2100-02-29"},
        {"April has 30 days", "2026-04-31"},
        {"no month 0", "2026-00-10"},
        {"no month 13", "2026-13-10"},
        {"no day 0", "2026-01-00"},
        {"no day 32", "2026-01-32"},
        {"empty", ""},
        {"too short", "2026-1-1"},
        {"too long", "2026-01-011"},
        {"a time behind it", "2026-01-01T00:00"},
        {"slashes", "2026/01/01"},
        {"the Norwegian way", "01.01.2026"},
        {"a colon first", "2026:01-01"},
        {"a colon last", "2026-01:01"},
        {"a sign", "2026-+1-01"},
        {"a minus", "2026--1-01"},
        {"a space", "2026- 1-01"},
        {"letters", "2026-ja-01"},
        {"a NUL would need eleven", "2026-01-0"},
        {"Arabic digits are longer", "٢٠٢٦-01-01"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(Date::from_text(c.text), NoSuchDate);
        EXPECT_FALSE(find_date(c.text));
    }
    EXPECT_EQ(find_date("2024-02-29"), Date(2024, 2, 29));
    EXPECT_THROW(Date(2026, 2, 29), NoSuchDate);
    EXPECT_THROW(Date(2026, -1, 1), NoSuchDate);
    EXPECT_THROW(Date(2026, 1, std::numeric_limits<int>::max()), NoSuchDate);
}

TEST(Date, OtherYearsAreRefusedNeverGuessed)
{
    EXPECT_THROW(Date(1949, 12, 31), OutsideCalendar);
    EXPECT_THROW(Date(2200, 1, 1), OutsideCalendar);
    EXPECT_THROW(Date::from_text("2200-01-01"), OutsideCalendar);
    EXPECT_FALSE(find_date("1949-12-31"));
    EXPECT_THROW(Date(2199, 12, 31) + 1, OutsideCalendar);
    EXPECT_THROW(Date(1950, 1, 1) - 1, OutsideCalendar);
    EXPECT_THROW(Date(2026, 1, 1) + std::numeric_limits<int>::max(), OutsideCalendar);
    EXPECT_THROW(Date(2026, 1, 1) + std::numeric_limits<int>::min(), OutsideCalendar);
    EXPECT_THROW(Date(2026, 1, 1) - std::numeric_limits<int>::min(), OutsideCalendar);
}

TEST(Date, ErrorsDoNotRepeatWhatWasRead)
{
    // A day typed into the wrong field may be somebody's birthday.
    for (const char* text : {"1987-02-31", "1931-04-12"}) {
        try {
            Date::from_text(text);
            ADD_FAILURE();
        } catch (const std::exception& error) {
            EXPECT_EQ(std::string(error.what()).find("1987"), std::string::npos);
            EXPECT_EQ(std::string(error.what()).find("1931"), std::string::npos);
        }
    }
}

TEST(Date, IsSpokenInFull)
{
    EXPECT_EQ(spoken(Date(2026, 11, 25)), "Wednesday 25 November 2026");
    EXPECT_EQ(spoken(Date(2027, 5, 1)), "Saturday 1 May 2027");
    EXPECT_THROW(month_name(0), NoSuchDate);
    EXPECT_THROW(month_name(13), NoSuchDate);
}

} // namespace
} // namespace reservepost::holidays
