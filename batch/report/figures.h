#pragma once

#include "batch/store/database.h"
#include "holidays/date.h"
#include "holidays/instant.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

// What became of the reports of a year, counted from the database's rows, which are never removed:
// also when the reports themselves are long deleted. How each figure is counted: docs/report.md.

namespace reservepost::batch::report {

/// What is counted of a receiver's reports.
enum class Count {
    TakenIn,
    Confirmed,     ///< In the portal, and nothing was handed to the print house.
    Posted,        ///< A letter was handed to the print house, which took it.
    NotConfirmed,  ///< Posted: nobody confirmed it before its deadline.
    Rejected,      ///< Posted: the case system refused it.
    PaperOnly,     ///< Posted: the receiver takes paper.
    SentAgain,     ///< Posted: it had been confirmed, and was lost or refused afterwards.
    Open,          ///< Neither confirmed nor posted yet.
    ConfirmedLate, ///< Of the posted: confirmed when the letter was on its way.
    HeldNow,       ///< A letter waits for a person.
    HeldEver,      ///< A letter did so at some time.
    Returned,      ///< Of the posted: the post brought a letter back.
};

inline constexpr std::size_t count_kinds = 12;

/// One figure as it is called.
struct CountName {
    Count count;
    std::string_view code;  ///< In CSV and JSON.
    std::string_view words; ///< On a terminal.
};

/// All of them in the order of `Count`.
const std::array<CountName, count_kinds>& count_names();

/// How long some letters took, in seconds.
struct Durations {
    std::int64_t letters = 0; ///< How many that were.
    std::int64_t half = 0;    ///< Half of them took as long or less: the median.
    std::int64_t most = 0;    ///< Nine of ten did (the 90th percentile, by nearest rank).
    std::int64_t longest = 0;
    bool operator==(const Durations&) const = default;
};

/// Of one receiver, or of all.
struct Figures {
    std::optional<std::int64_t> receiver; ///< Id; none: reports that have no receiver yet.
    std::array<std::int64_t, count_kinds> counts{};
    Durations to_hand_over; ///< From due until the print house had the letter.
    Durations to_posting;   ///< From due until a receipt said that it is in the post.

    std::int64_t of(Count count) const { return counts.at(static_cast<std::size_t>(count)); }
};

/// One year in Oslo.
struct Year {
    int year = 0;

    holidays::Instant begins() const; ///< The first instant of 1 January.
    holidays::Instant ends() const;   ///< The first instant that is not in it.
};

/// The figures of a year: for each receiver that had a report, and for all together.
struct YearFigures {
    std::vector<Figures> receivers; ///< By id; reports without a receiver last.
    Figures all;
};

/// Counts the reports that were taken in in `year`. One statement; what is in quarantine is no
/// report. Throws `StoreError`.
YearFigures count_year(store::Transaction& transaction, Year year);

/// The Oslo year of the first report there is.
std::optional<int> first_year(store::Transaction& transaction);

} // namespace reservepost::batch::report
