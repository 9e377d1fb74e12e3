#include "templates/words_of_time.h"

#include <array>
#include <stdexcept>

namespace reservepost::templates {

namespace {

/// How one language writes a day and a minute. `{d}`, `{m}`, `{y}` and `{w}` stand for the numbers
/// and names, `{h}` and `{n}` for hour and minute in two digits. What may not be parted at a
/// line's end is joined by no-break spaces.
struct Words {
    std::string_view language;
    std::array<std::string_view, 12> months; ///< As they stand in a date.
    std::array<std::string_view, 7> weekdays;
    std::string_view date;
    std::string_view clock; ///< Stands behind the date.
};

// Sources: Språkrådet, «Dato og klokkeslett»; for North Sámi the names of CLDR, with the months in
// the genitive and "b." (beaivi) as in titles of laws ("Láhka geassemánu 12. b. 1987").
//
// clang-format off
constexpr Words tables[] = {
    {"nb",
     {"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
      "oktober", "november", "desember"},
     {"mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"},
     "{d}.\u00a0{m} {y}", "kl.\u00a0{h}.{n}"},
    {"nn",
     {"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
      "oktober", "november", "desember"},
     {"måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"},
     "{d}.\u00a0{m} {y}", "kl.\u00a0{h}.{n}"},
    {"en",
     {"January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December"},
     {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
     "{d}\u00a0{m} {y}", "at\u00a0{h}:{n}"},
    {"se",
     {"ođđajagemánu", "guovvamánu", "njukčamánu", "cuoŋománu", "miessemánu", "geassemánu",
      "suoidnemánu", "borgemánu", "čakčamánu", "golggotmánu", "skábmamánu", "juovlamánu"},
     {"vuossárga", "maŋŋebárga", "gaskavahkku", "duorasdat", "bearjadat", "lávvardat",
      "sotnabeaivi"},
     "{m}\u00a0{d}.\u00a0b. {y}", "dii.\u00a0{h}.{n}"},
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
                                std::string(language) + "\"; there are for nb, nn, en and se");
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

/// Puts `words` where `mark` stands in the pattern.
std::string put(std::string pattern, std::string_view mark, std::string_view words)
{
    return pattern.replace(pattern.find(mark), mark.size(), words);
}

std::string date_of(const CivilDay& date, const Words& words)
{
    check(date);
    std::string text = put(std::string(words.date), "{d}", std::to_string(date.day));
    text = put(std::move(text), "{m}", words.months[static_cast<std::size_t>(date.month - 1)]);
    return put(std::move(text), "{y}", std::to_string(date.year));
}

std::string day_of(const CivilDay& date, const Words& words)
{
    const std::string rest = date_of(date, words);
    return std::string(words.weekdays[static_cast<std::size_t>(date.weekday - 1)]) + " " + rest;
}

} // namespace

bool has_words_of_time(std::string_view language)
{
    return find_words(language) != nullptr;
}

std::string date_in_words(const CivilDay& date, std::string_view language)
{
    return date_of(date, words_of(language));
}

std::string day_in_words(const CivilDay& date, std::string_view language)
{
    return day_of(date, words_of(language));
}

std::string time_in_words(const CivilTime& time, std::string_view language)
{
    const Words& words = words_of(language);
    require(time.hour >= 0 && time.hour <= 23, "hour", time.hour);
    require(time.minute >= 0 && time.minute <= 59, "minute", time.minute);
    std::string clock = put(std::string(words.clock), "{h}", two_digits(time.hour));
    clock = put(std::move(clock), "{n}", two_digits(time.minute));
    return day_of(time.date, words) + " " + clock;
}

} // namespace reservepost::templates
