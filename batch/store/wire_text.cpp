#include "batch/store/wire_text.h"

#include "batch/crypto/text.h"

#include <charconv>
#include <chrono>
#include <stdexcept>
#include <type_traits>

namespace reservepost::batch::store {

namespace {

using std::chrono::hours, std::chrono::minutes, std::chrono::seconds, std::chrono::microseconds;
using std::chrono::sys_days, std::chrono::year_month_day;

void append_padded(std::string& text, std::int64_t number, std::size_t digits)
{
    const std::string plain = std::to_string(number);
    text.append(digits - plain.size(), '0').append(plain);
}

/// The number that all of `text` is, digits only.
std::optional<int> number(std::string_view text)
{
    int result = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && text.front() != '-' ? std::optional(result) : std::nullopt;
}

/// "12" is 120,000 microseconds: PostgreSQL leaves trailing noughts out.
std::optional<int> microseconds_of(std::string_view fraction)
{
    if (fraction.empty() || fraction.size() > 6) return std::nullopt;
    return number(std::string(fraction) + std::string(6 - fraction.size(), '0'));
}

const std::string& without_nul(const std::string& text)
{
    if (text.find('\0') != std::string::npos)
        throw std::invalid_argument("a text for the database holds a NUL; PostgreSQL's text "
                                    "cannot hold one, and it would be cut there");
    return text;
}

std::string element(std::int64_t value)
{
    return std::to_string(value);
}

std::string element(const Octets& octets)
{
    return "\"\\\\x" + crypto::hex(octets.octets) + '"';
}

std::string element(const std::string& text)
{
    std::string result = "\"";
    for (const char c : without_nul(text)) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

template <class T> std::string array(const std::vector<T>& elements)
{
    std::string result = "{";
    for (const T& each : elements)
        result.append(result.size() > 1 ? "," : "").append(element(each));
    return result + '}';
}

struct ToWire {
    using Text = std::optional<std::string>;
    Text operator()(std::nullptr_t) const { return std::nullopt; }
    Text operator()(bool value) const { return value ? "t" : "f"; }
    Text operator()(std::int64_t value) const { return std::to_string(value); }
    Text operator()(const std::string& text) const { return without_nul(text); }
    Text operator()(const Octets& octets) const { return "\\x" + crypto::hex(octets.octets); }
    Text operator()(holidays::Instant instant) const { return instant_to_wire(instant); }
    template <class T> Text operator()(const std::vector<T>& elements) const
    {
        return array(elements);
    }
};

} // namespace

std::optional<std::string> to_wire(const Value& value)
{
    return std::visit(ToWire{}, value.kind());
}

std::string instant_to_wire(holidays::Instant instant)
{
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const year_month_day date(day);
    const std::chrono::hh_mm_ss time(instant - day);
    const int year = int(date.year());
    if (year < 1 || year > 9999)
        throw std::out_of_range("an instant outside the years 1 to 9999 is not for the database");

    std::string result;
    append_padded(result, year, 4);
    append_padded(result += '-', unsigned(date.month()), 2);
    append_padded(result += '-', unsigned(date.day()), 2);
    append_padded(result += ' ', time.hours().count(), 2);
    append_padded(result += ':', time.minutes().count(), 2);
    append_padded(result += ':', time.seconds().count(), 2);
    append_padded(result += '.', time.subseconds().count(), 6);
    return result + "+00";
}

std::optional<holidays::Instant> instant_from_wire(std::string_view text)
{
    if (text.size() < 22 || !text.ends_with("+00") || text[4] != '-') return std::nullopt;
    text.remove_suffix(3);
    const auto year = number(text.substr(0, 4)), month = number(text.substr(5, 2)),
               day = number(text.substr(8, 2)), hour = number(text.substr(11, 2)),
               minute = number(text.substr(14, 2)), second = number(text.substr(17, 2));
    const auto fraction = text.size() == 19 ? 0 : microseconds_of(text.substr(20));
    if (!year || !month || !day || !hour || !minute || !second || !fraction) return std::nullopt;

    const year_month_day date{std::chrono::year{*year}, std::chrono::month{unsigned(*month)},
                              std::chrono::day{unsigned(*day)}};
    if (!date.ok()) return std::nullopt;
    return sys_days(date) + hours(*hour) + minutes(*minute) + seconds(*second) +
           microseconds(*fraction);
}

std::optional<std::string> octets_from_wire(std::string_view text)
{
    if (!text.starts_with("\\x")) return std::nullopt;
    try {
        return crypto::from_hex(text.substr(2));
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    }
}

} // namespace reservepost::batch::store
