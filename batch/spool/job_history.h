#pragma once

#include "batch/printhouse/receipt_judgement.h"
#include "batch/store/database.h"

#include <optional>
#include <string>

namespace reservepost::batch::spool {

/// What we know of a job: our own manifest, and every receipt that has been applied, judged again
/// in their order. Locks the job's row until the transaction ends. Nothing if there is no such job
/// or it was never closed.
std::optional<printhouse::JobHistory> lock_job_history(store::Transaction& transaction,
                                                       const std::string& number);

} // namespace reservepost::batch::spool
