// Instants as text.
#include "holidays/oslo_time.h"

namespace reservepost::holidays {

namespace {

void append_number(std::string& text, long long number, int width)
{
    std::string digits(static_cast<std::size_t>(width), '0');
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, number /= 10) {
        *digit = static_cast<char>('0' + number % 10);
    }
    text += digits;
}

/// As `02:00:00` or `02:00:00.25`.
void append_time_of_day(std::string& text, std::chrono::microseconds time)
{
    const std::chrono::hh_mm_ss parts(time);
    append_number(text, parts.hours().count(), 2);
    text += ':';
    append_number(text, parts.minutes().count(), 2);
    text += ':';
    append_number(text, parts.seconds().count(), 2);
    if (parts.subseconds().count() == 0) return;
    text += '.';
    append_number(text, parts.subseconds().count(), 6);
    text.erase(text.find_last_not_of('0') + 1);
}

} // namespace

std::string oslo_text(Instant instant)
{
    const OsloTime time = to_oslo(instant);
    std::string text = time.date.text();
    text += 'T';
    append_time_of_day(text, time.time_of_day);
    text += utc_offset(instant) == std::chrono::hours(2) ? "+02:00" : "+01:00";
    return text;
}

std::string utc_text(Instant instant)
{
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day civil(day);
    const int year = static_cast<int>(civil.year());
    constexpr auto span = std::chrono::days(4'000'000); // chrono's own year wraps after 32767.
    if (instant.time_since_epoch() > span || instant.time_since_epoch() < -span || year < 0 ||
        year > 9999) {
        throw OutsideCalendar("the instant lies outside the years 0000 to 9999");
    }
    std::string text;
    append_number(text, year, 4);
    text += '-';
    append_number(text, static_cast<unsigned>(civil.month()), 2);
    text += '-';
    append_number(text, static_cast<unsigned>(civil.day()), 2);
    text += 'T';
    append_time_of_day(text, instant - day);
    text += 'Z';
    return text;
}

} // namespace reservepost::holidays
