#include "tests/batch/commands/command_desk.h"

#include <gtest/gtest.h>

// The two commands that reckon with time, as a person uses them: real weeks and what falls due in
// them.

namespace reservepost::tests {
namespace {

struct Row {
    const char* why;
    const char* received; ///< With the offset that Oslo had then.
    const char* wall_clock;
    const char* business_day_hours;
};

constexpr Row rows[] = {
    {"an ordinary Monday", "2026-11-23T10:00:00+01:00", "2026-11-25T02:00:00+01:00",
     "2026-11-25T02:00:00+01:00"},
    {"a Friday, over a weekend", "2026-11-27T15:00:00+01:00", "2026-11-29T07:00:00+01:00",
     "2026-12-01T07:00:00+01:00"},
    {"a Saturday", "2026-11-28T12:00:00+01:00", "2026-11-30T04:00:00+01:00",
     "2026-12-01T16:00:00+01:00"},
    {"Wednesday before Christmas", "2026-12-23T09:00:00+01:00", "2026-12-25T01:00:00+01:00",
     "2026-12-28T01:00:00+01:00"},
    {"Wednesday before Easter; the clocks change", "2027-03-24T15:01:00+01:00",
     "2027-03-26T07:01:00+01:00", "2027-03-31T07:01:00+02:00"},
    {"before Ascension; used up at Friday 24:00", "2027-05-05T08:00:00+02:00",
     "2027-05-07T00:00:00+02:00", "2027-05-08T00:00:00+02:00"},
};

TEST(DeadlineCommand, RealWeeks)
{
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto said =
            say({"deadline", "--mode", "wall-clock", "--mode", "business-day-hours", row.received});
        EXPECT_EQ(said.status, 0);
        EXPECT_EQ(said.err, "");
        const std::string received = row.received;
        EXPECT_EQ(said.out, received + "\twall-clock\t" + row.wall_clock + "\n" + received +
                                "\tbusiness-day-hours\t" + row.business_day_hours + "\n");
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

TEST(CalendarCommand, CommaSeparatedValues)
{
    const auto said = say({"calendar", "--year", "2027", "--format", "csv"});
    EXPECT_EQ(said.status, 0);
    EXPECT_TRUE(said.out.starts_with("date,name,weekday,source")) << said;
    EXPECT_NE(said.out.find("2027-03-25,skjærtorsdag,Thursday,"), std::string::npos) << said;
    EXPECT_NE(said.out.find("2027-05-17,"), std::string::npos);
    EXPECT_EQ(said.out.find("2027-12-24"), std::string::npos) << "no holiday in law";
}

TEST(CalendarCommand, TheDaysOfTheSpanAndNoOthers)
{
    const auto said =
        say({"calendar", "--from", "2026-12-25", "--to", "2027-01-01", "--format", "csv"});
    EXPECT_NE(said.out.find("2026-12-25,"), std::string::npos) << said;
    EXPECT_NE(said.out.find("2026-12-26,"), std::string::npos);
    EXPECT_NE(said.out.find("2027-01-01,"), std::string::npos);
    EXPECT_EQ(said.out.find("2027-03"), std::string::npos);
    EXPECT_TRUE(say({"calendar", "--year", "2027", "--format", "ics"})
                    .out.starts_with("BEGIN:VCALENDAR\r\n"));
    EXPECT_TRUE(say({"calendar", "--now", "2031-06-01T12:00"}).holds("2031-")) << "this year";
    const auto year = batch::json::parse(say({"calendar", "--year", "2027", "--json"}).out);
    EXPECT_EQ(year.as_list().front().text("date"), "2027-01-01");
    EXPECT_EQ(year.as_list().front().text("weekday"), "Friday");
}

} // namespace
} // namespace reservepost::tests
