#pragma once

#include <string>
#include <string_view>

// The one place where time becomes words. It takes plain numbers of Oslo's calendar and clock,
// because which instant is which hour in Oslo is for `holidays` to say. Words for counting days
// in law are never used here: a letter prints the date and the hour itself.

namespace reservepost::templates {

/// A day of the calendar.
struct CivilDay {
    int year = 0;
    int month = 0;   ///< 1 to 12.
    int day = 0;     ///< 1 to 31.
    int weekday = 0; ///< 1 is Monday, 7 is Sunday.
    bool operator==(const CivilDay&) const = default;
};

/// A minute of a day, as a clock on a wall in Oslo shows it.
struct CivilTime {
    CivilDay date;
    int hour = 0;   ///< 0 to 23.
    int minute = 0; ///< 0 to 59.
    bool operator==(const CivilTime&) const = default;
};

/// Whether dates can be put into words in `language` ("nb", "nn", "en" or "se").
bool has_words_of_time(std::string_view language);

/// "25. november 2026". The space after the ordinal is a no-break space.
/// Throws `std::invalid_argument` for a language without words or a number out of its range.
std::string date_in_words(const CivilDay& date, std::string_view language);

/// "onsdag 25. november 2026". Throws as `date_in_words`.
std::string day_in_words(const CivilDay& date, std::string_view language);

/// "onsdag 25. november 2026 kl. 02.00", with a no-break space before the hour. Throws as
/// `date_in_words`.
std::string time_in_words(const CivilTime& time, std::string_view language);

} // namespace reservepost::templates
