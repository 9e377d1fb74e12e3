#pragma once

#include "batch/store/database.h"
#include "batch/store/journal.h"

namespace reservepost::batch::letters {

/// What is due at this moment and has no letter yet.
struct DueCount {
    std::int64_t not_confirmed = 0; ///< The deadline has passed without confirmation.
    std::int64_t rejected = 0;      ///< The case system refused it.
    std::int64_t postal = 0;        ///< The receiver chose paper.
    std::int64_t all() const { return not_confirmed + rejected + postal; }
};

/// Counts without changing anything: for `run --dry-run`.
DueCount count_due(store::Transaction& transaction, holidays::Instant now);

/// Gives every report that is due at `occasion.at` a letter, oldest deadline first, in chunks, each
/// of them a transaction of its own. There is no horizon: a report that became due years ago is
/// gathered. One that is being confirmed at this very moment is left to whoever holds its row.
/// Gives how many letters were gathered.
DueCount gather(store::Database& database, const store::Occasion& occasion);

} // namespace reservepost::batch::letters
