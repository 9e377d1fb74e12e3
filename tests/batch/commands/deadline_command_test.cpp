#include "tests/batch/commands/command_desk.h"
#include "tests/holidays/moments.h"

#include <gtest/gtest.h>

// `deadline` as a person uses it: real weeks and what falls due in them.

namespace reservepost::tests {
namespace {

/// `Mon 2026-11-23T10:00:00+01:00` without its weekday, which must be the right one.
std::string instant(const std::string& text)
{
    holidays::day(text);
    return text.substr(std::string_view("Mon ").size());
}

struct Row {
    const char* why;
    const char* received; ///< With the offset that Oslo had then.
    const char* wall_clock;
    const char* business_day_hours;
};

constexpr Row rows[] = {
    {"an ordinary Monday", "Mon 2026-11-23T10:00:00+01:00", "Wed 2026-11-25T02:00:00+01:00",
     "Wed 2026-11-25T02:00:00+01:00"},
    {"over a weekend", "Fri 2026-11-27T15:00:00+01:00", "Sun 2026-11-29T07:00:00+01:00",
     "Tue 2026-12-01T07:00:00+01:00"},
    {"on a weekend", "Sat 2026-11-28T12:00:00+01:00", "Mon 2026-11-30T04:00:00+01:00",
     "Tue 2026-12-01T16:00:00+01:00"},
    {"before Christmas", "Wed 2026-12-23T09:00:00+01:00", "Fri 2026-12-25T01:00:00+01:00",
     "Mon 2026-12-28T01:00:00+01:00"},
    {"before Easter; the clocks change", "Wed 2027-03-24T15:01:00+01:00",
     "Fri 2027-03-26T07:01:00+01:00", "Wed 2027-03-31T07:01:00+02:00"},
    {"before Ascension; used up at Friday 24:00", "Wed 2027-05-05T08:00:00+02:00",
     "Fri 2027-05-07T00:00:00+02:00", "Sat 2027-05-08T00:00:00+02:00"},
};

TEST(DeadlineCommand, RealWeeks)
{
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto received = instant(row.received);
        const auto said =
            say({"deadline", "--mode", "wall-clock", "--mode", "business-day-hours", received});
        EXPECT_EQ(said.status, 0);
        EXPECT_EQ(said.err, "");
        EXPECT_EQ(said.out, received + "\twall-clock\t" + instant(row.wall_clock) + "\n" +
                                received + "\tbusiness-day-hours\t" +
                                instant(row.business_day_hours) + "\n");
    }
}

TEST(DeadlineCommand, InstantsComeFromStandardInputAndABadLineIsNamed)
{
    const auto said = say({"deadline"}, "2026-11-23T10:00\r\n\nOda Planteby\n2026-11-27T15:00\n"
                                        "2027-03-28T02:30\n");
    EXPECT_EQ(said.status, 2);
    EXPECT_EQ(said.out,
              "2026-11-23T10:00:00+01:00\tbusiness-day-hours\t2026-11-25T02:00:00+01:00\n"
              "2026-11-27T15:00:00+01:00\tbusiness-day-hours\t2026-12-01T07:00:00+01:00\n")
        << "what can be answered is";
    EXPECT_NE(said.err.find("line 3: "), std::string::npos) << said;
    EXPECT_NE(said.err.find("line 5: "), std::string::npos) << "an hour that never was: " << said;
    EXPECT_EQ(said.err.find("Planteby"), std::string::npos) << said;
    EXPECT_EQ(said.err.find("line 1"), std::string::npos) << said;

    const auto dash = say({"deadline", "-"}, "2026-11-23T10:00\n");
    EXPECT_EQ(dash.status, 0);
    EXPECT_EQ(std::count(dash.out.begin(), dash.out.end(), '\n'), 1);
}

TEST(DeadlineCommand, InstantsAsPeopleAndMachinesWriteThem)
{
    const struct {
        const char* why;
        std::string line;
        const char* received; ///< nullptr: refused.
        const char* due;
    } cases[] = {
        {"the hour that comes twice: the earlier", "2026-10-25T02:30",
         "Sun 2026-10-25T02:30:00+02:00", "Tue 2026-10-27T16:00:00+01:00"},
        {"the later one", "2026-10-25T02:30+01:00", "Sun 2026-10-25T02:30:00+01:00",
         "Tue 2026-10-27T16:00:00+01:00"},
        {"the hour that never was, with an offset", "2026-03-29T02:30+01:00",
         "Sun 2026-03-29T03:30:00+02:00", "Tue 2026-03-31T16:00:00+02:00"},
        {"the hour that never was", "2026-03-29T02:30", nullptr, nullptr},
        {"small letters", "2026-11-23t09:00:00z", "Mon 2026-11-23T10:00:00+01:00",
         "Wed 2026-11-25T02:00:00+01:00"},
        {"seconds", "2026-11-23T10:00:07", "Mon 2026-11-23T10:00:07+01:00",
         "Wed 2026-11-25T02:00:07+01:00"},
        {"tenths", "2026-11-23T10:00:07.5", "Mon 2026-11-23T10:00:07.5+01:00",
         "Wed 2026-11-25T02:00:07.5+01:00"},
        {"microseconds", "2026-11-23T10:00:07.000001Z", "Mon 2026-11-23T11:00:07.000001+01:00",
         "Wed 2026-11-25T03:00:07.000001+01:00"},
        {"seven digits, as .NET writes them", "2026-11-23T10:00:07.1234567",
         "Mon 2026-11-23T10:00:07.1234567+01:00", "Wed 2026-11-25T02:00:07.1234567+01:00"},
        {"nanoseconds", "2026-11-23T10:00:07.123456789Z", "Mon 2026-11-23T11:00:07.123456789+01:00",
         "Wed 2026-11-25T03:00:07.123456789+01:00"},
        {"nanoseconds before the next second", "2026-11-23T10:00:07.999999999",
         "Mon 2026-11-23T10:00:07.999999999+01:00", "Wed 2026-11-25T02:00:07.999999999+01:00"},
        {"a nanosecond after Friday 24:00 it is Monday", "2027-05-05T08:00:00.000000001",
         "Wed 2027-05-05T08:00:00.000000001+02:00", "Mon 2027-05-10T00:00:00.000000001+02:00"},
        {"a nanosecond before it, Friday", "2027-05-05T07:59:59.999999999",
         "Wed 2027-05-05T07:59:59.999999999+02:00", "Fri 2027-05-07T23:59:59.999999999+02:00"},
        {"nanoseconds of a Saturday do not count", "2026-11-28T12:00:00.000000001",
         "Sat 2026-11-28T12:00:00.000000001+01:00", "Tue 2026-12-01T16:00:00+01:00"},
        {"a fraction that is none", "2026-11-23T10:00:07.000000000",
         "Mon 2026-11-23T10:00:07+01:00", "Wed 2026-11-25T02:00:07+01:00"},
        {"a leap second", "2026-12-31T23:59:60Z", nullptr, nullptr},
        {"midnight as 24:00", "2026-11-23T24:00", nullptr, nullptr},
        {"a day alone", "2026-11-23", nullptr, nullptr},
        {"a year before Oslo time is known", "1949-06-01T12:00", nullptr, nullptr},
        {"a year after it", "2200-01-01T00:00", nullptr, nullptr},
        {"a period that runs past it", "2199-12-31T10:00", nullptr, nullptr},
        {"only a space", " ", nullptr, nullptr},
        {"a tab behind it", "2026-11-23T10:00\t", nullptr, nullptr},
        {"a NUL behind it", std::string("2026-11-23T10:00\0", 17), nullptr, nullptr},
        {"ten million digits", std::string(10'000'000, '9'), nullptr, nullptr},
    };
    std::string input, out;
    for (const auto& c : cases) {
        input += c.line + "\n";
        if (c.received)
            out += instant(c.received) + "\tbusiness-day-hours\t" + instant(c.due) + "\n";
    }
    const auto said = say({"deadline"}, input);
    EXPECT_EQ(said.status, 2);
    EXPECT_EQ(said.out, out);
    std::istringstream errors(said.err);
    for (std::size_t i = 0; i < std::size(cases); ++i) {
        if (cases[i].received) continue;
        std::string error;
        EXPECT_TRUE(std::getline(errors, error));
        EXPECT_TRUE(error.starts_with("line " + std::to_string(i + 1) + ": "))
            << cases[i].why << ": " << error;
        EXPECT_LT(error.size(), 250U) << cases[i].why;
    }
    EXPECT_FALSE(errors.good() && errors.peek() != EOF) << "one line for each, and no more";
}

TEST(DeadlineCommand, WhatOtherSystemsPutAroundLines)
{
    const auto said = say({"deadline"}, "\xEF\xBB\xBF"
                                        "2026-11-23T10:00\r\n\r\n\n2026-11-23T10:00");
    EXPECT_EQ(said.status, 0) << said;
    EXPECT_EQ(std::count(said.out.begin(), said.out.end(), '\n'), 2) << said;
    EXPECT_EQ(say({"deadline"}, "").out, "");
    EXPECT_EQ(say({"deadline"}, "").status, 0);
}

TEST(DeadlineCommand, ABadArgumentIsNamedByItsPlace)
{
    const auto said = say({"deadline", "2026-11-23T10:00", "Oda Planteby", "", "--mode",
                           "wall-clock", "2026-11-27T15:00"});
    EXPECT_EQ(said.status, 2);
    EXPECT_EQ(said.out, "2026-11-23T10:00:00+01:00\twall-clock\t2026-11-25T02:00:00+01:00\n"
                        "2026-11-27T15:00:00+01:00\twall-clock\t2026-11-29T07:00:00+01:00\n");
    EXPECT_TRUE(said.err.starts_with("argument 2: this is not an instant: ")) << said;
    EXPECT_NE(said.err.find("\nargument 3: this is not an instant: "), std::string::npos) << said;
    EXPECT_FALSE(said.holds("Planteby"));
}

TEST(DeadlineCommand, AnInstantIsAnsweredUnderEveryModeOrNone)
{
    // The wall clock ends within the calendar, the business days do not.
    const auto said =
        say({"deadline", "--mode", "wall-clock", "--mode", "business-days:3", "2199-12-29T10:00"});
    EXPECT_EQ(said.status, 2);
    EXPECT_EQ(said.out, "");
    EXPECT_NE(said.err.find("argument 1: this calendar covers the years 1950 to 2199"),
              std::string::npos)
        << said;
}

TEST(DeadlineCommand, ModesAndHours)
{
    const struct {
        const char* why;
        std::vector<std::string> options;
        const char* out;
    } cases[] = {
        {"office hours", {"--mode", "office-hours"}, "office-hours\t2026-11-30T10:00:00+01:00"},
        {"days", {"--mode", "business-days:2"}, "business-days:2\t2026-11-26T00:00:00+01:00"},
        {"fewer hours", {"--hours", "1"}, "business-day-hours\t2026-11-23T11:00:00+01:00"},
        {"no hours: at once", {"--hours", "0"}, "business-day-hours\t2026-11-23T10:00:00+01:00"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto arguments = c.options;
        arguments.insert(arguments.begin(), {"deadline", "2026-11-23T10:00"});
        const auto said = say(arguments);
        EXPECT_EQ(said.status, 0) << said;
        EXPECT_NE(said.out.find(c.out), std::string::npos) << said;
    }
    const auto closed = say({"deadline", "--close-eves", "2026-12-23T09:00"});
    EXPECT_NE(closed.out.find("\t2026-12-29T01:00:00+01:00\n"), std::string::npos)
        << "24 December does not count: " << closed;
}

TEST(DeadlineCommand, ExplainShowsWorkingThatEndsWithTheDeadline)
{
    const auto said = say({"deadline", "--explain", "2027-03-24T15:01"});
    EXPECT_EQ(said.status, 0);
    for (const char* word : {"skjærtorsdag", "langfredag", "andre påskedag", "2027-03-31"})
        EXPECT_NE(said.out.find(word), std::string::npos) << word << said;
    EXPECT_GT(std::count(said.out.begin(), said.out.end(), '\n'), 4);

    const auto json =
        batch::json::parse(say({"deadline", "--explain", "--json", "2027-03-24T15:01"}).out);
    ASSERT_EQ(json.as_list().size(), 1U);
    EXPECT_EQ(json.as_list()[0].text("deadline"), "2027-03-31T07:01:00+02:00");
    EXPECT_NE(said.out.find(json.as_list()[0].text("working")), std::string::npos);
}

} // namespace
} // namespace reservepost::tests
