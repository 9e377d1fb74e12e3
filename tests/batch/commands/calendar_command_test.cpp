#include "tests/batch/commands/command_desk.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

// Public holidays as a person asks for them.

namespace reservepost::tests {
namespace {

TEST(CalendarCommand, CommaSeparatedValues)
{
    const auto said =
        say({"calendar", "--from", "2027-05-01", "--to", "2027-05-31", "--format", "csv"});
    EXPECT_EQ(said.status, 0);
    EXPECT_EQ(said.err, "");
    EXPECT_EQ(said.out,
              "date,name,weekday,source\n"
              "2027-05-01,offentlig høytidsdag,Saturday,lov 26. april 1947 nr. 1 § 1\n"
              "2027-05-06,Kristi himmelfartsdag,Thursday,helligdagsfredloven § 2 g\n"
              "2027-05-16,første pinsedag,Sunday,helligdagsfredloven § 2 h\n"
              "2027-05-17,grunnlovsdagen + andre pinsedag,Monday,lov 26. april 1947 nr. 1 § 1 + "
              "helligdagsfredloven § 2 i\n")
        << "ordinary Sundays are not listed, Whit Sunday is, and two on one day are one row";
    EXPECT_EQ(
        say({"calendar", "--from", "2026-06-01", "--to", "2026-06-30", "--format", "csv"}).out,
        "date,name,weekday,source\n")
        << "a month without holidays";
}

TEST(CalendarCommand, Table)
{
    const auto said = say({"calendar", "--from", "2026-12-20", "--to", "2026-12-31"});
    EXPECT_EQ(said.out, "2026-12-25  Friday     første juledag  helligdagsfredloven § 2 j\n"
                        "2026-12-26  Saturday   andre juledag   helligdagsfredloven § 2 k\n")
        << "24 and 31 December are ordinary days";
}

TEST(CalendarCommand, DebiansIcalendarReadsEveryYear)
{
    const auto said =
        say({"calendar", "--from", "1950-01-01", "--to", "2199-12-31", "--format", "ics"});
    EXPECT_EQ(said.status, 0);
    const TemporaryDirectory directory;
    const auto file = write_file(directory / "holidays.ics", said.out);
    const auto read =
        run({"/usr/bin/python3", RESERVEPOST_SOURCE "/tests/holidays/read_ics.py", file});
    ASSERT_EQ(read.status, 0) << "is python3-icalendar installed? " << read.output;
    std::istringstream events(read.output);
    std::size_t days = 0;
    for (std::string line; std::getline(events, line); ++days)
        EXPECT_EQ(std::count(line.begin(), line.end(), '|'), 4) << line;
    EXPECT_EQ(days, 250U * 12 - 22) << "twelve a year, and 22 times two on one day";
    EXPECT_NE(read.output.find("2043-05-17|grunnlovsdagen + første pinsedag|"), std::string::npos);
}

TEST(CalendarCommand, TheDaysOfTheSpanAndNoOthers)
{
    const auto dates = [](std::vector<std::string> words) {
        words.insert(words.begin(), {"calendar", "--json", "--now", "2031-06-01T12:00"});
        std::string found;
        const auto rows = batch::json::parse(say(words).out);
        for (const auto& row : rows.as_list())
            found += row.text("date") + " ";
        return found;
    };
    EXPECT_EQ(dates({"--from", "2026-12-25", "--to", "2027-01-01"}),
              "2026-12-25 2026-12-26 2027-01-01 ");
    EXPECT_EQ(dates({"--from", "2026-12-26"}), "2026-12-26 ") << "to the end of that year";
    EXPECT_EQ(dates({"--to", "2027-01-01"}), "2027-01-01 ") << "from the beginning of that year";
    EXPECT_EQ(dates({"--from", "2026-12-26", "--to", "2026-12-26"}), "2026-12-26 ");
    EXPECT_TRUE(dates({}).starts_with("2031-01-01 2031-04-10 ")) << "this year";
    EXPECT_TRUE(dates({"--year", "2199"}).ends_with("2199-12-26 "));
    EXPECT_EQ(batch::json::parse(say({"calendar", "--year", "2027", "--json"}).out)
                  .as_list()
                  .front()
                  .text("weekday"),
              "Friday");
}

TEST(CalendarCommand, OtherYearsAndDaysThatAreNoneAreRefused)
{
    const struct {
        const char* why;
        std::vector<std::string> words;
        const char* error;
    } cases[] = {
        {"before the rules",
         {"--from", "1949-12-31"},
         "--from: the day lies outside the years 1950 to 2199"},
        {"after the rules",
         {"--to", "2200-01-01"},
         "--to: the day lies outside the years 1950 to 2199"},
        {"a year before them", {"--year", "1949"}, "--year takes 1950 to 2199"},
        {"a day that is none", {"--from", "2026-02-30"}, "--from: there is no such day"},
        {"the Norwegian way",
         {"--to", "31.12.2026"},
         "--to: this is not a day of the form YYYY-MM-DD"},
        {"a format that is none, in JSON too", {"--format", "xml", "--json"}, "table, csv or ics"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto words = c.words;
        words.insert(words.begin(), "calendar");
        const auto said = say(words);
        EXPECT_EQ(said.status, 1);
        EXPECT_EQ(said.out, "");
        EXPECT_NE(said.err.find(c.error), std::string::npos) << said;
    }
}

} // namespace
} // namespace reservepost::tests
