#pragma once

#include "batch/spool/spool.h"

namespace reservepost::batch::spool {

struct PackCount {
    std::int64_t jobs = 0;
    std::int64_t pieces = 0;
    std::int64_t sheets = 0;
    std::int64_t set_back = 0;  ///< Letters that went back to `gathered`.
    std::int64_t dissolved = 0; ///< Jobs of which no piece was left.
};

/// How many letters `pack` would take now.
std::int64_t count_packable(store::Transaction& transaction, holidays::Instant now);

/// Puts every typeset letter that is due into packages, one class each, sorted by sheets and
/// postcode. For each package, each step durable before the next:
///
///     1. the job's row, `numbered`, with its letters; the letters are still typeset
///     2. the sealed file synced in the outbox
///     3. in one transaction, under the row locks of all its letters: the facts, the file's
///        SHA-256, letters `packed`, job `closed`
///
/// If a letter was confirmed or its receiver changed meanwhile, the file is made anew without it
/// under the same number; if none is left, the job is dissolved.
PackCount pack(Spool& spool);

/// Steps 2 and 3 for the jobs that an earlier run left `numbered`.
PackCount close_numbered_jobs(Spool& spool);

} // namespace reservepost::batch::spool
