#pragma once

#include "batch/deletion/gate.h"
#include "batch/store/database.h"
#include "batch/words/record_id.h"

namespace reservepost::batch::deletion {

/// What is the same for all reports of one run.
struct RunFacts {
    bool deletion_paused = true;
    bool every_store_reachable = false;
    bool time_believed = false;
    bool balance_is_zero = false;
    bool log_extends_database_checkpoint = false;
    bool log_extends_published_checkpoint = false;
};

/// The facts of one report, read from the books. For a decision the caller holds the report's row
/// lock, and goes on holding it.
DeletionFacts read_deletion_facts(store::Transaction& transaction, const RecordId& record,
                                  const RunFacts& run);

} // namespace reservepost::batch::deletion
