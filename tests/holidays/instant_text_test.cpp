#include "holidays/oslo_time.h"

#include "moments.h"

#include <gtest/gtest.h>

#include <limits>

namespace reservepost::holidays {
namespace {

TEST(InstantText, IsReadAndWritten)
{
    const struct {
        const char* why;
        const char* text;
        const char* oslo;
        const char* utc;
    } cases[] = {
        {"RFC 3339 in winter", "2026-11-25T02:00:00+01:00", "2026-11-25T02:00:00+01:00",
         "2026-11-25T01:00:00Z"},
        {"in summer", "2026-07-01T12:00:00+02:00", "2026-07-01T12:00:00+02:00",
         "2026-07-01T10:00:00Z"},
        {"Z", "2026-11-25T01:00:00Z", "2026-11-25T02:00:00+01:00", "2026-11-25T01:00:00Z"},
        {"small letters, as RFC 3339 allows", "2026-11-25t01:00:00z", "2026-11-25T02:00:00+01:00",
         "2026-11-25T01:00:00Z"},
        {"a space", "2026-11-25 01:00:00Z", "2026-11-25T02:00:00+01:00", "2026-11-25T01:00:00Z"},
        {"from far away, the day before there", "2026-11-24T17:00:00-08:00",
         "2026-11-25T02:00:00+01:00", "2026-11-25T01:00:00Z"},
        {"an offset of half an hour", "2026-11-25T06:30:00+05:30", "2026-11-25T02:00:00+01:00",
         "2026-11-25T01:00:00Z"},
        {"an offset without a colon", "2026-11-25T02:00:00+0100", "2026-11-25T02:00:00+01:00",
         "2026-11-25T01:00:00Z"},
        {"an offset of whole hours", "2026-11-25T02:00:00+01", "2026-11-25T02:00:00+01:00",
         "2026-11-25T01:00:00Z"},
        {"an unknown offset is UTC", "2026-11-25T01:00:00-00:00", "2026-11-25T02:00:00+01:00",
         "2026-11-25T01:00:00Z"},
        {"KS's own form, without a zone", "2021-11-08T09:24:45", "2021-11-08T09:24:45+01:00",
         "2021-11-08T08:24:45Z"},
        {"without a zone in summer", "2026-07-01T12:00:00", "2026-07-01T12:00:00+02:00",
         "2026-07-01T10:00:00Z"},
        {"without seconds", "2026-11-25 02:00", "2026-11-25T02:00:00+01:00",
         "2026-11-25T01:00:00Z"},
        {"without seconds, with an offset", "2026-11-25T02:00+01:00", "2026-11-25T02:00:00+01:00",
         "2026-11-25T01:00:00Z"},
        {"a fraction", "2026-11-25T02:00:00.25", "2026-11-25T02:00:00.25+01:00",
         "2026-11-25T01:00:00.25Z"},
        {"a fraction that is none", "2026-11-25T02:00:00.000", "2026-11-25T02:00:00+01:00",
         "2026-11-25T01:00:00Z"},
        {"a comma", "2026-11-25T02:00:00,5", "2026-11-25T02:00:00.5+01:00",
         "2026-11-25T01:00:00.5Z"},
        {"one microsecond", "2026-11-25T02:00:00.000001", "2026-11-25T02:00:00.000001+01:00",
         "2026-11-25T01:00:00.000001Z"},
        {"finer than that is cut off, never rounded up", "2026-12-31T23:59:59.999999999",
         "2026-12-31T23:59:59.999999+01:00", "2026-12-31T22:59:59.999999Z"},
        {"another year in UTC", "2027-01-01T00:30:00", "2027-01-01T00:30:00+01:00",
         "2026-12-31T23:30:00Z"},
        {"the hour that comes twice: the earlier", "2026-10-25T02:30:00",
         "2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00Z"},
        {"the later one, said with its offset", "2026-10-25T02:30:00+01:00",
         "2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z"},
        {"the missing hour exists with an offset", "2027-03-28T02:30:00+01:00",
         "2027-03-28T03:30:00+02:00", "2027-03-28T01:30:00Z"},
        {"the first instant", "1979-12-31T23:00:00Z", "1980-01-01T00:00:00+01:00",
         "1979-12-31T23:00:00Z"},
        {"the last second", "2199-12-31T23:59:59", "2199-12-31T23:59:59+01:00",
         "2199-12-31T22:59:59Z"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const Instant instant = parse_instant(c.text);
        EXPECT_EQ(oslo_text(instant), c.oslo);
        EXPECT_EQ(utc_text(instant), c.utc);
        EXPECT_EQ(parse_instant(c.oslo), instant);
        EXPECT_EQ(parse_instant(c.utc), instant);
        EXPECT_EQ(find_local_instant(c.text), instant);
    }
}

TEST(InstantText, WhatIsNoInstantIsRefused)
{
    const struct {
        const char* why;
        std::string text;
    } cases[] = {
        {"empty", ""},
        {"a day alone", "2026-11-25"},
        {"a day and a T", "2026-11-25T"},
        {"no such day", "2026-02-30T10:00:00Z"},
        {"month 13", "2026-13-01T10:00:00Z"},
        {"the Norwegian way", "25.11.2026 10:00"},
        {"no separator", "2026-11-2510:00:00"},
        {"two spaces", "2026-11-25  10:00:00"},
        {"an underscore", "2026-11-25_10:00:00"},
        {"hour 24", "2026-11-25T24:00:00Z"},
        {"hour 25", "2026-11-25T25:00:00Z"},
        {"one digit of the hour", "2026-11-25T9:00:00Z"},
        {"an hour alone", "2026-11-25T09"},
        {"a full stop for a colon", "2026-11-25T09.00"},
        {"minute 60", "2026-11-25T10:60:00Z"},
        {"one digit of the minute", "2026-11-25T10:5"},
        {"second 60", "2026-12-31T23:59:60Z"},
        {"a colon and no second", "2026-11-25T10:00:"},
        {"a point and no fraction", "2026-11-25T10:00:00.Z"},
        {"a fraction of a minute", "2026-11-25T10:00.5Z"},
        {"a negative fraction", "2026-11-25T10:00:00.-5"},
        {"half an offset", "2026-11-25T10:00:00+0"},
        {"an offset and a colon", "2026-11-25T10:00:00+01:"},
        {"an offset of 24 hours", "2026-11-25T10:00:00+24:00"},
        {"an offset of 60 minutes", "2026-11-25T10:00:00+01:60"},
        {"a sign alone", "2026-11-25T10:00:00+"},
        {"Z and an offset", "2026-11-25T10:00:00Z+01:00"},
        {"a zone by name", "2026-11-25T10:00:00 Europe/Oslo"},
        {"a zone in brackets", "2026-11-25T10:00:00+01:00[Europe/Oslo]"},
        {"CET", "2026-11-25T10:00:00CET"},
        {"a space behind it", "2026-11-25T10:00:00Z "},
        {"a space before it", " 2026-11-25T10:00:00Z"},
        {"a line end", "2026-11-25T10:00:00Z\n"},
        {"a NUL", std::string("2026-11-25T10:00:00Z\0", 21)},
        {"a byte order mark", "\xEF\xBB\xBF"
                              "2026-11-25T10:00:00Z"},
        {"a true minus sign", "2026-11-25T10:00:00\u221201:00"},
        {"words", "yesterday"},
        {"seconds since 1970", "1795600800"},
        {"the hour that was skipped", "2027-03-28T02:30:00"},
        {"its very beginning", "2027-03-28T02:00:00"},
        {"before the first year", "1979-12-31T22:59:59.999999Z"},
        {"after the last year", "2199-12-31T23:00:00Z"},
        {"1950, which Date knows and Oslo time does not", "1950-06-01T10:00:00"},
        {"far away", "9999-12-31T23:59:59Z"},
        {"longer than any instant", "2026-11-25T10:00:00." + std::string(60, '0')},
        {"very long", std::string(100'000, '9')},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(parse_instant(c.text), UnreadableInstant);
        EXPECT_FALSE(find_local_instant(c.text));
    }
}

TEST(InstantText, TheErrorSaysWhatWouldBeRightAndRepeatsNothing)
{
    const std::string no_instant = "this is not an instant: ";
    const std::string right = "; right would be 2026-11-25T02:00:00+01:00";
    const std::string outside = "this instant lies outside the years 1980 to 2199, Oslo time";
    const struct {
        const char* text;
        std::string error;
    } cases[] = {
        {"Kari Nordmann", no_instant + "it must begin with a day that exists, YYYY-MM-DD" + right},
        {"2026-11-25", no_instant + "after the day must stand a T or a space, and a time" + right},
        {"1979-12-31T23:59", outside},
        {"1949-06-01T12:00", outside},
        {"2200-01-01T00:00", outside},
        {"1980-01-01T00:00+02:00", outside},
        {"2027-03-28T02:30", "there was no such time in Oslo: the clock went from 02:00 to 03:00 "
                             "when summer time began; with an offset, such as +01:00, it is an "
                             "instant"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.text);
        try {
            parse_instant(c.text);
            ADD_FAILURE();
        } catch (const UnreadableInstant& error) {
            EXPECT_EQ(error.what(), c.error);
        }
    }
}

TEST(InstantText, UtcKnowsTheYearsOfFourDigits)
{
    EXPECT_EQ(utc_text(Instant()), "1970-01-01T00:00:00Z");
    EXPECT_EQ(utc_text(Instant(std::chrono::microseconds(-1))), "1969-12-31T23:59:59.999999Z");
    EXPECT_EQ(utc_text(Instant(std::chrono::seconds(253'402'300'799))), "9999-12-31T23:59:59Z");
    EXPECT_EQ(utc_text(Instant(std::chrono::seconds(-62'167'219'200))), "0000-01-01T00:00:00Z");
    EXPECT_THROW(utc_text(Instant(std::chrono::seconds(253'402'300'800))), OutsideCalendar);
    EXPECT_THROW(utc_text(Instant(std::chrono::seconds(-62'167'219'201))), OutsideCalendar);
    EXPECT_THROW(utc_text(Instant::max()), OutsideCalendar);
    EXPECT_THROW(utc_text(Instant::min()), OutsideCalendar);
}

} // namespace
} // namespace reservepost::holidays
