// What must hold for any instant, amount and closed day, whatever the tables say.
#include "holidays/deadline.h"
#include "holidays/operating_days.h"
#include "holidays/oslo_time.h"

#include "moments.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>

namespace reservepost::holidays {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;

// The same cases in every run; set before RapidCheck first looks.
[[maybe_unused]] const int seeded = ::setenv("RC_PARAMS", "seed=20261125 max_success=400", 0);

Instant any_instant()
{
    const Instant first = parse_instant("2020-01-01T00:00:00");
    const auto span = parse_instant("2060-01-01T00:00:00") - first;
    // Often on a full hour, where the borders are.
    const auto shift = microseconds(*rc::gen::inRange<std::int64_t>(0, span.count()));
    if (*rc::gen::arbitrary<bool>()) return first + shift;
    return first + std::chrono::floor<hours>(shift);
}

DeadlinePolicy any_policy()
{
    const auto mode = static_cast<DeadlineMode>(*rc::gen::inRange(0, 4));
    return {"any", 0, mode, *rc::gen::inRange(1, 200), ""};
}

Calendar any_calendar(Instant near)
{
    std::vector<ClosedDay> closed;
    for (int count = *rc::gen::inRange(0, 6); count > 0; --count) {
        closed.push_back({oslo_date(near) + *rc::gen::inRange(-3, 20), "closed"});
    }
    const int year = oslo_date(near).year(); // Few years, as each case makes a calendar.
    return Calendar::norway(year - 1, year + 2).closed_also_on(closed);
}

/// How much has run from `begin` to `end`, found by stepping from day to day.
microseconds run_between(Instant begin, Instant end, DeadlineMode mode, const Calendar& calendar)
{
    if (mode == DeadlineMode::WallClock) return end - begin;
    const auto from = mode == DeadlineMode::OfficeHours ? hours(8) : hours(0);
    const auto length = mode == DeadlineMode::OfficeHours ? hours(8) : hours(24);
    microseconds sum{0};
    for (Date date = oslo_date(begin); start_of_day(date) < end; date = date + 1) {
        if (calendar.why_closed(date)) continue;
        const Instant open = from_oslo({date, from});
        const auto part = std::min(end, open + length) - std::max(begin, open);
        sum += std::max(part, microseconds(0));
    }
    return sum;
}

RC_GTEST_PROP(DeadlineProperty, ALaterReceiptIsNeverDueEarlier, ())
{
    const Instant early = any_instant();
    const Instant late = early + microseconds(*rc::gen::inRange<std::int64_t>(0, 864'000'000'000));
    const DeadlinePolicy policy = any_policy();
    const Calendar calendar = any_calendar(early);
    RC_ASSERT(due(policy, early, calendar) <= due(policy, late, calendar));
}

RC_GTEST_PROP(DeadlineProperty, OneMoreClosedDayNeverMakesADeadlineEarlier, ())
{
    const Instant accepted = any_instant();
    const DeadlinePolicy policy = any_policy();
    const Calendar calendar = any_calendar(accepted);
    const Date day = oslo_date(accepted) + *rc::gen::inRange(-5, 60);
    const Calendar stricter = calendar.closed_also_on(day, "one more");
    RC_ASSERT(due(policy, accepted, calendar) <= due(policy, accepted, stricter));
}

RC_GTEST_PROP(DeadlineProperty, AtTheDueInstantExactlyTheAmountHasRun, ())
{
    const Instant accepted = any_instant();
    DeadlinePolicy policy = any_policy();
    if (policy.mode == DeadlineMode::BusinessDays) policy.mode = DeadlineMode::BusinessDayHours;
    const Calendar calendar = any_calendar(accepted);
    const Instant end = due(policy, accepted, calendar);
    const microseconds amount = hours(policy.amount);
    RC_ASSERT(run_between(accepted, end, policy.mode, calendar) == amount);
    RC_ASSERT(run_between(accepted, end - microseconds(1), policy.mode, calendar) ==
              amount - microseconds(1));
}

RC_GTEST_PROP(DeadlineProperty, BusinessDaysEndAtTheEndOfOne, ())
{
    const Instant accepted = any_instant();
    DeadlinePolicy policy = any_policy();
    policy.mode = DeadlineMode::BusinessDays;
    const Calendar calendar = any_calendar(accepted);
    const Instant end = due(policy, accepted, calendar);
    const Date last = oslo_date(end - microseconds(1));
    RC_ASSERT(start_of_day(last + 1) == end);
    RC_ASSERT(calendar.is_business_day(last));
    RC_ASSERT(working_days_after(oslo_date(accepted), policy.amount, calendar) == last);
    RC_ASSERT(end_of_working_days(accepted, policy.amount, calendar) == end);
}

RC_GTEST_PROP(DeadlineProperty, TheWorkingLeadsToTheSameInstant, ())
{
    const Instant accepted = any_instant();
    const DeadlinePolicy policy = any_policy();
    const Deadline deadline = compute(policy, accepted, any_calendar(accepted)); // Throws if not.
    RC_ASSERT(deadline.working.ends_with("(" + oslo_text(deadline.due) + ").\n"));
    RC_ASSERT(deadline.working.find("(" + oslo_text(accepted) + ").\n") != std::string::npos);
}

RC_GTEST_PROP(DeadlineProperty, ACutOffIsTheFirstAfterNow, ())
{
    const Instant now = any_instant();
    const Calendar house = any_calendar(now);
    const auto time = std::chrono::minutes(*rc::gen::inRange(0, 24 * 60));
    const Instant cut_off = next_cut_off(now, time, house);
    RC_ASSERT(cut_off > now);
    RC_ASSERT(house.is_business_day(oslo_date(cut_off)));
    RC_ASSERT(to_oslo(cut_off).time_of_day == time);
    for (Date date = oslo_date(now); date < oslo_date(cut_off); date = date + 1) {
        RC_ASSERT(!house.is_business_day(date) || from_oslo({date, time}) <= now);
    }
}

RC_GTEST_PROP(InstantProperty, EveryInstantIsReadBackFromItsText, ())
{
    const Instant instant = any_instant();
    RC_ASSERT(parse_instant(oslo_text(instant)) == instant);
    RC_ASSERT(parse_instant(utc_text(instant)) == instant);
    const std::string text = oslo_text(instant);
    const auto local = parse_instant(std::string_view(text).substr(0, text.size() - 6));
    RC_ASSERT(local == from_oslo(to_oslo(instant)));
    RC_ASSERT(to_oslo(local) == to_oslo(instant));
}

RC_GTEST_PROP(InstantProperty, NoTextMakesTheReaderThrowAnythingElse, (const std::string& noise))
{
    std::string text = "2026-11-25T02:00:00.25+01:00";
    const auto at = static_cast<std::size_t>(*rc::gen::inRange<int>(0, 28));
    text.replace(at, noise.size() % 3, noise);
    const auto found = find_local_instant(text);
    try {
        const Instant instant = parse_instant(text);
        RC_ASSERT(found.has_value());
        RC_ASSERT(instant == *found);
    } catch (const UnreadableInstant&) {
        RC_ASSERT(!found);
    }
}

} // namespace
} // namespace reservepost::holidays
