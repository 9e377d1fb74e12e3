#include "batch/schedule.h"

#include "holidays/operating_days.h"
#include "holidays/oslo_time.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch {

namespace {

/// What is closed half an hour before the cut-off is sent in time.
constexpr std::chrono::minutes lead{30};

} // namespace

holidays::Instant next_scheduled(holidays::Instant now,
                                 const std::vector<configuration::TimeOfDay>& times)
{
    // Tomorrow may be the one day of the year that does not have the hour.
    constexpr int days = 3;
    const auto today = holidays::oslo_date(now);
    for (int day = 0; day < days; ++day)
        for (const auto time : times) {
            const auto instant = holidays::find_from_oslo({today + day, time});
            if (instant && *instant > now) return *instant;
        }
    throw std::logic_error("a schedule without a time [this is a bug]");
}

std::optional<std::string> why_house_closed(holidays::Instant now,
                                            const holidays::Calendar& house_calendar)
{
    const auto today = holidays::oslo_date(now);
    const auto why = house_calendar.why_closed(today);
    if (!why) return std::nullopt;
    return "the print house is closed today (" + *why + "); it works again on " +
           holidays::spoken(holidays::next_operating_day(today, house_calendar));
}

std::optional<std::string> why_not_pack(holidays::Instant now, const PackingRule& rule,
                                        const std::optional<holidays::Instant>& oldest_due)
{
    if (auto closed = why_house_closed(now, rule.house_calendar)) return closed;
    if (oldest_due && holidays::next_cut_off(*oldest_due, rule.cut_off, rule.house_calendar) <= now)
        return std::nullopt;
    const auto cut_off = holidays::next_cut_off(now, rule.cut_off, rule.house_calendar);
    const auto next = next_scheduled(now, rule.times);
    if (next > cut_off - lead) return std::nullopt;
    return "the run of " + holidays::oslo_text(next) + " still makes the cut-off of " +
           holidays::oslo_text(cut_off);
}

holidays::Calendar house_calendar(const printhouse::Profile& profile)
{
    std::vector<holidays::ClosedDay> days;
    for (const auto& day : profile.closed_days)
        days.push_back({day.date, day.why});
    auto calendar = holidays::Calendar::norway();
    if (days.empty()) return calendar;
    return calendar.closed_also_on(days);
}

holidays::Calendar deadline_calendar(const configuration::Configuration& configuration)
{
    auto calendar = holidays::Calendar::norway();
    if (configuration.close_eves) return calendar.close_eves();
    return calendar;
}

} // namespace reservepost::batch
