#pragma once

#include "batch/receivers/receiver.h"
#include "batch/store/journal.h"

#include <cstdint>

namespace reservepost::batch::spool {

/// Raises an incident for each job that carries forwarding letters to an address that is no longer
/// their receiver's, within `transaction`: packed or handed over, and not mailed yet. It says which
/// pieces, and has the words for the telephone call that takes them out. `before` and `after` are
/// the register around its change. Gives the number of such letters.
std::int64_t warn_of_moved_addresses(store::Transaction& transaction,
                                     const receivers::Snapshot& before,
                                     const receivers::Snapshot& after,
                                     const store::Occasion& occasion);

} // namespace reservepost::batch::spool
