#include "layout/pdf_dates.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace reservepost::layout {

namespace {

struct Parts {
    int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0;
    int offset_minutes = 0;
};

/// Takes numbers and signs off the beginning of a text.
class Cursor {
public:
    explicit Cursor(std::string_view text) : text_(text) {}

    bool at_end() const { return text_.empty(); }
    char front() const { return text_.empty() ? '\0' : text_.front(); }

    bool take(std::string_view sign)
    {
        if (!text_.starts_with(sign)) return false;
        text_.remove_prefix(sign.size());
        return true;
    }

    /// Exactly so many digits. False, and nothing is taken, if they are not there.
    bool take_number(std::size_t digits, int& number)
    {
        const std::string_view wanted = text_.substr(0, digits);
        if (wanted.size() != digits || wanted.find_first_not_of("0123456789") != wanted.npos)
            return false;
        std::from_chars(wanted.data(), wanted.data() + digits, number);
        text_.remove_prefix(digits);
        return true;
    }

    void skip_digits()
    {
        text_.remove_prefix(std::min(text_.find_first_not_of("0123456789"), text_.size()));
    }

private:
    std::string_view text_;
};

std::optional<std::int64_t> instant_of(const Parts& parts)
{
    using namespace std::chrono;
    const year_month_day date{year(parts.year), month(static_cast<unsigned>(parts.month)),
                              day(static_cast<unsigned>(parts.day))};
    if (!date.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > 59 ||
        parts.offset_minutes > 24 * 60 || parts.offset_minutes < -24 * 60)
        return std::nullopt;
    const std::int64_t days = sys_days(date).time_since_epoch().count();
    const int minutes = parts.hour * 60 + parts.minute - parts.offset_minutes;
    return days * 86'400 + std::int64_t{minutes} * 60 + parts.second;
}

/// "Z", "+01'00'", "+01'00", "+01:00" or nothing.
bool take_offset(Cursor& cursor, std::string_view between, Parts& parts)
{
    if (cursor.at_end()) return true;
    const char sign = cursor.front();
    int hours = 0, minutes = 0;
    if (cursor.take("Z")) {
        // Some write Z00'00'.
        cursor.take_number(2, hours);
    } else if (cursor.take("+") || cursor.take("-")) {
        if (!cursor.take_number(2, hours)) return false;
    } else {
        return false;
    }
    if (cursor.take(between) && !cursor.at_end()) {
        if (!cursor.take_number(2, minutes)) return false;
        cursor.take("'");
    }
    parts.offset_minutes = (hours * 60 + minutes) * (sign == '-' ? -1 : 1);
    return cursor.at_end();
}

} // namespace

std::optional<std::int64_t> find_pdf_date(std::string_view text)
{
    Parts parts;
    Cursor cursor(text);
    cursor.take("D:");
    if (!cursor.take_number(4, parts.year)) return std::nullopt;
    for (int* part : {&parts.month, &parts.day, &parts.hour, &parts.minute, &parts.second})
        if (!cursor.take_number(2, *part)) break;
    if (!take_offset(cursor, "'", parts)) return std::nullopt;
    return instant_of(parts);
}

std::optional<std::int64_t> find_xmp_date(std::string_view text)
{
    Parts parts;
    Cursor cursor(text);
    if (!cursor.take_number(4, parts.year)) return std::nullopt;
    for (int* part : {&parts.month, &parts.day})
        if (cursor.take("-") && !cursor.take_number(2, *part)) return std::nullopt;
    if (cursor.take("T")) {
        if (!cursor.take_number(2, parts.hour) || !cursor.take(":") ||
            !cursor.take_number(2, parts.minute))
            return std::nullopt;
        if (cursor.take(":") && !cursor.take_number(2, parts.second)) return std::nullopt;
        if (cursor.take(".")) cursor.skip_digits();
        if (!take_offset(cursor, ":", parts)) return std::nullopt;
    }
    if (!cursor.at_end()) return std::nullopt;
    return instant_of(parts);
}

} // namespace reservepost::layout
