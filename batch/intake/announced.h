#pragma once

#include "batch/intake/announced_list.h"
#include "batch/intake/take_in.h"

namespace reservepost::batch::intake {

/// What one list said.
struct Announcement {
    std::int64_t listed = 0;
    std::int64_t known = 0;   ///< Announced before: the list came twice, or overlaps another.
    std::int64_t here = 0;    ///< Of the new ones, taken in already.
    std::int64_t missing = 0; ///< Of the new ones, not here yet.
};

/// Writes down what `list` announces; the caller commits. Throws `ListError`, and then nothing may
/// be committed, when a number or a missing reference stands in the books with another partner.
Announcement announce(store::Transaction& transaction, const IntakeDoor& door,
                      const AnnouncedList& list);

/// How long a report may be on its way after it was announced.
inline constexpr std::chrono::hours announced_grace{2};

struct MissingReports {
    std::int64_t missing = 0; ///< For more than `announced_grace`.
    std::int64_t gaps = 0;    ///< Places where the running numbers leave some out.
};

/// Marks announced reports that have come, and raises an incident for each day with reports that
/// have been missing too long, and for each gap in the running numbers; those whose cause is gone
/// are closed. Nothing of a missing report but its number is named.
MissingReports look_for_missing(IntakeDoor& door);

} // namespace reservepost::batch::intake
