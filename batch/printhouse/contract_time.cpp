#include "batch/printhouse/contract_time.h"

#include "batch/printhouse/contract_error.h"

namespace reservepost::batch::printhouse {
namespace {

std::string padded(int number, std::size_t width)
{
    std::string text = std::to_string(number);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

/// The digits of `text` as a number, or -1 where anything but digits stands there.
int digits(std::string_view text)
{
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

} // namespace

std::string day_text(Day day)
{
    return padded(static_cast<int>(day.year()), 4) + '-' +
           padded(static_cast<int>(static_cast<unsigned>(day.month())), 2) + '-' +
           padded(static_cast<int>(static_cast<unsigned>(day.day())), 2);
}

Day parse_day(std::string_view text)
{
    const ContractError wrong("a day is not written as YYYY-MM-DD, or does not exist");
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') throw wrong;
    const int year = digits(text.substr(0, 4));
    const int month = digits(text.substr(5, 2));
    const int day = digits(text.substr(8, 2));
    if (year < 1 || month < 1 || day < 1) throw wrong;
    const Day found(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                    std::chrono::day(static_cast<unsigned>(day)));
    if (!found.ok()) throw wrong;
    return found;
}

std::string instant_text(holidays::Instant instant)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
    const auto midnight = std::chrono::floor<std::chrono::days>(seconds);
    const std::chrono::hh_mm_ss time(seconds - midnight);
    return day_text(Day(midnight)) + 'T' + padded(static_cast<int>(time.hours().count()), 2) + ':' +
           padded(static_cast<int>(time.minutes().count()), 2) + ':' +
           padded(static_cast<int>(time.seconds().count()), 2) + 'Z';
}

holidays::Instant parse_instant(std::string_view text)
{
    const ContractError wrong("an instant is not written as YYYY-MM-DDThh:mm:ssZ");
    if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
        text[19] != 'Z') {
        throw wrong;
    }
    const Day day = parse_day(text.substr(0, 10));
    const int hour = digits(text.substr(11, 2));
    const int minute = digits(text.substr(14, 2));
    const int second = digits(text.substr(17, 2));
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
        throw wrong;
    }
    return std::chrono::sys_days(day) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
}

Day utc_day(holidays::Instant instant)
{
    return Day(std::chrono::floor<std::chrono::days>(instant));
}

int days_between(Day from, Day to)
{
    return static_cast<int>((std::chrono::sys_days(to) - std::chrono::sys_days(from)).count());
}

} // namespace reservepost::batch::printhouse
