#pragma once

#include "batch/notices/run_report.h"
#include "batch/opened_state.h"
#include "batch/restore/known.h"
#include "batch/store/night_ownership.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace reservepost::batch {

struct NightOptions {
    std::optional<std::string> only; ///< One step; what must go with it goes with it.
    int threads = 2;
    /// After how long a run of which nothing is heard may be taken over.
    std::chrono::milliseconds lease = store::usual_lease;
    /// Hears each step as it ends, for people who watch.
    std::function<void(const notices::StepReport&)> told = [](const notices::StepReport&) {};
};

/// The names of the steps, in their order.
std::vector<std::string> night_steps();

/// Makes this process the one that owns the night. Nothing when another one does.
std::optional<store::NightOwnership>
own_night(OpenedState& state, std::chrono::milliseconds lease = store::usual_lease);

/// Where the number of the newest run is written besides the stores.
restore::RunMarks run_marks(const OpenedState& state);

/// Throws `std::runtime_error` where the stores, the log or the outbox know more than the database:
/// before anything that changes something outside.
void refuse_older_database(OpenedState& state);

/// One run of the night's work, from what an earlier run left undone to the heartbeat. It can be
/// killed anywhere and run again with the same outcome. A step that fails ends; the steps that need
/// its result are skipped, the others run; `balance` and `notify` always do. Never throws for a
/// step's fault: the report tells.
///
/// Nothing if another process owns the night: then nothing was done, and nothing needed to be.
std::optional<notices::RunReport> run_night(OpenedState& state, const NightOptions& options);

/// What a run would do now. Changes nothing.
struct Forecast {
    std::int64_t inbox_files = 0;
    std::int64_t due_not_confirmed = 0;
    std::int64_t due_rejected = 0;
    std::int64_t due_postal = 0;
    std::int64_t to_typeset = 0;
    std::int64_t to_pack = 0;
    std::string packing; ///< "closed in this run", or why not.
    std::int64_t to_send = 0;
};
Forecast forecast(OpenedState& state);

} // namespace reservepost::batch
