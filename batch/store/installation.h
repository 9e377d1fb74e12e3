#pragma once

#include "batch/store/database.h"
#include "batch/store/journal.h"
#include "holidays/instant.h"

#include <cstdint>
#include <optional>

namespace reservepost::batch::store {

/// What the database knows of the installation as a whole. `rehearsal` never changes.
struct Installation {
    bool rehearsal = false;
    std::int64_t vault_ring = 1; ///< The ring that holds; see `batch/vault`.
    std::int64_t last_run = 0;   ///< The highest run number given out.
    int generation = 1;          ///< 1–99, the first two digits of job numbers.
    std::optional<holidays::Instant> last_balanced_at;
    std::optional<holidays::Instant> clock_accepted_at;
    bool deletion_paused = false;
    bool packing_paused = false;
    bool operator==(const Installation&) const = default;
};

/// Makes the only row, at `init`. Throws `StoreError` when it is there already.
void create_installation(Transaction& transaction, bool rehearsal);

/// Nothing before `init`.
std::optional<Installation> find_installation(Transaction& transaction);
/// Throws `std::runtime_error` ("run `reservepost init` first") before `init`.
Installation read_installation(Transaction& transaction);

/// The ring into which keys go, kept from changing until `transaction` ends: for intake, before it
/// writes a key.
std::int64_t share_vault_ring(Transaction& transaction);
/// The ring, for whoever is going to change it: waits for every intake in flight.
std::int64_t lock_vault_ring(Transaction& transaction);
/// Makes `ring` the one that holds. Throws `std::logic_error` unless it is the next one. (The
/// transaction has called `lock_vault_ring`.)
void set_vault_ring(Transaction& transaction, std::int64_t ring);

/// The books balanced at `at`.
void note_balanced(Transaction& transaction, holidays::Instant at);
/// A person vouches for the clock, which showed the occasion's instant.
void accept_clock(Transaction& transaction, const Occasion& occasion);

/// The two switches, with their line in the journal. No line when nothing changes.
void pause_deletion(Transaction& transaction, bool paused, const Occasion& occasion);
void pause_packing(Transaction& transaction, bool paused, const Occasion& occasion);

} // namespace reservepost::batch::store
