#include "holidays/date.h"

#include "holidays/outside_calendar.h"

namespace reservepost::holidays {

namespace {

constexpr std::string_view weekday_names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                              "Friday", "Saturday", "Sunday"};

constexpr std::string_view month_names[] = {"January",   "February", "March",    "April",
                                            "May",       "June",     "July",     "August",
                                            "September", "October",  "November", "December"};

static_assert(Date(1970, 1, 1).day_number() == 0);
static_assert(Date(1970, 1, 1).weekday() == Weekday::Thursday);
static_assert(Date(1950, 1, 1).weekday() == Weekday::Sunday);
static_assert(Date(2199, 12, 31).weekday() == Weekday::Tuesday);
static_assert(Date(2024, 2, 28) + 2 == Date(2024, 3, 1));
static_assert(Date(2100, 2, 28) + 1 == Date(2100, 3, 1), "2100 is no leap year");

/// The number that `text` spells in digits alone, or -1.
int number_of(std::string_view text)
{
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return -1;
        number = 10 * number + (c - '0');
    }
    return number;
}

std::string padded(int number, std::size_t width)
{
    const std::string digits = std::to_string(number);
    return std::string(width - digits.size(), '0') + digits;
}

} // namespace

std::string_view weekday_name(Weekday weekday)
{
    return weekday_names[static_cast<std::size_t>(weekday)];
}

std::string_view month_name(int month)
{
    if (month < 1 || month > 12) throw NoSuchDate("there is no such month; months are 1 to 12");
    return month_names[month - 1];
}

Date Date::from_text(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        throw NoSuchDate("this is not a day of the form YYYY-MM-DD");
    }
    const int year = number_of(text.substr(0, 4));
    const int month = number_of(text.substr(5, 2));
    const int day = number_of(text.substr(8, 2));
    if (year < 0 || month < 0 || day < 0) {
        throw NoSuchDate("this is not a day of the form YYYY-MM-DD, in digits");
    }
    return Date(year, month, day);
}

std::string Date::text() const
{
    return padded(year(), 4) + '-' + padded(month(), 2) + '-' + padded(day(), 2);
}

void Date::throw_outside()
{
    throw OutsideCalendar("the day lies outside the years 1950 to 2199; no rule is known for it");
}

void Date::throw_no_such()
{
    throw NoSuchDate("there is no such day; months are 1 to 12, and days 1 to the month's last");
}

std::optional<Date> find_date(std::string_view text)
{
    try {
        return Date::from_text(text);
    } catch (const NoSuchDate&) {
        return std::nullopt;
    } catch (const OutsideCalendar&) {
        return std::nullopt;
    }
}

std::string spoken(Date date)
{
    return std::string(weekday_name(date.weekday())) + ' ' + std::to_string(date.day()) + ' ' +
           std::string(month_name(date.month())) + ' ' + std::to_string(date.year());
}

} // namespace reservepost::holidays
