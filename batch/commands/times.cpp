#include "batch/commands/commands.h"
#include "holidays/calendar_text.h"
#include "holidays/deadline.h"
#include "holidays/oslo_time.h"

namespace reservepost::batch::commands {

namespace {

using holidays::Calendar;
using holidays::DeadlinePolicy;
using holidays::Instant;

std::vector<DeadlinePolicy> policies_of(const Invocation& invocation)
{
    const auto hours = invocation.number("--hours");
    if (hours < 0 || hours > 100'000) throw UsageError("--hours takes 0 to 100000");
    std::vector<DeadlinePolicy> policies;
    auto modes = invocation.texts("--mode");
    if (modes.empty()) modes = {"business-day-hours"};
    for (const auto& mode : modes) {
        const auto policy = holidays::find_trial_policy(mode, static_cast<int>(hours));
        if (!policy)
            throw UsageError("--mode takes business-day-hours, wall-clock, office-hours or "
                             "business-days:N");
        policies.push_back(*policy);
    }
    return policies;
}

std::string mode_text(const DeadlinePolicy& policy)
{
    auto text = std::string(holidays::mode_name(policy.mode));
    if (policy.mode == holidays::DeadlineMode::BusinessDays)
        text += ":" + std::to_string(policy.amount);
    return text;
}

/// Answers one instant under every policy. The working goes beneath each line.
void answer(const Invocation& invocation, Instant received,
            const std::vector<DeadlinePolicy>& policies, const Calendar& calendar,
            json::Value::List& values)
{
    for (const auto& policy : policies) {
        const auto due = holidays::due(policy, received, calendar);
        if (invocation.json) {
            auto value = json::Value::object({{"received", holidays::oslo_text(received)},
                                              {"mode", mode_text(policy)},
                                              {"deadline", holidays::oslo_text(due)}});
            if (invocation.flag("--explain"))
                value.set("working", holidays::explain(policy, received, calendar));
            values.push_back(value);
            continue;
        }
        invocation.out << holidays::oslo_text(received) << "\t" << mode_text(policy) << "\t"
                       << holidays::oslo_text(due) << "\n";
        if (invocation.flag("--explain"))
            invocation.out << holidays::explain(policy, received, calendar) << "\n";
    }
}

int deadline(const Invocation& invocation)
{
    const auto policies = policies_of(invocation);
    const auto calendar =
        invocation.flag("--close-eves") ? Calendar::norway().close_eves() : Calendar::norway();
    json::Value::List values;
    bool all_read = true;
    std::int64_t line = 0;
    const auto take = [&](std::string text) {
        ++line;
        if (!text.empty() && text.back() == '\r') text.pop_back();
        if (text.empty()) return;
        try {
            answer(invocation, holidays::parse_instant(text), policies, calendar, values);
        } catch (const std::exception& error) {
            all_read = false;
            invocation.err << "line " << line << ": " << error.what() << "\n";
        }
    };
    const auto given = invocation.texts("INSTANT");
    if (given.empty() || given == std::vector<std::string>{"-"})
        for (std::string text; std::getline(invocation.in, text);)
            take(text);
    else
        for (const auto& text : given)
            take(text);
    if (invocation.json) invocation.out << json::pretty(values);
    return all_read ? all_well : needs_look;
}

/// The days to show: `--from` and `--to`, else the whole of `--year`, else of this year.
std::pair<holidays::Date, holidays::Date> span_of(const Invocation& invocation)
{
    const auto now = Clock(invocation.now).now();
    const std::int64_t year = invocation.text("--year").empty() ? holidays::oslo_date(now).year()
                                                                : invocation.number("--year");
    if (year < holidays::Date::first_year || year > holidays::Date::last_year)
        throw UsageError("--year takes " + std::to_string(holidays::Date::first_year) + " to " +
                         std::to_string(holidays::Date::last_year));
    const auto day = [&](const char* option, holidays::Date otherwise) {
        const auto text = invocation.text(option);
        return text.empty() ? otherwise : holidays::Date::from_text(text);
    };
    const auto whole = static_cast<int>(year);
    const auto from = day("--from", holidays::Date(whole, 1, 1));
    const auto to = day("--to", holidays::Date(whole, 12, 31));
    if (to < from)
        throw UsageError("the last day, " + to.text() + ", lies before the first, " + from.text() +
                         "; give both --from and --to, in that order");
    return {from, to};
}

int calendar(const Invocation& invocation)
{
    const auto [from, to] = span_of(invocation);
    const auto rows = holidays::holiday_rows(Calendar::norway(), from, to);
    const auto format = invocation.text("--format");
    if (invocation.json) {
        json::Value::List values;
        for (const auto& row : rows)
            values.push_back(
                json::Value::object({{"date", row.date.text()},
                                     {"name", row.name},
                                     {"weekday", holidays::weekday_name(row.date.weekday())},
                                     {"source", row.source}}));
        invocation.out << json::pretty(values);
    } else if (format == "table")
        invocation.out << holidays::calendar_table(rows);
    else if (format == "csv")
        invocation.out << holidays::calendar_csv(rows);
    else if (format == "ics")
        invocation.out << holidays::calendar_ics(rows, Clock(invocation.now).now());
    else
        throw UsageError("--format takes table, csv or ics");
    return all_well;
}

} // namespace

Command deadline_command()
{
    return {.name = "deadline",
            .summary = "When something received at an instant falls due",
            .details =
                "Instants as 2026-11-27T15:00 (Oslo), with an offset or Z; from standard input, "
                "one a line, where none is given.\nPrints received, mode and deadline, parted by "
                "tabs.\n\n  reservepost deadline 2026-11-27T15:00 --explain\n  reservepost "
                "deadline --mode wall-clock --mode business-days:2 < instants.txt",
            .options =
                {{Option::Kind::Arguments, "INSTANT", "INSTANT", "When it was received"},
                 {Option::Kind::Texts, "--mode", "M",
                  "business-day-hours (default), wall-clock, office-hours or business-days:N; may "
                  "be repeated"},
                 {Option::Kind::Text, "--hours", "N", "Hours to count", false, "40"},
                 {Option::Kind::Flag, "--close-eves", "", "24 and 31 December do not count either"},
                 {Option::Kind::Flag, "--explain", "", "Show the working"}},
            .run = deadline};
}

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
