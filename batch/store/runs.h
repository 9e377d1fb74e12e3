#pragma once

#include "batch/store/database.h"
#include "holidays/instant.h"

#include <cstdint>
#include <optional>
#include <string>

namespace reservepost::batch::store {

/// One run of the night's work. One without an end was killed, or is at work.
struct Run {
    std::int64_t number = 0;
    holidays::Instant started_at;
    std::optional<holidays::Instant> ended_at;
    std::string host;
    std::string outcome_json; ///< The outcome of every step; "{}" until the end.
    std::optional<int> exit_status;
};

/// Takes the next run number, which the installation's row counts without a gap.
std::int64_t begin_run(Transaction& transaction, const std::string& host, holidays::Instant at);

/// Writes down how it ended. Throws `std::runtime_error` when there is no such run or it has ended.
void end_run(Transaction& transaction, std::int64_t number, holidays::Instant at, int exit_status,
             const std::string& outcome_json);

/// The run with the highest number, ended or not.
std::optional<Run> last_run(Transaction& transaction);

} // namespace reservepost::batch::store
