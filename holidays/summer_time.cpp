#include "holidays/summer_time.h"

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include <array>
#include <chrono>
#include <stdexcept>

namespace reservepost::holidays {

namespace {

namespace greg = boost::gregorian;

enum class Sunday { First, Last };

struct ChangeRule {
    int first_year;
    int last_year;
    Sunday spring;
    int spring_month;
    int autumn_month; // Always the last Sunday.
};

// Clocks change at 01:00 UTC; before 1996 so too, as the test against tzdata shows. The ledger is
// SOURCES.md.
//
// clang-format off
constexpr ChangeRule rules[] = {
    {1980, 1980, Sunday::First, 4,  9},
    {1981, 1995, Sunday::Last,  3,  9},
    {1996, 2199, Sunday::Last,  3, 10},  // forskrift 14. desember 2007 nr. 1420 § 2
};
// clang-format on

static_assert(rules[0].first_year == first_oslo_year);
static_assert(rules[0].last_year + 1 == rules[1].first_year);
static_assert(rules[1].last_year + 1 == rules[2].first_year);
static_assert(rules[2].last_year == last_oslo_year);

Instant one_o_clock_utc(Sunday which, int month, int year)
{
    const auto boost_year = static_cast<greg::greg_year::value_type>(year);
    const auto boost_month = static_cast<greg::greg_month::value_type>(month);
    const greg::date day =
        which == Sunday::First
            ? greg::first_day_of_the_week_in_month(greg::Sunday, boost_month).get_date(boost_year)
            : greg::last_day_of_the_week_in_month(greg::Sunday, boost_month).get_date(boost_year);
    const long since_1970 = (day - greg::date(1970, 1, 1)).days();
    return Instant(std::chrono::days(since_1970) + std::chrono::hours(1));
}

using Years = std::array<SummerTime, last_oslo_year - first_oslo_year + 1>;

Years all_years()
{
    Years years;
    for (const ChangeRule& rule : rules) {
        for (int year = rule.first_year; year <= rule.last_year; ++year) {
            years[static_cast<std::size_t>(year - first_oslo_year)] = {
                one_o_clock_utc(rule.spring, rule.spring_month, year),
                one_o_clock_utc(Sunday::Last, rule.autumn_month, year)};
        }
    }
    return years;
}

} // namespace

const SummerTime& summer_time(int year)
{
    static const Years years = all_years();
    if (year < first_oslo_year || year > last_oslo_year) {
        throw std::logic_error("summer time asked for a year outside 1980 to 2199 [this is a bug]");
    }
    return years[static_cast<std::size_t>(year - first_oslo_year)];
}

} // namespace reservepost::holidays
