#include "holidays/oslo_time.h"

#include "moments.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace reservepost::holidays {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const std::string zone_file = "/usr/share/zoneinfo/Europe/Oslo";

/// What tzdata says of one zone (RFC 8536, version 2 and later).
struct Zone {
    struct Change {
        Instant at;
        seconds offset;
    };
    std::vector<Change> changes;
    std::string afterwards; ///< The POSIX rule for all later years.
};

class ZoneReader {
public:
    explicit ZoneReader(std::string octets) : octets_(std::move(octets)) {}

    Zone read()
    {
        read_block(4);        // The old part, with instants of 32 bits.
        return read_block(8); // The one that counts.
    }

private:
    std::int64_t number(std::size_t width)
    {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < width; ++i) {
            value = value << 8U | static_cast<unsigned char>(octets_.at(at_++));
        }
        return width == 4 ? static_cast<std::int32_t>(value) : static_cast<std::int64_t>(value);
    }

    Zone read_block(std::size_t width)
    {
        if (octets_.substr(at_, 4) != "TZif") throw std::runtime_error("not a zone file");
        at_ += 20;
        const auto marks_ut = number(4), marks_standard = number(4), leaps = number(4);
        const auto times = number(4), types = number(4), letters = number(4);
        Zone zone;
        for (std::int64_t i = 0; i < times; ++i) {
            zone.changes.push_back({Instant(seconds(number(width))), seconds(0)});
        }
        std::vector<std::size_t> type_of;
        for (std::int64_t i = 0; i < times; ++i) {
            type_of.push_back(static_cast<std::size_t>(octets_.at(at_++)));
        }
        std::vector<seconds> offsets;
        for (std::int64_t i = 0; i < types; ++i) {
            offsets.emplace_back(number(4));
            at_ += 2;
        }
        for (std::size_t i = 0; i < type_of.size(); ++i) {
            zone.changes[i].offset = offsets.at(type_of[i]);
        }
        at_ += static_cast<std::size_t>(letters + marks_ut + marks_standard) +
               static_cast<std::size_t>(leaps) * (width + 4);
        zone.afterwards = octets_.substr(at_);
        return zone;
    }

    std::string octets_;
    std::size_t at_ = 0;
};

Zone oslo_zone()
{
    std::ifstream file(zone_file, std::ios::binary);
    return ZoneReader(std::string(std::istreambuf_iterator<char>(file), {})).read();
}

TEST(OsloTime, AgreesWithTheZoneFileAtEveryChange)
{
    const Zone zone = oslo_zone();
    int compared = 0;
    seconds before{3600};
    for (const auto& change : zone.changes) {
        if (change.at >= parse_instant("1980-01-01T00:00:00+01:00")) {
            SCOPED_TRACE(utc_text(change.at));
            ASSERT_EQ(utc_offset(change.at - microseconds(1)), before);
            ASSERT_EQ(utc_offset(change.at), change.offset);
            ++compared;
        }
        before = change.offset;
    }
    EXPECT_GE(compared, 2 * (2007 - 1980)) << "is tzdata installed whole?";
    EXPECT_EQ(zone.afterwards, "\nCET-1CEST,M3.5.0,M10.5.0/3\n")
        << "the rule for all later years has changed: see holidays/SOURCES.md";
}

TEST(OsloTime, AgreesWithTheSystemsLibraryTwiceADayForTwoHundredAndTwentyYears)
{
    ASSERT_EQ(::setenv("TZ", ":Europe/Oslo", 1), 0);
    ::tzset();
    const Instant end = parse_instant("2199-12-31T23:59:59+01:00");
    Instant instant = parse_instant("1980-01-01T01:00:00Z");
    for (; instant < end; instant += hours(24)) {
        for (const seconds shift : {seconds(-1), seconds(0)}) {
            const Instant moment = instant + shift;
            const std::time_t time = std::chrono::floor<seconds>(moment).time_since_epoch().count();
            std::tm wall{};
            ASSERT_NE(::localtime_r(&time, &wall), nullptr);
            const OsloTime ours = to_oslo(moment);
            ASSERT_EQ(ours.date.year(), wall.tm_year + 1900) << utc_text(moment);
            ASSERT_EQ(ours.date.month(), wall.tm_mon + 1) << utc_text(moment);
            ASSERT_EQ(ours.date.day(), wall.tm_mday) << utc_text(moment);
            ASSERT_EQ(ours.time_of_day,
                      hours(wall.tm_hour) + minutes(wall.tm_min) + seconds(wall.tm_sec))
                << utc_text(moment);
            const bool comes_twice = moment >= parse_instant("1980-01-01T02:00:00Z") &&
                                     to_oslo(moment - hours(1)) == ours;
            ASSERT_EQ(from_oslo(ours), comes_twice ? moment - hours(1) : moment)
                << utc_text(moment);
        }
    }
}

TEST(OsloTime, ClocksChangeOnSundaysOnly)
{
    // deadline.cpp counts 24 hours in every business day because of this.
    int changes = 0;
    for (Date date(1980, 1, 1); date < Date(2199, 12, 31); date = date + 1) {
        const auto length = start_of_day(date + 1) - start_of_day(date);
        if (length == hours(24)) continue;
        ASSERT_EQ(date.weekday(), Weekday::Sunday) << date.text();
        ASSERT_EQ(length, date.month() < 6 ? hours(23) : hours(25)) << date.text();
        ++changes;
    }
    EXPECT_EQ(changes, 2 * 220);
}

TEST(OsloTime, TheHourThatComesTwiceIsTheEarlier)
{
    const Date autumn(2026, 10, 25);
    EXPECT_EQ(from_oslo({autumn, hours(2) + minutes(30)}), parse_instant("2026-10-25T00:30:00Z"));
    EXPECT_EQ(to_oslo(parse_instant("2026-10-25T00:30:00Z")),
              to_oslo(parse_instant("2026-10-25T01:30:00Z")));
    EXPECT_EQ(from_oslo({autumn, hours(2)}), parse_instant("2026-10-25T00:00:00Z"));
    EXPECT_EQ(from_oslo({autumn, hours(3)}), parse_instant("2026-10-25T02:00:00Z"));
    EXPECT_EQ(from_oslo({autumn, hours(3) - microseconds(1)}),
              parse_instant("2026-10-25T00:59:59.999999Z"));
}

TEST(OsloTime, TheHourThatIsSkippedWasNever)
{
    const Date spring(2027, 3, 28);
    for (const auto time : {microseconds(hours(2)), microseconds(hours(2) + minutes(30)),
                            hours(3) - microseconds(1)}) {
        EXPECT_FALSE(find_from_oslo({spring, time}));
        EXPECT_THROW(from_oslo({spring, time}), std::invalid_argument);
    }
    EXPECT_EQ(from_oslo({spring, hours(2) - microseconds(1)}) + microseconds(1),
              from_oslo({spring, hours(3)}));
}

TEST(OsloTime, ATimeOfDayIsLessThanADay)
{
    for (const auto time : {microseconds(-1), microseconds(hours(24)), microseconds::max()}) {
        EXPECT_FALSE(find_from_oslo({Date(2026, 1, 1), time}));
    }
}

TEST(OsloTime, OtherYearsAreRefused)
{
    const Instant first = Instant(seconds(315'529'200)); // 1980-01-01 00:00 in Oslo.
    EXPECT_EQ(to_oslo(first), (OsloTime{Date(1980, 1, 1), microseconds(0)}));
    EXPECT_EQ(from_oslo({Date(1980, 1, 1), microseconds(0)}), first);
    const Instant last = from_oslo({Date(2199, 12, 31), hours(24) - microseconds(1)});
    EXPECT_EQ(oslo_date(last), Date(2199, 12, 31));

    for (const Instant instant : {first - microseconds(1), last + microseconds(1), Instant(),
                                  Instant::min(), Instant::max()}) {
        EXPECT_THROW(to_oslo(instant), OutsideCalendar);
        EXPECT_THROW(oslo_date(instant), OutsideCalendar);
        EXPECT_THROW(utc_offset(instant), OutsideCalendar);
        EXPECT_THROW(oslo_text(instant), OutsideCalendar);
    }
    EXPECT_THROW(from_oslo({Date(1979, 12, 31), hours(12)}), OutsideCalendar);
}

} // namespace
} // namespace reservepost::holidays
