#pragma once

#include "batch/deletion/log.h"
#include "batch/store/database.h"
#include "batch/vault/vault.h"

#include <map>
#include <string>
#include <vector>

namespace reservepost::batch::deletion {

/// The books of one moment.
struct Balance {
    std::map<std::string, std::int64_t> terms; ///< Name (lower case, underscores) to count.
    std::vector<std::string> imbalances;       ///< What does not agree, and where to look.

    bool is_zero() const { return imbalances.empty(); }
    std::int64_t difference() const { return static_cast<std::int64_t>(imbalances.size()); }
};

/// Proves that everything is accounted for, by counting and by summing the journal:
///
/// - reports, letters and jobs: those in each state are those that the journal says went in, less
///   those that went out;
/// - in every store that is reachable, each report that is not `deleting` or `deleted` has its
///   content and its key (rows are read first, stores after it; entries without a row are in
///   flight);
/// - `deleted` leaves in the log are as many as deletions done, and no `intent` is older than a
/// day;
/// - job numbers have no gap;
/// - each report that the portal announced is taken in or missing (how many are missing is a term,
///   and no imbalance).
///
/// Changes nothing.
Balance strike_balance(store::Database& database, const vault::Vault& vault, const DeletionLog& log,
                       holidays::Instant now);

/// Keeps the balance of a run in the books.
void write_balance(store::Transaction& transaction, const Balance& balance, std::int64_t run,
                   int ordinal, holidays::Instant at);

} // namespace reservepost::batch::deletion
