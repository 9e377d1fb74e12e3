#include "holidays/calendar_text.h"

#include "holidays/oslo_time.h"

#include <algorithm>
#include <string_view>

namespace reservepost::holidays {

namespace {

bool begins_character(char octet)
{
    return (static_cast<unsigned char>(octet) & 0xC0U) != 0x80U;
}

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string padded(std::string_view text, std::size_t width)
{
    std::string result(text);
    const std::size_t have = characters(text);
    if (have < width) result.append(width - have, ' ');
    return result;
}

/// Adds `part` behind ` + ` unless it stands there already.
void join(std::string& whole, std::string_view part, std::string_view previous)
{
    if (part == previous) return;
    whole += " + ";
    whole += part;
}

std::string csv_field(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

/// RFC 5545, 3.3.11: backslash, semicolon, comma and line end are escaped in text values.
std::string ics_text(std::string_view text)
{
    std::string escaped;
    for (const char c : text) {
        if (c == '\r') continue;
        if (c == '\\' || c == ';' || c == ',') escaped += '\\';
        escaped += c == '\n' ? "\\n" : std::string(1, c);
    }
    return escaped;
}

/// RFC 5545, 3.1: at most 75 octets a line, the rest on lines that begin with a space; never
/// broken inside a character.
void append_ics_line(std::string& file, std::string_view line)
{
    constexpr std::size_t longest = 75;
    std::size_t room = longest;
    while (line.size() > room) {
        std::size_t cut = room;
        while (!begins_character(line[cut]))
            --cut;
        file += line.substr(0, cut);
        file += "\r\n ";
        line.remove_prefix(cut);
        room = longest - 1;
    }
    file += line;
    file += "\r\n";
}

std::string without(std::string text, std::string_view unwanted)
{
    std::erase_if(text, [&](char c) { return unwanted.find(c) != std::string_view::npos; });
    return text;
}

} // namespace

std::vector<HolidayRow> holiday_rows(const Calendar& calendar, Date from, Date to)
{
    std::vector<HolidayRow> rows;
    std::string last_source;
    for (const Holiday& holiday : calendar.holidays(from, to)) {
        if (rows.empty() || rows.back().date != holiday.date) {
            rows.push_back({holiday.date, holiday.name, holiday.date.weekday(), holiday.source});
        } else {
            join(rows.back().name, holiday.name, "");
            join(rows.back().source, holiday.source, last_source);
        }
        last_source = holiday.source;
    }
    return rows;
}

std::string calendar_table(const std::vector<HolidayRow>& rows)
{
    std::size_t widest = 0;
    for (const HolidayRow& row : rows) {
        widest = std::max(widest, characters(row.name));
    }
    std::string text;
    for (const HolidayRow& row : rows) {
        text += row.date.text() + "  " + padded(weekday_name(row.weekday), 9) + "  " +
                padded(row.name, widest) + "  " + row.source + '\n';
    }
    return text;
}

std::string calendar_csv(const std::vector<HolidayRow>& rows)
{
    std::string text = "date,name,weekday,source\n";
    for (const HolidayRow& row : rows) {
        text += row.date.text() + ',' + csv_field(row.name) + ',' +
                std::string(weekday_name(row.weekday)) + ',' + csv_field(row.source) + '\n';
    }
    return text;
}

std::string calendar_ics(const std::vector<HolidayRow>& rows, Instant made)
{
    const Instant whole_second = std::chrono::floor<std::chrono::seconds>(made);
    const std::string stamp = without(utc_text(whole_second), "-:");
    std::string file;
    append_ics_line(file, "BEGIN:VCALENDAR");
    append_ics_line(file, "VERSION:2.0");
    append_ics_line(file, "PRODID:-//Reservepost//Holidays " +
                              std::to_string(holiday_table_version) + "//NO");
    for (const HolidayRow& row : rows) {
        const std::string day = without(row.date.text(), "-");
        append_ics_line(file, "BEGIN:VEVENT");
        append_ics_line(file, "UID:" + day + "-holiday@reservepost");
        append_ics_line(file, "DTSTAMP:" + stamp);
        // Without DTEND an all-day event lasts the one day (RFC 5545, 3.6.1).
        append_ics_line(file, "DTSTART;VALUE=DATE:" + day);
        append_ics_line(file, "SUMMARY;LANGUAGE=no:" + ics_text(row.name));
        append_ics_line(file, "DESCRIPTION;LANGUAGE=no:" + ics_text(row.source));
        append_ics_line(file, "TRANSP:TRANSPARENT");
        append_ics_line(file, "END:VEVENT");
    }
    append_ics_line(file, "END:VCALENDAR");
    return file;
}

} // namespace reservepost::holidays
