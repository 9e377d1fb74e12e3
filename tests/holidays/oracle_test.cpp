// Every hour of twenty years against a count that steps from hour to hour and shares nothing with
// the product: its Oslo time is the C library's, its Easters are an almanac's, its days are the
// hours' own. Slow and plain on purpose.
#include "holidays/deadline.h"
#include "holidays/oslo_time.h"

#include "moments.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <vector>

namespace reservepost::holidays {

namespace {

struct Almanac {
    int month;
    int day;
};

// Easter Sundays of 2020 to 2041.
// clang-format off
constexpr Almanac easters[] = {
    {4, 12}, {4, 4},  {4, 17}, {4, 9},  {3, 31}, {4, 20}, {4, 5},  {3, 28}, {4, 16}, {4, 1},
    {4, 21}, {4, 13}, {3, 28}, {4, 17}, {4, 9},  {3, 25}, {4, 13}, {4, 5},  {4, 25}, {4, 10},
    {4, 1},  {4, 21},
};
// clang-format on

struct Hour {
    bool business = false;
    bool office = false;
    int day = 0; ///< Counted from the first hour of the oracle.
};

class Oracle {
public:
    Oracle()
    {
        ::setenv("TZ", ":Europe/Oslo", 1);
        ::tzset();
        std::tm before{};
        int day = 0;
        for (std::time_t time = first_hour(); time < first_hour() + 21 * 366 * 24L * 3600;
             time += 3600) {
            std::tm wall{};
            ::localtime_r(&time, &wall);
            if (!hours_.empty() && wall.tm_mday != before.tm_mday) ++day;
            const bool open = is_business_day(wall);
            hours_.push_back({open, open && wall.tm_hour >= 8 && wall.tm_hour < 16, day});
            before = wall;
        }
    }

    /// 2019-12-31 23:00 UTC: New Year 2020 in Oslo.
    static std::time_t first_hour() { return 1'577'833'200; }

    static Instant at(std::size_t hour)
    {
        return Instant(std::chrono::seconds(first_hour()) + std::chrono::hours(hour));
    }

    std::size_t due(std::size_t hour, DeadlineMode mode, int amount) const
    {
        if (mode == DeadlineMode::BusinessDays) return due_in_days(hour, amount);
        for (int run = 0; run < amount; ++hour) {
            const Hour& now = hours_[hour];
            const bool counts = mode == DeadlineMode::WallClock ||
                                (mode == DeadlineMode::OfficeHours ? now.office : now.business);
            if (counts) ++run;
        }
        return hour;
    }

private:
    std::size_t due_in_days(std::size_t hour, int amount) const
    {
        int today = hours_[hour].day;
        for (int days = 0;; ++hour) {
            if (hours_[hour].day == today) continue;
            if (days == amount) return hour;
            today = hours_[hour].day;
            if (hours_[hour].business) ++days;
        }
    }

    static bool is_business_day(const std::tm& wall)
    {
        if (wall.tm_wday == 0 || wall.tm_wday == 6) return false;
        const int month = wall.tm_mon + 1, day = wall.tm_mday;
        if ((month == 1 && day == 1) || (month == 5 && (day == 1 || day == 17)) ||
            (month == 12 && (day == 25 || day == 26))) {
            return false;
        }
        const Almanac& easter = easters[wall.tm_year - 120];
        std::tm sunday{};
        sunday.tm_year = wall.tm_year;
        sunday.tm_mon = easter.month - 1;
        sunday.tm_mday = easter.day;
        sunday.tm_isdst = -1;
        ::mktime(&sunday);
        const int after_easter = wall.tm_yday - sunday.tm_yday;
        return after_easter != -3 && after_easter != -2 && after_easter != 1 &&
               after_easter != 39 && after_easter != 50;
    }

    std::vector<Hour> hours_;
};

class EveryHour : public testing::TestWithParam<DeadlinePolicy> {};

TEST_P(EveryHour, From2020To2040FallsDueWhenTheOracleSays)
{
    const Oracle oracle;
    const Calendar norway = Calendar::norway(2020, 2041);
    const Instant end = parse_instant("2041-01-01T00:00:00");
    Instant before;
    for (std::size_t hour = 0; Oracle::at(hour) < end; ++hour) {
        const Instant accepted = Oracle::at(hour);
        const Instant expected = Oracle::at(oracle.due(hour, GetParam().mode, GetParam().amount));
        const Instant found = due(GetParam(), accepted, norway);
        ASSERT_EQ(found, expected) << "accepted " << shown(accepted) << ", due " << shown(found)
                                   << ", oracle " << shown(expected);
        ASSERT_GE(found, before) << "a later receipt must never be due earlier";
        before = found;
    }
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Oracle, EveryHour, testing::Values(
    DeadlinePolicy{"business", 0, DeadlineMode::BusinessDayHours, 40, ""},
    DeadlinePolicy{"wall",     0, DeadlineMode::WallClock,        40, ""},
    DeadlinePolicy{"office",   0, DeadlineMode::OfficeHours,      40, ""},
    DeadlinePolicy{"days",     0, DeadlineMode::BusinessDays,      2, ""}),
    [](const auto& policy) { return std::string(policy.param.name); });
// clang-format on

} // namespace
} // namespace reservepost::holidays
