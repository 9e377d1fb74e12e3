#pragma once

#include "batch/opened_state.h"
#include "batch/restore/restore_check.h"

#include <functional>
#include <string>

namespace reservepost::batch {

/// Brings a database that is an older copy to the present: `restore::reconcile` with the stores
/// that are reached. Throws `std::runtime_error` when a run is at work.
restore::RestoreFindings check_restored(OpenedState& state);

/// Makes state directory, keys, log and database anew from the stores that are reached; one is
/// enough. The configuration file must be there. What is in the state already stays; where the
/// database holds an installation that has finished, nothing is changed and `std::runtime_error` is
/// thrown. A crash anywhere is taken up by the next call. `told` hears one line for each thing that
/// is there.
restore::RestoreFindings rebuild(const StateOptions& options,
                                 const std::function<void(const std::string&)>& told);

} // namespace reservepost::batch
