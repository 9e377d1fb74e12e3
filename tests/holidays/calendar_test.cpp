#include "holidays/calendar.h"

#include "holidays/calendar_text.h"
#include "holidays/easter.h"
#include "moments.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace reservepost::holidays {
namespace {

const Calendar& norway()
{
    static const Calendar calendar = Calendar::norway();
    return calendar;
}

TEST(Holidays, WholeYears)
{
    const struct {
        const char* day;
        const char* name;
    } rows[] = {
        {"Thu 2026-01-01", "første nyttårsdag"},
        {"Thu 2026-04-02", "skjærtorsdag"},
        {"Fri 2026-04-03", "langfredag"},
        {"Sun 2026-04-05", "første påskedag"},
        {"Mon 2026-04-06", "andre påskedag"},
        {"Fri 2026-05-01", "offentlig høytidsdag"},
        {"Thu 2026-05-14", "Kristi himmelfartsdag"},
        {"Sun 2026-05-17", "grunnlovsdagen"},
        {"Sun 2026-05-24", "første pinsedag"},
        {"Mon 2026-05-25", "andre pinsedag"},
        {"Fri 2026-12-25", "første juledag"},
        {"Sat 2026-12-26", "andre juledag"},
        {"Fri 2027-01-01", "første nyttårsdag"},
        {"Thu 2027-03-25", "skjærtorsdag"},
        {"Fri 2027-03-26", "langfredag"},
        {"Sun 2027-03-28", "første påskedag"},
        {"Mon 2027-03-29", "andre påskedag"},
        {"Sat 2027-05-01", "offentlig høytidsdag"},
        {"Thu 2027-05-06", "Kristi himmelfartsdag"},
        {"Sun 2027-05-16", "første pinsedag"},
        {"Mon 2027-05-17", "grunnlovsdagen"},
        {"Mon 2027-05-17", "andre pinsedag"},
        {"Sat 2027-12-25", "første juledag"},
        {"Sun 2027-12-26", "andre juledag"},
    };
    const auto found = norway().holidays(Date(2026, 1, 1), Date(2027, 12, 31));
    ASSERT_EQ(found.size(), std::size(rows));
    for (std::size_t i = 0; i < found.size(); ++i) {
        SCOPED_TRACE(rows[i].day);
        EXPECT_EQ(found[i].date, day(rows[i].day));
        EXPECT_EQ(found[i].name, rows[i].name);
        EXPECT_TRUE(found[i].source.starts_with("helligdagsfredloven § 2 ") ||
                    found[i].source == "lov 26. april 1947 nr. 1 § 1");
    }
}

/// The `count`th such weekday after `day`; before it where `count` is negative.
Date nth_after(Date day, Weekday weekday, int count)
{
    const int step = count < 0 ? -1 : 1;
    for (int found = 0; found != count;) {
        day = day + step;
        if (day.weekday() == weekday) found += step;
    }
    return day;
}

TEST(Holidays, StandWhereTheActsPutThem)
{
    // The acts' own words, year by year; only Easter Sunday itself is taken from the product.
    for (int year = Date::first_year; year <= Date::last_year; ++year) {
        SCOPED_TRACE(year);
        const Date easter = easter_sunday(year);
        const Date whitsun = nth_after(easter, Weekday::Sunday, 7);
        const struct {
            const char* name;
            Date day;
            const char* source;
        } acts[] = {
            {"første nyttårsdag", Date(year, 1, 1), "helligdagsfredloven § 2 b"},
            {"skjærtorsdag", nth_after(easter, Weekday::Thursday, -1), "helligdagsfredloven § 2 c"},
            {"langfredag", nth_after(easter, Weekday::Friday, -1), "helligdagsfredloven § 2 d"},
            {"første påskedag", easter, "helligdagsfredloven § 2 e"},
            {"andre påskedag", nth_after(easter, Weekday::Monday, 1), "helligdagsfredloven § 2 f"},
            {"Kristi himmelfartsdag", nth_after(easter, Weekday::Thursday, 6),
             "helligdagsfredloven § 2 g"},
            {"første pinsedag", whitsun, "helligdagsfredloven § 2 h"},
            {"andre pinsedag", nth_after(whitsun, Weekday::Monday, 1), "helligdagsfredloven § 2 i"},
            {"første juledag", Date(year, 12, 25), "helligdagsfredloven § 2 j"},
            {"andre juledag", Date(year, 12, 26), "helligdagsfredloven § 2 k"},
            {"offentlig høytidsdag", Date(year, 5, 1), "lov 26. april 1947 nr. 1 § 1"},
            {"grunnlovsdagen", Date(year, 5, 17), "lov 26. april 1947 nr. 1 § 1"},
        };
        const auto found = norway().holidays(Date(year, 1, 1), Date(year, 12, 31));
        ASSERT_EQ(found.size(), std::size(acts));
        for (const auto& act : acts) {
            const Holiday holiday{act.day, act.name, act.source};
            ASSERT_EQ(std::ranges::count(found, holiday), 1) << act.name;
            ASSERT_FALSE(norway().is_business_day(act.day)) << act.name;
        }
    }
}

TEST(Holidays, MeetingsOfTwo)
{
    const std::string whit_sunday = "grunnlovsdagen + første pinsedag";
    const std::string whit_monday = "grunnlovsdagen + andre pinsedag";
    const std::string ascension = "grunnlovsdagen + Kristi himmelfartsdag";
    const std::string first_of_may = "offentlig høytidsdag + Kristi himmelfartsdag";
    const struct {
        const char* day;
        std::string names;
    } meetings[] = {
        {"Sun 1959-05-17", whit_sunday},  {"Sun 1964-05-17", whit_sunday},
        {"Sun 1970-05-17", whit_sunday},  {"Thu 2007-05-17", ascension},
        {"Thu 2008-05-01", first_of_may}, {"Thu 2012-05-17", ascension},
        {"Mon 2027-05-17", whit_monday},  {"Mon 2032-05-17", whit_monday},
        {"Sun 2043-05-17", whit_sunday},  {"Sun 2054-05-17", whit_sunday},
        {"Sun 2065-05-17", whit_sunday},  {"Thu 2091-05-17", ascension},
        {"Mon 2100-05-17", whit_monday},  {"Sun 2111-05-17", whit_sunday},
        {"Sun 2116-05-17", whit_sunday},  {"Sun 2122-05-17", whit_sunday},
        {"Thu 2159-05-17", ascension},    {"Thu 2160-05-01", first_of_may},
        {"Thu 2164-05-17", ascension},    {"Mon 2179-05-17", whit_monday},
        {"Mon 2184-05-17", whit_monday},  {"Sun 2195-05-17", whit_sunday},
    };
    std::map<Date, std::string> found;
    for (const HolidayRow& row :
         holiday_rows(norway(), norway().first_day(), norway().last_day())) {
        if (row.name.find(" + ") != std::string::npos) found[row.date] = row.name;
    }
    EXPECT_EQ(found.size(), std::size(meetings));
    for (const auto& meeting : meetings) {
        SCOPED_TRACE(meeting.day);
        EXPECT_EQ(found[day(meeting.day)], meeting.names);
        EXPECT_FALSE(norway().is_business_day(day(meeting.day)));
    }
}

TEST(Calendar, EvesAreOrdinaryUntilTheyAreClosed)
{
    const Calendar closed = norway().close_eves();
    for (const char* eve : {"Thu 2026-12-24", "Thu 2026-12-31", "Fri 2027-12-24"}) {
        SCOPED_TRACE(eve);
        EXPECT_TRUE(norway().is_business_day(day(eve)));
        EXPECT_FALSE(norway().why_closed(day(eve)));
        EXPECT_FALSE(closed.is_business_day(day(eve)));
    }
    EXPECT_FALSE(norway().eves_closed());
    EXPECT_TRUE(closed.eves_closed());
    EXPECT_TRUE(closed.closed_also_on(Date(2026, 11, 25), "stocktaking").eves_closed());
    EXPECT_FALSE(norway().closed_also_on(Date(2026, 12, 24), "julaften").eves_closed());
    EXPECT_EQ(closed.why_closed(day("Thu 2026-12-24")), "julaften");
    EXPECT_EQ(closed.why_closed(day("Thu 2026-12-31")), "nyttårsaften");
    // Neither act names the eves of Easter, Whitsun or 1 May.
    EXPECT_TRUE(norway().is_business_day(day("Wed 2026-04-01")));
    EXPECT_TRUE(norway().is_business_day(day("Thu 2026-04-30")));
}

TEST(Calendar, SaysWhyADayIsClosed)
{
    const Calendar calendar = norway()
                                  .closed_also_on(Date(2026, 11, 25), "stocktaking")
                                  .closed_also_on(Date(2026, 11, 28), "move");
    const struct {
        const char* day;
        const char* why; // nullptr: open.
    } cases[] = {
        {"Mon 2026-11-23", nullptr},
        {"Wed 2026-11-25", "stocktaking"},
        {"Sat 2026-11-28", "Saturday, move"},
        {"Sun 2026-11-29", "Sunday"},
        {"Sat 2026-12-26", "Saturday, andre juledag"},
        {"Sun 2026-04-05", "Sunday, første påskedag"},
        {"Mon 2027-05-17", "grunnlovsdagen, andre pinsedag"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.day);
        const auto why = calendar.why_closed(day(c.day));
        EXPECT_EQ(why.has_value(), c.why != nullptr);
        if (why && c.why) {
            EXPECT_EQ(*why, c.why);
        }
        EXPECT_EQ(calendar.is_business_day(day(c.day)), c.why == nullptr);
    }
}

TEST(Calendar, IsAValue)
{
    const Calendar one = Calendar::norway(2026, 2027);
    EXPECT_EQ(one, Calendar::norway(2026, 2027));
    const Calendar other = one.closed_also_on(Date(2026, 11, 25), "stocktaking");
    EXPECT_NE(one, other);
    EXPECT_TRUE(one.is_business_day(Date(2026, 11, 25))) << "the first one must not change";
    EXPECT_NE(other, one.closed_also_on(Date(2026, 11, 25), "move"));
    EXPECT_EQ(other, other.closed_also_on(Date(2026, 11, 25), "stocktaking"));
    EXPECT_EQ(other.holidays(Date(2026, 11, 1), Date(2026, 11, 30)),
              (std::vector<Holiday>{{Date(2026, 11, 25), "stocktaking", "closed beyond the law"}}));
}

TEST(EveryDay, IsABusinessDayOrHasAReason)
{
    const Calendar calendar = Calendar::norway(1990, 2060);
    int business_days = 0;
    for (Date date = calendar.first_day();; date = date + 1) {
        const bool open = calendar.is_business_day(date);
        ASSERT_NE(open, calendar.why_closed(date).has_value()) << date.text();
        ASSERT_EQ(calendar.business_days_before(date), business_days) << date.text();
        if (date.weekday() >= Weekday::Saturday) {
            ASSERT_FALSE(open) << date.text();
        }
        if (open) {
            ASSERT_EQ(calendar.nth_business_day(business_days), date);
            ASSERT_EQ(calendar.business_day_on_or_after(date), date);
            ++business_days;
        } else if (date < calendar.last_day() - 4) {
            const Date next = calendar.business_day_on_or_after(date);
            ASSERT_EQ(next, calendar.business_day_on_or_after(date + 1)) << date.text();
        }
        if (date == calendar.last_day()) break;
    }
    EXPECT_EQ(calendar.business_days_before(Date(2061, 1, 1)), business_days);
}

TEST(Calendar, NeverGuessesOutsideItsYears)
{
    const Calendar calendar = Calendar::norway(2026, 2027);
    EXPECT_THROW(calendar.is_business_day(Date(2025, 12, 31)), OutsideCalendar);
    EXPECT_THROW(calendar.is_business_day(Date(2028, 1, 1)), OutsideCalendar);
    EXPECT_THROW(calendar.why_closed(Date(2028, 1, 1)), OutsideCalendar);
    EXPECT_THROW(calendar.business_day_on_or_after(Date(2028, 1, 1)), OutsideCalendar);
    EXPECT_THROW(calendar.business_days_before(Date(2028, 1, 2)), OutsideCalendar);
    EXPECT_THROW(calendar.business_days_before(Date(2025, 12, 31)), OutsideCalendar);
    EXPECT_THROW(calendar.nth_business_day(-1), OutsideCalendar);
    EXPECT_THROW(calendar.nth_business_day(100'000), OutsideCalendar);
    EXPECT_THROW(calendar.holidays(Date(2026, 1, 1), Date(2028, 1, 1)), OutsideCalendar);
    EXPECT_THROW((void)calendar.closed_also_on(Date(2028, 1, 1), "move"), OutsideCalendar);
    EXPECT_TRUE(calendar.holidays(Date(2027, 1, 1), Date(2026, 1, 1)).empty());

    EXPECT_THROW(Calendar::norway(1949, 2000), OutsideCalendar);
    EXPECT_THROW(Calendar::norway(2000, 2200), OutsideCalendar);
    EXPECT_THROW(Calendar::norway(2027, 2026), OutsideCalendar);
}

TEST(Calendar, TheErrorNamesTheYears)
{
    try {
        Calendar::norway(2026, 2027).is_business_day(Date(2028, 1, 1));
        FAIL();
    } catch (const OutsideCalendar& error) {
        EXPECT_STREQ(error.what(), "this calendar covers the years 2026 to 2027; a day in 2028 "
                                   "lies outside; no deadline is guessed");
    }
}

} // namespace
} // namespace reservepost::holidays
