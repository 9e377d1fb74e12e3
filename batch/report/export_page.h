#pragma once

#include "batch/deletion/lookup.h"
#include "batch/report/desk_pages.h"
#include "holidays/date.h"

#include <optional>
#include <string>
#include <vector>

namespace reservepost::batch::report {

/// One receiver's deletions as its reviewer gets them.
struct ReceiverExport {
    std::string receiver;               ///< "0301-05".
    std::optional<holidays::Date> from; ///< Both included; none: the log's beginning, its end.
    std::optional<holidays::Date> to;
    std::string origin;         ///< Of the log.
    std::uint64_t log_size = 0; ///< Leaves under the checkpoint that was read.
    std::string root;           ///< Of that checkpoint, in base64.
    std::string last_date;      ///< Of the newest leaf under it.
    std::vector<deletion::LoggedDeletion> deletions;
    bool complete = true; ///< False where a year's secret is missing or destroyed.
};

/// The deletions as RFC 4180 CSV: a header and a line for each, in the order of the log.
std::string export_csv(const ReceiverExport& deletions);

/// The same as pages to read, in bokmål.
DeskPages export_pages(const ReceiverExport& deletions);

} // namespace reservepost::batch::report
