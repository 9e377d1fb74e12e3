#pragma once

#include "batch/deletion/delete_originals.h"
#include "batch/store/database.h"
#include "batch/vault/vault.h"

#include <cstdint>
#include <vector>

namespace reservepost::batch::restore {

struct Rotation {
    std::int64_t ring = 0; ///< The ring that holds now.
    std::int64_t keys = 0; ///< In it.
};

/// Changes the ring now, on the road of a deletion: a new ring in every store with all keys but
/// those of spare copies and of what is being deleted, committed, then the old one destroyed in
/// every store and told in the deletion log. Damaged places are made good from another store. The
/// keys of reports stay what they are.
///
/// Throws `std::runtime_error` while a deletion is under way: `recover` finishes it on the same
/// road. A crash is taken up by `recover`.
Rotation rotate_ring(deletion::DeletionDesk& desk);

/// Destroys what lies in `unfinished/`, with a line in the journal for each record, and closes the
/// incidents about them. Gives the records. Throws `vault::StoreAway` before anything when a store
/// is away.
std::vector<RecordId> clear_unfinished(store::Database& database, vault::Vault& vault,
                                       const store::Occasion& occasion);

} // namespace reservepost::batch::restore
