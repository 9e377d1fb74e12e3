#include "batch/schedule.h"
#include "tests/support/test_night.h"

#include <gtest/gtest.h>

namespace reservepost::tests {
namespace {

using std::chrono::minutes;

const std::vector<minutes> usual = {minutes(30), minutes(490)}; // 00:30 and 08:10

TEST(Schedule, TheNextRunComesEveryDayOfTheYear)
{
    struct {
        const char* why;
        std::vector<minutes> times;
        const char* now;
        const char* next;
    } const cases[] = {
        {"Wednesday before the first", usual, "2026-11-25T00:29", "2026-11-25T00:30"},
        {"Wednesday at the very minute: the next one", usual, "2026-11-25T00:30",
         "2026-11-25T08:10"},
        {"Wednesday after the last", usual, "2026-11-25T08:10", "2026-11-26T00:30"},
        {"Friday afternoon: Saturday night", usual, "2026-11-27T16:00", "2026-11-28T00:30"},
        {"Good Friday is a day like any other", usual, "2027-03-26T01:00", "2027-03-26T08:10"},
        {"New Year's Eve, a Thursday", usual, "2026-12-31T23:59", "2027-01-01T00:30"},
        {"Sunday, the clock is put forward", usual, "2027-03-28T00:30", "2027-03-28T08:10"},
        {"Sunday, the clock is put back", usual, "2026-10-25T00:30", "2026-10-25T08:10"},
        {"once a day, just after", {minutes(60)}, "2026-11-25T01:00", "2026-11-26T01:00"},
        {"an hour that Sunday does not have: the day after",
         {minutes(150)},
         "2027-03-28T00:00",
         "2027-03-29T02:30"},
        {"the same, asked on Saturday after its run",
         {minutes(150)},
         "2027-03-27T03:00",
         "2027-03-29T02:30"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(holidays::oslo_text(batch::next_scheduled(oslo(c.now), c.times)),
                  holidays::oslo_text(oslo(c.next)));
    }
}

TEST(Schedule, PackagesAreClosedInTheLastRunThatMakesTheCutOff)
{
    const auto stocktaking =
        holidays::Calendar::norway().closed_also_on(holidays::Date(2026, 11, 26), "stocktaking");
    const auto norway = holidays::Calendar::norway();
    struct {
        const char* why;
        const holidays::Calendar& house;
        const char* now;
        const char* oldest_due; ///< Empty: nothing waits.
        int cut_off;
        const char* waits; ///< What the reason says; empty: closed now.
    } const cases[] = {
        {"Wednesday night: the morning still makes it", norway, "2026-11-25T00:30", "", 600,
         "still makes"},
        {"Wednesday morning: the last before the cut-off", norway, "2026-11-25T08:10", "", 600, ""},
        {"Wednesday afternoon, by hand: two runs make Thursday's", norway, "2026-11-25T14:00", "",
         600, "still makes"},
        {"Wednesday night, the morning leaves just half an hour", norway, "2026-11-25T00:30", "",
         520, "still makes"},
        {"Wednesday night, the morning leaves a minute less", norway, "2026-11-25T00:30", "", 519,
         ""},
        {"Wednesday night, a letter due on Tuesday evening has missed nothing", norway,
         "2026-11-25T00:30", "2026-11-24T22:00", 600, "still makes"},
        {"Wednesday night, a letter due before Tuesday's cut-off missed it", norway,
         "2026-11-25T00:30", "2026-11-24T09:59", 600, ""},
        {"Wednesday night, due at Tuesday's cut-off: it is the next one's", norway,
         "2026-11-25T00:30", "2026-11-24T10:00", 600, "still makes"},
        {"Friday afternoon: the runs of the weekend make Monday's", norway, "2026-11-27T16:00", "",
         600, "still makes"},
        {"Saturday: closed, whatever waits", norway, "2026-11-28T08:10", "2026-11-20T08:00", 600,
         "closed today"},
        {"Monday night after a Friday afternoon", norway, "2026-11-30T00:30", "2026-11-27T16:00",
         600, "still makes"},
        {"Monday morning", norway, "2026-11-30T08:10", "2026-11-27T16:00", 600, ""},
        {"Wednesday before Easter: the day is open, its cut-off counts", norway, "2027-03-24T08:10",
         "", 600, ""},
        {"Maundy Thursday", norway, "2027-03-25T08:10", "", 600, "closed today"},
        {"Easter Monday, with a letter of the week before", norway, "2027-03-29T08:10",
         "2027-03-23T08:00", 600,
         "closed today (andre påskedag); it works again on Tuesday 30 March 2027"},
        {"Tuesday after Easter, at night: what waited has missed nothing", norway,
         "2027-03-30T00:30", "2027-03-25T08:00", 600, "still makes"},
        {"Tuesday after Easter, in the morning", norway, "2027-03-30T08:10", "2027-03-25T08:00",
         600, ""},
        {"Monday after the clock was put forward", norway, "2027-04-05T08:10", "", 600, ""},
        {"Monday after the clock was put back", norway, "2026-10-26T08:10", "", 600, ""},
        {"Thursday of the house's stocktaking", stocktaking, "2026-11-26T08:10", "", 600,
         "the print house is closed today (stocktaking); it works again on Friday 27 November "
         "2026"},
        {"Wednesday evening before stocktaking: Friday's cut-off is far", stocktaking,
         "2026-11-25T18:00", "", 600, "still makes"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        std::optional<holidays::Instant> due;
        if (*c.oldest_due) due = oslo(c.oldest_due);
        const auto reason =
            batch::why_not_pack(oslo(c.now), {usual, minutes(c.cut_off), c.house}, due);
        EXPECT_EQ(reason.has_value(), *c.waits != '\0') << reason.value_or("closed now");
        EXPECT_NE(reason.value_or("").find(c.waits), std::string::npos) << reason.value_or("");
    }
}

} // namespace
} // namespace reservepost::tests
