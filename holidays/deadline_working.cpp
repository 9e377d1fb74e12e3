// The working of a deadline, for a reader with a pencil. It walks day by day and does not use the
// sums that `due` uses, so that each proves the other: a difference is a bug and is thrown.
#include "holidays/counted_hours.h"
#include "holidays/deadline.h"
#include "holidays/oslo_time.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::holidays {

namespace {

using std::chrono::hours;
using std::chrono::microseconds;

/// Why a closed day does not count, each reason with what makes it one: as in `weekend; andre
/// juledag, helligdagsfredloven § 2 k`.
std::string why_not(Date day, const Calendar& calendar)
{
    std::string why = day.weekday() >= Weekday::Saturday ? "weekend" : "";
    for (const Holiday& holiday : calendar.holidays(day, day)) {
        why += (why.empty() ? "" : "; ") + holiday.name + ", " + holiday.source;
    }
    return why;
}

/// What counts of one day, or why nothing does.
struct CountedTime {
    Instant begin;
    Instant end; ///< Not included; equal to `begin` where nothing counts.
    std::string why_not;
};

/// No clock changes after 23:00, so this is right on the last day that Date knows, too.
Instant end_of_day(Date date)
{
    return from_oslo({date, hours(23)}) + hours(1);
}

std::string day_text(Date date)
{
    return std::string(weekday_name(date.weekday())) + ' ' + std::to_string(date.day()) + ' ' +
           std::string(month_name(date.month()));
}

/// As `15:00`, or with seconds and fraction if there are any.
std::string clock_text(Instant instant)
{
    const std::string text = oslo_text(instant);
    const std::string clock = text.substr(11, text.size() - 11 - std::string_view("+01:00").size());
    return clock.ends_with(":00") ? clock.substr(0, 5) : clock;
}

/// As `8 h 59 min 30.5 s`; `nothing` for none.
std::string length_text(microseconds length)
{
    const auto whole_hours = std::chrono::floor<hours>(length);
    const auto whole_minutes = std::chrono::floor<std::chrono::minutes>(length - whole_hours);
    const microseconds rest = length - whole_hours - whole_minutes;
    std::string text;
    const auto add = [&](const std::string& number, const char* unit) {
        text += (text.empty() ? "" : " ") + number + unit;
    };
    if (whole_hours.count() > 0) add(std::to_string(whole_hours.count()), " h");
    if (whole_minutes.count() > 0) add(std::to_string(whole_minutes.count()), " min");
    if (rest.count() > 0) {
        std::string seconds = std::to_string(rest.count() / 1'000'000);
        if (const auto parts = rest.count() % 1'000'000; parts > 0) {
            const std::string digits = std::to_string(1'000'000 + parts).substr(1);
            seconds += '.' + digits.substr(0, digits.find_last_not_of('0') + 1);
        }
        add(seconds, " s");
    }
    return text.empty() ? "nothing" : text;
}

/// As `40 hours` or `1 hour`.
std::string counted_text(int amount, const std::string& unit)
{
    return std::to_string(amount) + ' ' + unit + (amount == 1 ? "" : "s");
}

std::string rule_text(const DeadlinePolicy& policy)
{
    const std::string amount = counted_text(policy.amount, "hour");
    switch (policy.mode) {
    case DeadlineMode::BusinessDayHours:
        return amount + ". All 24 hours of Monday to Friday count, except on holidays.";
    case DeadlineMode::WallClock:
        return amount + ". Every hour counts, day and night, holiday or not.";
    case DeadlineMode::OfficeHours:
        return amount + ". 08:00 to 16:00 on Monday to Friday counts, except on holidays.";
    case DeadlineMode::BusinessDays:
        return counted_text(policy.amount, "business day") +
               ", Monday to Friday except holidays. The day of receipt does not count; the "
               "deadline is the end (24:00) of the last day.";
    }
    throw std::logic_error("a deadline mode that nobody explains [this is a bug]");
}

CountedTime counted_on(Date day, DeadlineMode mode, Instant accepted, const Calendar& calendar)
{
    const bool open = calendar.is_business_day(day); // Asked first: throws outside the calendar.
    if (mode == DeadlineMode::WallClock) {
        return {std::max(accepted, start_of_day(day)), end_of_day(day), ""};
    }
    if (!open) return {accepted, accepted, why_not(day, calendar)};
    const DailyWindow window = window_of(mode);
    const Instant end = window.to == hours(24) ? end_of_day(day) : from_oslo({day, window.to});
    const Instant begin = std::max(accepted, from_oslo({day, window.from}));
    if (begin >= end) return {accepted, accepted, "received at " + clock_text(end) + " or later"};
    return {begin, end, ""};
}

/// A day when the clock changes has 23 or 25 hours, which looks like a miscount if it is not said.
std::string change_of_clock(Instant begin, Instant end)
{
    const auto before = utc_offset(begin);
    const auto after = utc_offset(end - microseconds(1));
    if (before == after) return "";
    return after > before ? " (the clock goes forward one hour)"
                          : " (the clock goes back one hour)";
}

/// Adds the lines of the days on which hours were counted, and gives the instant they lead to.
Instant count_hours(const DeadlinePolicy& policy, Instant accepted, const Calendar& calendar,
                    std::string& text)
{
    const microseconds amount = hours(policy.amount);
    microseconds left = amount;
    for (Date day = oslo_date(accepted);; day = day + 1) {
        const CountedTime counted = counted_on(day, policy.mode, accepted, calendar);
        text += day_text(day) + ": ";
        if (counted.begin == counted.end) {
            text += "does not count (" + counted.why_not + ").\n";
            continue;
        }
        const bool last = left <= counted.end - counted.begin;
        const Instant end = last ? counted.begin + left : counted.end;
        left -= end - counted.begin;
        text += clock_text(counted.begin) + " to " +
                (end == end_of_day(day) ? std::string("24:00") : clock_text(end)) + " counts, " +
                length_text(end - counted.begin) + change_of_clock(counted.begin, end) + "; " +
                length_text(amount - left) + " so far, " + length_text(left) + " left.\n";
        if (last) return end;
    }
}

Instant count_days(const DeadlinePolicy& policy, Instant accepted, const Calendar& calendar,
                   std::string& text)
{
    Date day = oslo_date(accepted);
    text += day_text(day) + ": the day of receipt, does not count.\n";
    for (int counted = 0; counted < policy.amount;) {
        day = day + 1;
        text += day_text(day) + ": ";
        if (!calendar.is_business_day(day)) {
            text += "does not count (" + why_not(day, calendar) + ").\n";
            continue;
        }
        ++counted;
        text += "business day " + std::to_string(counted) + " of " + std::to_string(policy.amount) +
                ".\n";
    }
    return end_of_day(day);
}

/// Midnight is said as people count it, too: as the end of the day before.
std::string due_text(Instant due, Instant accepted)
{
    const OsloTime wall = to_oslo(due);
    std::string text = "Due " + spoken(wall.date) + " at " + clock_text(due);
    if (wall.time_of_day == microseconds(0) && due > accepted) {
        text += ", the end of " + day_text(oslo_date(due - microseconds(1)));
    }
    return text + " (" + oslo_text(due) + ")";
}

} // namespace

std::string explain(const DeadlinePolicy& policy, Instant accepted, const Calendar& calendar)
{
    const Instant expected = due(policy, accepted, calendar);
    std::string text = std::string(policy.name);
    if (policy.version > 0) text += ", version " + std::to_string(policy.version);
    text += ": " + rule_text(policy) + "\nReceived " + spoken(oslo_date(accepted)) + " at " +
            clock_text(accepted) + " (" + oslo_text(accepted) + ").\n";

    Instant reached = accepted;
    if (policy.amount > 0) {
        reached = policy.mode == DeadlineMode::BusinessDays
                      ? count_days(policy, accepted, calendar, text)
                      : count_hours(policy, accepted, calendar, text);
    }
    if (reached != expected) {
        throw std::logic_error("a deadline and its working disagree [this is a bug]");
    }
    return text + due_text(reached, accepted) + ".\n";
}

} // namespace reservepost::holidays
