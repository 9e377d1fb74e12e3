#pragma once

#include "batch/restore/restore_check.h"

#include <map>
#include <set>

// Inside the restore check: its parts, each within the caller's transaction.

namespace reservepost::batch::restore {

struct Reconciling {
    store::Transaction& transaction;
    const Known& known;
    const store::Occasion& occasion;
    RestoreFindings& findings;
};

/// Reports that the log says are deleted, or announced, become so. `with_key` are the records whose
/// key is in the ring that holds.
void take_over_deletions(Reconciling& work, const deletion::DeletionLog& log,
                         const std::set<RecordId>& with_key);

/// Jobs that the stores keep, with their letters: as sent, since nobody can say that they were not.
/// Receipts that they keep: applied where the facts say that they were, waiting otherwise.
void take_over_jobs(Reconciling& work, const std::vector<crypto::Certificate>& certificates);

/// Reports to the state that the facts say. What needs a letter and has none gets one that is held.
void take_over_courses(Reconciling& work);

} // namespace reservepost::batch::restore
