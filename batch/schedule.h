#pragma once

#include "batch/configuration/configuration.h"
#include "batch/printhouse/profile.h"
#include "holidays/calendar.h"
#include "holidays/instant.h"

#include <optional>
#include <string>
#include <vector>

// When runs happen, and in which of them packages are closed.

namespace reservepost::batch {

/// The first scheduled instant after `now`. Runs are scheduled every day of the year.
holidays::Instant next_scheduled(holidays::Instant now,
                                 const std::vector<configuration::TimeOfDay>& times);

/// Why the print house does not work on the day of `now`, and when it does again; nothing if it
/// works. As in "the print house is closed today (Sunday, første påskedag); it works again on
/// Tuesday 30 March 2027".
std::optional<std::string> why_house_closed(holidays::Instant now,
                                            const holidays::Calendar& house_calendar);

struct PackingRule {
    std::vector<configuration::TimeOfDay> times;
    configuration::TimeOfDay cut_off{600};
    const holidays::Calendar& house_calendar;
};

/// Why packages are not closed in this run; nothing if they are. They are closed when no later
/// scheduled time lies before the print house's next cut-off less 30 minutes, or when a letter that
/// became due at `oldest_due` has already missed one. Never on a day the house is closed.
std::optional<std::string> why_not_pack(holidays::Instant now, const PackingRule& rule,
                                        const std::optional<holidays::Instant>& oldest_due);

/// The print house's calendar: the law's, and the days of its profile.
holidays::Calendar house_calendar(const printhouse::Profile& profile);

/// The calendar deadlines are counted in.
holidays::Calendar deadline_calendar(const configuration::Configuration& configuration);

} // namespace reservepost::batch
