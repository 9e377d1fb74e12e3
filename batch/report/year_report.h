#pragma once

#include "batch/receivers/receiver.h"
#include "batch/report/figures.h"
#include "batch/report/suppression.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// A year's figures as others may see them.

namespace reservepost::batch::report {

/// A count with what of it is shown.
struct ShownCount {
    std::int64_t value = 0; ///< Nought unless `shown` is `Value`.
    Shown shown = Shown::Value;

    bool is_number() const { return shown == Shown::Value; }
    /// "128", "<5" or ":".
    std::string text() const;
    bool operator==(const ShownCount&) const = default;
};

/// `Durations` in whole hours, half an hour rounded up.
struct ShownHours {
    std::int64_t half = 0;
    std::int64_t most = 0;
    std::int64_t longest = 0;
    bool operator==(const ShownHours&) const = default;
};

/// One receiver's year, or everybody's, as it is shown.
struct ShownFigures {
    std::array<ShownCount, count_kinds> counts{};
    /// How many of a hundred reports went by post; only where both counts are numbers, and there
    /// are enough reports.
    std::optional<std::int64_t> percent_posted;
    /// Only where the count of letters is a number, and there are enough of them.
    std::optional<ShownHours> to_hand_over;
    std::optional<ShownHours> to_posting;

    const ShownCount& of(Count count) const { return counts.at(static_cast<std::size_t>(count)); }
    bool operator==(const ShownFigures&) const = default;
};

/// The row of one receiver.
struct ReceiverYear {
    std::optional<receivers::Receiver> receiver; ///< None: reports that have none yet.
    ShownFigures figures;

    std::string key() const;  ///< "0301-05"; "none".
    std::string name() const; ///< "Oslo kommune, Nordstrand"; "no receiver yet".
};

/// What everybody may see of a year.
struct YearReport {
    int year = 0;
    bool over = true;
    holidays::Date as_of;                ///< The day on which it was counted.
    std::vector<ReceiverYear> receivers; ///< Those that had a report, by key.
    ShownFigures all;
};

/// The figures as they may be shown: counts of 1 to 4 are not, nor what would give one away, by
/// suppression.h over all receivers at once. So whoever sees the pages of several receivers, and
/// everybody's, still cannot work one out. `receivers` must hold every receiver that has figures.
YearReport make_year_report(const YearFigures& figures, const receivers::Snapshot& receivers,
                            Year year, holidays::Date today);

/// The row of that receiver; all noughts where it had no report.
ReceiverYear year_of(const YearReport& report, const receivers::Receiver& receiver);

} // namespace reservepost::batch::report
