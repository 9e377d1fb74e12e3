#pragma once

#include "batch/opened_state.h"
#include "batch/spool/recall.h"

namespace reservepost::batch {

/// `spool::recall` in an opened state, as the one who owns the night meanwhile. The next run's
/// `send` tells the print house that the job is void, and `receipts` empties the outbox of it.
/// Throws `std::runtime_error` while a run is at work, and where the database is an older copy.
spool::RecallResult recall_job(OpenedState& state, const spool::Recalled& what,
                               bool confirmed_by_house);

} // namespace reservepost::batch
