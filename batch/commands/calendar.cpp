#include "batch/commands/commands.h"
#include "holidays/calendar_text.h"
#include "holidays/oslo_time.h"

namespace reservepost::batch::commands {

namespace {

using holidays::Date;

/// The day that `option` gives, else `otherwise`.
Date day_of(const Invocation& invocation, const std::string& option, Date otherwise)
{
    return find_day(invocation, option).value_or(otherwise);
}

/// The year of `--year`; else that of the one day that is given; else this one.
int year_of(const Invocation& invocation)
{
    if (!invocation.text("--year").empty()) {
        const auto year = invocation.number("--year");
        if (year < Date::first_year || year > Date::last_year)
            throw UsageError("--year takes " + std::to_string(Date::first_year) + " to " +
                             std::to_string(Date::last_year));
        return static_cast<int>(year);
    }
    const auto today = holidays::oslo_date(Clock(invocation.now).now());
    return day_of(invocation, "--from", day_of(invocation, "--to", today)).year();
}

/// The days to show: `--from` and `--to`, and where one is not given the begin or end of the year.
std::pair<Date, Date> span_of(const Invocation& invocation)
{
    const int year = year_of(invocation);
    const auto from = day_of(invocation, "--from", Date(year, 1, 1));
    const auto to = day_of(invocation, "--to", Date(year, 12, 31));
    if (to < from)
        throw UsageError("the last day, " + to.text() + ", lies before the first, " + from.text());
    return {from, to};
}

json::Value value_of(const std::vector<holidays::HolidayRow>& rows)
{
    json::Value::List values;
    for (const auto& row : rows)
        values.push_back(json::Value::object({{"date", row.date.text()},
                                              {"name", row.name},
                                              {"weekday", holidays::weekday_name(row.weekday)},
                                              {"source", row.source}}));
    return values;
}

int calendar(const Invocation& invocation)
{
    const auto format = invocation.text("--format");
    if (format != "table" && format != "csv" && format != "ics")
        throw UsageError("--format takes table, csv or ics");
    const auto [from, to] = span_of(invocation);
    const auto rows = holidays::holiday_rows(holidays::Calendar::norway(), from, to);
    if (invocation.json)
        invocation.out << json::pretty(value_of(rows));
    else if (format == "table")
        invocation.out << holidays::calendar_table(rows);
    else if (format == "csv")
        invocation.out << holidays::calendar_csv(rows);
    else
        invocation.out << holidays::calendar_ics(rows, Clock(invocation.now).now());
    return all_well;
}

} // namespace

Command calendar_command()
{
    return {.name = "calendar",
            .summary = "Public holidays, with the law that makes them",
            .details = "  reservepost calendar --year 2027\n  reservepost calendar --from "
                       "2026-12-01 --to 2027-01-31 --format ics > holidays.ics",
            .options = {{Option::Kind::Text, "--year", "Y", "A whole year (default: this one)"},
                        {Option::Kind::Text, "--from", "D", "First day, as 2026-12-01"},
                        {Option::Kind::Text, "--to", "D", "Last day, included"},
                        {Option::Kind::Text, "--format", "F", "table, csv or ics", false, "table"}},
            .run = calendar};
}

} // namespace reservepost::batch::commands
