#include "templates/words_of_time.h"

#include <array>
#include <stdexcept>

namespace reservepost::templates {

namespace {

/// How one language writes a day and a minute.
struct Words {
    std::string_view language;
    std::array<std::string_view, 12> months;
    std::array<std::string_view, 7> weekdays;
    std::string_view after_day;    ///< Between the day's number and the month.
    std::string_view before_clock; ///< Between the year and the hour.
    char hour_mark;                ///< Between hour and minute.
};

// clang-format off
constexpr Words tables[] = {
    {"nb",
     {"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
      "oktober", "november", "desember"},
     {"mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"},
     ".\u00a0", " kl.\u00a0", '.'},
    {"nn",
     {"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
      "oktober", "november", "desember"},
     {"måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"},
     ".\u00a0", " kl.\u00a0", '.'},
    {"en",
     {"January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December"},
     {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
     "\u00a0", " at\u00a0", ':'},
};
// clang-format on

const Words* find_words(std::string_view language)
{
    for (const Words& words : tables)
        if (words.language == language) return &words;
    return nullptr;
}

const Words& words_of(std::string_view language)
{
    if (const Words* words = find_words(language)) return *words;
    throw std::invalid_argument("there are no words of time for the language \"" +
                                std::string(language) + "\"; there are for nb, nn and en");
}

void require(bool holds, const char* what, int value)
{
    if (!holds)
        throw std::invalid_argument(std::string("a time to put into words has the ") + what + " " +
                                    std::to_string(value) + ", which no calendar has");
}

void check(const CivilDay& date)
{
    require(date.year >= 1 && date.year <= 9999, "year", date.year);
    require(date.month >= 1 && date.month <= 12, "month", date.month);
    require(date.day >= 1 && date.day <= 31, "day", date.day);
    require(date.weekday >= 1 && date.weekday <= 7, "weekday", date.weekday);
}

std::string two_digits(int number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

} // namespace

bool has_words_of_time(std::string_view language)
{
    return find_words(language) != nullptr;
}

std::string date_in_words(const CivilDay& date, std::string_view language)
{
    const Words& words = words_of(language);
    check(date);
    return std::to_string(date.day) + std::string(words.after_day) +
           std::string(words.months[static_cast<std::size_t>(date.month - 1)]) + " " +
           std::to_string(date.year);
}

std::string day_in_words(const CivilDay& date, std::string_view language)
{
    const Words& words = words_of(language);
    const std::string rest = date_in_words(date, language);
    return std::string(words.weekdays[static_cast<std::size_t>(date.weekday - 1)]) + " " + rest;
}

std::string time_in_words(const CivilTime& time, std::string_view language)
{
    const Words& words = words_of(language);
    require(time.hour >= 0 && time.hour <= 23, "hour", time.hour);
    require(time.minute >= 0 && time.minute <= 59, "minute", time.minute);
    return day_in_words(time.date, language) + std::string(words.before_clock) +
           two_digits(time.hour) + words.hour_mark + two_digits(time.minute);
}

} // namespace reservepost::templates
