#pragma once

#include "batch/store/database.h"
#include "batch/store/journal.h"
#include "batch/vault/vault.h"

#include <cstdint>
#include <string>
#include <vector>

// A lost store is let go by two persons. The vault then is what is left: nothing waits for the lost
// disk any more.

namespace reservepost::batch::restore {

enum class DropStep { Proposed, Approved, Withdrawn };

/// The first person proposes that `store` ("store 2") is let go, the second one approves it by
/// asking for the same. Throws `std::invalid_argument` for the same person twice, for a store that
/// is not of the vault, that can be reached, or without which no whole store would be left.
DropStep drop_store(store::Transaction& transaction, const vault::Vault& vault,
                    const std::string& store, const store::Occasion& occasion);

/// Takes a proposal back. Throws `std::invalid_argument` when there is none.
DropStep withdraw_drop(store::Transaction& transaction, const vault::Vault& vault,
                       const std::string& store, const store::Occasion& occasion);

/// The content places of the stores that were let go.
std::vector<std::string> dropped_places(store::Transaction& transaction);

/// A store that was let go is to be filled again: it is one of the vault's from now on, away until
/// it is whole. Gives whether it was let go.
bool take_back(store::Transaction& transaction, const std::string& store,
               const std::string& content, const store::Occasion& occasion);

} // namespace reservepost::batch::restore
