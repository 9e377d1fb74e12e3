#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace reservepost::holidays {

// Civil days here, instants in `instant.h`, and one bridge between them: `oslo_time.h`. A Date has
// no zone and no hour, and it neither becomes an instant nor comes from one by itself.

enum class Weekday { Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday };

/// The English name, such as `Monday`.
std::string_view weekday_name(Weekday weekday);

/// The English name of month 1 to 12. Throws `NoSuchDate` for any other number.
std::string_view month_name(int month);

/// The day is not in any calendar (30 February), or a text is not of the form `2026-11-25`.
class NoSuchDate : public std::invalid_argument {
public:
    explicit NoSuchDate(const std::string& text) : std::invalid_argument(text) {}
};

/// A civil day in the Gregorian calendar, from 1950-01-01 to 2199-12-31.
class Date {
public:
    static constexpr int first_year = 1950;
    static constexpr int last_year = 2199;

    /// Throws `OutsideCalendar` for a year outside 1950 to 2199, and `NoSuchDate` for a day that
    /// the month does not have.
    constexpr Date(int year, int month, int day) : days_(checked_days(year, month, day)) {}

    /// Reads exactly `YYYY-MM-DD`. Throws `NoSuchDate` or `OutsideCalendar`. The texts of both
    /// never repeat what was read.
    static Date from_text(std::string_view text);

    /// The day that many days after 1970-01-01. Throws `OutsideCalendar`.
    static constexpr Date from_day_number(int days) { return Date(checked_number(days)); }

    /// Days since 1970-01-01; negative before.
    constexpr int day_number() const { return days_; }

    /// As `2026-11-25`.
    std::string text() const;

    constexpr int year() const { return static_cast<int>(civil().year()); }
    constexpr int month() const { return static_cast<int>(static_cast<unsigned>(civil().month())); }
    constexpr int day() const { return static_cast<int>(static_cast<unsigned>(civil().day())); }

    constexpr Weekday weekday() const
    {
        // 1970-01-01 was a Thursday; 7007 weeks keep the sum positive back to 1950.
        return static_cast<Weekday>((days_ + 3 + 7 * 7007) % 7);
    }

    /// Throws `OutsideCalendar` if the sum leaves 1950 to 2199.
    constexpr Date operator+(int days) const { return Date(checked_sum(days)); }
    constexpr Date operator-(int days) const
    {
        return Date(checked_sum(-static_cast<long long>(days)));
    }

    /// How many days this one lies after `other`; negative before it.
    constexpr int operator-(Date other) const { return days_ - other.days_; }

    auto operator<=>(const Date&) const = default;

private:
    struct Number {
        int days;
    };
    explicit constexpr Date(Number number) : days_(number.days) {}

    constexpr std::chrono::year_month_day civil() const
    {
        return std::chrono::sys_days(std::chrono::days(days_));
    }

    static constexpr int days_of(int year, int month, int day)
    {
        const std::chrono::year_month_day civil{std::chrono::year(year),
                                                std::chrono::month(static_cast<unsigned>(month)),
                                                std::chrono::day(static_cast<unsigned>(day))};
        return static_cast<int>(std::chrono::sys_days(civil).time_since_epoch().count());
    }

    static constexpr int checked_days(int year, int month, int day)
    {
        if (year < first_year || year > last_year) throw_outside();
        if (month < 1 || month > 12 || day < 1 || day > 31) throw_no_such();
        const auto last = std::chrono::year_month_day_last(
            std::chrono::year(year),
            std::chrono::month_day_last(std::chrono::month(static_cast<unsigned>(month))));
        if (static_cast<unsigned>(day) > static_cast<unsigned>(last.day())) {
            throw_no_such();
        }
        return days_of(year, month, day);
    }

    static constexpr Number checked_number(long long days)
    {
        if (days < days_of(first_year, 1, 1) || days > days_of(last_year, 12, 31)) {
            throw_outside();
        }
        return Number{static_cast<int>(days)};
    }

    constexpr Number checked_sum(long long days) const { return checked_number(days_ + days); }

    [[noreturn]] static void throw_outside();
    [[noreturn]] static void throw_no_such();

    int days_;
};

/// As `Date::from_text`, or nothing where that throws.
std::optional<Date> find_date(std::string_view text);

/// As `Wednesday 25 November 2026`.
std::string spoken(Date date);

} // namespace reservepost::holidays
