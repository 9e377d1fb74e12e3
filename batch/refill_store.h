#pragma once

#include "batch/opened_state.h"
#include "batch/vault/vault.h"

#include <cstddef>
#include <functional>
#include <string>

namespace reservepost::batch {

/// What a refill brought, and what it could not.
struct StoreRefill {
    vault::RefillCount count;
    std::string log_not_copied; ///< Why the deletion log's copy is not there; empty where it is.
};

/// Fills the store of that number (from 0) as `vault::Vault::refill`, and puts beside it what the
/// installation keeps there: the copy of the deletion log and, beside the second one, the copies of
/// the keys. Only then is the store one of the vault's, so that from it alone everything can be
/// made anew. A log that is damaged keeps no store away: reports are safe without it, and whoever
/// repairs it has the next run copy it.
///
/// `told` hears how many of how many files are there. Throws as `vault::Vault::refill`; after any
/// error call it again. The caller owns the night.
StoreRefill refill_store(OpenedState& state, std::size_t store,
                         const std::function<void(std::size_t done, std::size_t whole)>& told);

} // namespace reservepost::batch
