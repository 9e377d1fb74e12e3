// Text as instants.
#include "holidays/oslo_time.h"

#include <variant>

namespace reservepost::holidays {

namespace {

using std::chrono::microseconds;

/// An instant, or what is wrong with the text.
using Reading = std::variant<Instant, std::string_view>;

constexpr std::size_t longest = 64;

// Both are said of texts whose form is right.
constexpr std::string_view outside = "this instant lies outside the years 1980 to 2199, Oslo time";
constexpr std::string_view skipped =
    "there was no such time in Oslo: the clock went from 02:00 to 03:00 when summer time began; "
    "with an offset, such as +01:00, it is an instant";

class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }

    bool take(std::string_view one_of)
    {
        if (rest_.empty() || one_of.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::string_view take_up_to(std::size_t count)
    {
        const auto taken = rest_.substr(0, count);
        rest_.remove_prefix(taken.size());
        return taken;
    }

    /// Two digits, at most `largest`; -1 if there are none such.
    int two_digits(int largest)
    {
        if (rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) return -1;
        const int number = 10 * (rest_[0] - '0') + (rest_[1] - '0');
        if (number > largest) return -1;
        rest_.remove_prefix(2);
        return number;
    }

    /// The digits of a fraction, cut off after the sixth; nothing if there are none.
    std::optional<microseconds> fraction()
    {
        if (rest_.empty() || !is_digit(rest_.front())) return std::nullopt;
        microseconds sum{0};
        for (int unit = 100'000; !rest_.empty() && is_digit(rest_.front()); unit /= 10) {
            sum += microseconds((rest_.front() - '0') * unit);
            rest_.remove_prefix(1);
        }
        return sum;
    }

private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }

    std::string_view rest_;
};

std::variant<Date, std::string_view> read_date(std::string_view text)
{
    try {
        return Date::from_text(text);
    } catch (const NoSuchDate&) {
        return "it must begin with a day that exists, YYYY-MM-DD";
    } catch (const OutsideCalendar&) {
        return outside;
    }
}

std::variant<microseconds, std::string_view> read_time_of_day(Reader& reader)
{
    const int hour = reader.two_digits(23);
    if (hour < 0 || !reader.take(":")) return "the hour must be 00 to 23, followed by a colon";
    const int minute = reader.two_digits(59);
    if (minute < 0) return "the minute must be 00 to 59, in two digits";
    microseconds time = std::chrono::hours(hour) + std::chrono::minutes(minute);
    if (!reader.take(":")) return time;

    const int second = reader.two_digits(59);
    if (second < 0) return "the second must be 00 to 59, in two digits (there are no leap seconds)";
    time += std::chrono::seconds(second);
    if (!reader.take(".,")) return time;

    const auto fraction = reader.fraction();
    if (!fraction) return "a fraction of a second needs digits";
    return time + *fraction;
}

/// `Z` or an offset.
std::variant<std::chrono::minutes, std::string_view> read_zone(Reader& reader)
{
    constexpr std::string_view wrong =
        "after the time only Z or an offset such as +01:00 may stand";
    if (reader.take("Zz")) return std::chrono::minutes(0);
    const bool east = reader.take("+");
    if (!east && !reader.take("-")) return wrong;
    const int hours = reader.two_digits(23);
    if (hours < 0) return wrong;
    int minutes = 0;
    if (!reader.at_end()) {
        reader.take(":");
        minutes = reader.two_digits(59);
        if (minutes < 0) return wrong;
    }
    const std::chrono::minutes offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
    return east ? offset : -offset;
}

Reading read_instant(std::string_view text)
{
    if (text.size() > longest) return "it is longer than any instant";
    Reader reader(text);
    const auto date = read_date(reader.take_up_to(10));
    if (const auto* wrong = std::get_if<std::string_view>(&date)) return *wrong;
    if (!reader.take("Tt ")) return "after the day must stand a T or a space, and a time";

    const auto time = read_time_of_day(reader);
    if (const auto* wrong = std::get_if<std::string_view>(&time)) return *wrong;
    const OsloTime stated{std::get<Date>(date), std::get<microseconds>(time)};

    try {
        if (reader.at_end()) {
            if (const auto instant = find_from_oslo(stated)) return *instant;
            return skipped;
        }
        const auto zone = read_zone(reader);
        if (const auto* wrong = std::get_if<std::string_view>(&zone)) return *wrong;
        if (!reader.at_end()) return "after the offset nothing more may stand";
        const Instant instant = Instant(std::chrono::days(stated.date.day_number())) +
                                stated.time_of_day - std::get<std::chrono::minutes>(zone);
        utc_offset(instant); // Throws outside 1980 to 2199.
        return instant;
    } catch (const OutsideCalendar&) {
        return outside;
    }
}

} // namespace

Instant parse_instant(std::string_view text)
{
    const Reading reading = read_instant(text);
    if (const auto* instant = std::get_if<Instant>(&reading)) return *instant;
    const auto wrong = std::get<std::string_view>(reading);
    if (wrong == outside || wrong == skipped) throw UnreadableInstant(std::string(wrong));
    throw UnreadableInstant("this is not an instant: " + std::string(wrong) +
                            "; right would be 2026-11-25T02:00:00+01:00");
}

std::optional<Instant> find_local_instant(std::string_view text)
{
    const Reading reading = read_instant(text);
    if (const auto* instant = std::get_if<Instant>(&reading)) return *instant;
    return std::nullopt;
}

} // namespace reservepost::holidays
