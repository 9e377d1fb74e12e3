#include "holidays/calendar_text.h"

#include "moments.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

namespace reservepost::holidays {
namespace {

const Calendar& house()
{
    static const Calendar calendar =
        Calendar::norway(2026, 2027)
            .closed_also_on(Date(2027, 5, 18), "move, \"large\"; hall B")
            .closed_also_on(Date(2027, 5, 17), "stocktaking");
    return calendar;
}

std::vector<HolidayRow> spring()
{
    return holiday_rows(house(), Date(2027, 5, 1), Date(2027, 5, 31));
}

TEST(CalendarText, Table)
{
    EXPECT_EQ(calendar_table(spring()), "2027-05-01  Saturday   offentlig høytidsdag               "
                                        "            lov 26. april 1947 nr. 1 § 1\n"
                                        "2027-05-06  Thursday   Kristi himmelfartsdag              "
                                        "            helligdagsfredloven § 2 g\n"
                                        "2027-05-16  Sunday     første pinsedag                    "
                                        "            helligdagsfredloven § 2 h\n"
                                        "2027-05-17  Monday     grunnlovsdagen + andre pinsedag + "
                                        "stocktaking  lov 26. april 1947 nr. 1 § 1 + "
                                        "helligdagsfredloven § 2 i + closed beyond the law\n"
                                        "2027-05-18  Tuesday    move, \"large\"; hall B            "
                                        "              closed beyond the law\n");
    EXPECT_EQ(calendar_table({}), "");
}

TEST(CalendarText, Csv)
{
    EXPECT_EQ(
        calendar_csv(spring()),
        "date,name,weekday,source\n"
        "2027-05-01,offentlig høytidsdag,Saturday,lov 26. april 1947 nr. 1 § 1\n"
        "2027-05-06,Kristi himmelfartsdag,Thursday,helligdagsfredloven § 2 g\n"
        "2027-05-16,første pinsedag,Sunday,helligdagsfredloven § 2 h\n"
        "2027-05-17,grunnlovsdagen + andre pinsedag + stocktaking,Monday,lov 26. april 1947 nr. 1 "
        "§ 1 + helligdagsfredloven § 2 i + closed beyond the law\n"
        "2027-05-18,\"move, \"\"large\"\"; hall B\",Tuesday,closed beyond the law\n");
    EXPECT_EQ(calendar_csv({}), "date,name,weekday,source\n");
}

TEST(CalendarText, EachSourceOnce)
{
    const Calendar twice = house().closed_also_on(Date(2027, 5, 18), "stocktaking");
    const auto rows = holiday_rows(twice, Date(2027, 5, 18), Date(2027, 5, 18));
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].name, "move, \"large\"; hall B + stocktaking");
    EXPECT_EQ(rows[0].source, "closed beyond the law");
}

TEST(CalendarText, OtherYearsAreRefused)
{
    EXPECT_THROW(holiday_rows(house(), Date(2027, 5, 1), Date(2028, 1, 1)), OutsideCalendar);
}

TEST(CalendarIcs, LinesAreShortAndNoCharacterIsBroken)
{
    auto rows = spring();
    for (const char* letters : {"å", "åx", "한", "x한"}) {
        std::string name;
        for (int i = 0; i < 100; ++i) {
            name += letters;
        }
        rows.push_back({Date(2027, 5, 20), name, Weekday::Thursday, ""});
    }
    const std::string ics = calendar_ics(rows, oslo("Wed 2026-11-25 02:00"));
    std::size_t begin = 0;
    int folded = 0;
    while (begin < ics.size()) {
        const std::size_t end = ics.find("\r\n", begin);
        ASSERT_NE(end, std::string::npos);
        EXPECT_LE(end - begin, 75U);
        const auto first = static_cast<unsigned char>(ics[begin]);
        EXPECT_NE(first & 0xC0U, 0x80U) << "a line must not begin inside a character";
        if (first == ' ') {
            ++folded;
            EXPECT_NE(static_cast<unsigned char>(ics.at(begin + 1)) & 0xC0U, 0x80U);
        }
        begin = end + 2;
    }
    EXPECT_GT(folded, 10) << "the long names must have been folded more than once";
}

TEST(CalendarIcs, IsReadByDebiansIcalendar)
{
    const tests::TemporaryDirectory directory;
    const auto file = tests::write_file(directory / "holidays.ics",
                                        calendar_ics(spring(), oslo("Wed 2026-11-25 02:00:00.5")));
    const auto read =
        tests::run({"/usr/bin/python3", RESERVEPOST_SOURCE "/tests/holidays/read_ics.py", file});
    ASSERT_EQ(read.status, 0) << "is python3-icalendar installed? " << read.output;
    EXPECT_EQ(
        read.output,
        "2027-05-01|offentlig høytidsdag|lov 26. april 1947 nr. 1 § 1|20270501-holiday@reservepost|"
        "2026-11-25T01:00:00+00:00\n"
        "2027-05-06|Kristi himmelfartsdag|helligdagsfredloven § 2 g|20270506-holiday@reservepost|"
        "2026-11-25T01:00:00+00:00\n"
        "2027-05-16|første pinsedag|helligdagsfredloven § 2 h|20270516-holiday@reservepost|"
        "2026-11-25T01:00:00+00:00\n"
        "2027-05-17|grunnlovsdagen + andre pinsedag + stocktaking|lov 26. april 1947 nr. 1 § 1 + "
        "helligdagsfredloven § 2 i + closed beyond the law|20270517-holiday@reservepost|"
        "2026-11-25T01:00:00+00:00\n"
        "2027-05-18|move, \"large\"; hall B|closed beyond the law|20270518-holiday@reservepost|"
        "2026-11-25T01:00:00+00:00\n");
}

} // namespace
} // namespace reservepost::holidays
