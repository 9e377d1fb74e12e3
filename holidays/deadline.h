#pragma once

#include "holidays/calendar.h"
#include "holidays/instant.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace reservepost::holidays {

/// Which time counts towards a deadline.
enum class DeadlineMode {
    BusinessDayHours, ///< All 24 hours of business days; the clock stands still otherwise.
    WallClock,        ///< Every elapsed hour.
    OfficeHours,      ///< 08:00 to 16:00 Oslo time on business days.
    BusinessDays,     ///< 24:00 at the end of the Nth business day after the day of receipt.
};

/// How one kind of deadline is counted. Policies are data: a new way of counting is a new row in
/// `deadline_policies.cpp`, never a new branch.
///
/// A name says amount and mode: `40h-business`, `24h-wall-clock`, `16h-office`, `3-business-days`.
/// So a receiver may have any amount, and what is stored beside a deadline, name and version, tells
/// for ever how it was counted; there is no file that somebody could change beneath it.
struct DeadlinePolicy {
    std::string name;
    int version; ///< Stored with every deadline it produced.
    DeadlineMode mode;
    int amount; ///< Hours, or days for BusinessDays. Not negative.
    std::string_view source;

    bool operator==(const DeadlinePolicy&) const = default;
};

/// The most hours or days that a policy's name can ask for: more than a year of either.
inline constexpr int largest_policy_amount = 9999;

/// What the hours are where nobody says otherwise.
inline constexpr int usual_hours = 40;

/// The usual policy of each mode, in the modes' order; so the default, `40h-business`, comes first.
std::span<const DeadlinePolicy> policies();

/// The newest version of the policy of that name, whatever its amount from 1 to
/// `largest_policy_amount`. Nothing for any other name.
std::optional<DeadlinePolicy> find_policy(std::string_view name);

/// One version of it, for the working of a deadline that was stored long ago.
std::optional<DeadlinePolicy> find_policy(std::string_view name, int version);

/// As on the command line: `business-day-hours`, `wall-clock`, `office-hours`, `business-days`.
std::string_view mode_name(DeadlineMode mode);

std::optional<DeadlineMode> find_mode(std::string_view text);

/// A policy from a mode as written on the command line, with `hours` as its amount. Days are
/// written behind the mode (`business-days:3`) and are 2 where none are. Nothing if `text` is no
/// mode, `hours` is negative, or days are not a number from 0 to 9999. Its name is the mode's own
/// and its version 0: what an operator tries out is never stored.
std::optional<DeadlinePolicy> find_trial_policy(std::string_view text, int hours = usual_hours);

/// When something accepted at `accepted` falls due: the earliest instant at which the full amount
/// has run.
///
/// Intervals are half-open: hours used up at Friday 24:00 are due Saturday 00:00 Oslo time. Throws
/// `OutsideCalendar` if the period leaves the calendar's years or 1980 to 2199, and
/// `std::invalid_argument` for a negative amount. Costs no loop over days or hours.
Instant due(const DeadlinePolicy& policy, Instant accepted, const Calendar& calendar);

/// The working that leads to `due`, one line a day, so that a caseworker can check it with a
/// pencil: which hours of which day counted, which days did not and why, with the section of law.
/// Ends with a line end. Throws as `due`.
std::string explain(const DeadlinePolicy& policy, Instant accepted, const Calendar& calendar);

/// An instant, and the working that led to it.
struct Deadline {
    Instant due;
    std::string working;
};

/// `due` and `explain` together.
Deadline compute(const DeadlinePolicy& policy, Instant accepted, const Calendar& calendar);

} // namespace reservepost::holidays
