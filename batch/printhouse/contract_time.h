#pragma once

#include "holidays/instant.h"

#include <chrono>
#include <string>
#include <string_view>

// Days and instants as the contract writes them. A day here is only a label that both sides agree
// on (the job's day, the day of posting), so it needs no time zone.

namespace reservepost::batch::printhouse {

using Day = std::chrono::year_month_day;

/// "2026-11-24".
std::string day_text(Day day);
/// Throws `ContractError` for anything but a day that exists, written like that.
Day parse_day(std::string_view text);

/// "2026-11-24T07:10:00Z": UTC, whole seconds. What is finer is cut off.
std::string instant_text(holidays::Instant instant);
/// Throws `ContractError` for anything but an instant written like that.
holidays::Instant parse_instant(std::string_view text);

/// The day in UTC on which `instant` lies.
Day utc_day(holidays::Instant instant);

/// The days from `from` to `to`; below zero where `to` is the earlier one.
int days_between(Day from, Day to);

} // namespace reservepost::batch::printhouse
