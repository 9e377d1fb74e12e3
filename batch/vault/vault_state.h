#pragma once

#include "batch/vault/store.h"
#include "batch/vault/vault.h"

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace reservepost::batch::vault {

/// The stores of a vault, whether they are reachable or not.
struct Vault::State {
    std::vector<StorePlace> places;
    std::vector<std::unique_ptr<Store>> stores;
    std::string vault_id; ///< What every store's mark must say.

    /// Without the stores whose content places stand in `let_go`.
    State(const std::vector<StorePlace>& configured, const std::set<std::filesystem::path>& let_go);

    /// Why `store` cannot be used now; empty when it can.
    std::string trouble_with(const Store& store) const;
    /// All stores. Throws `StoreAway` for the first that is away.
    std::vector<Store*> all() const;
    /// Those that can be used. Throws `StoreAway` if none can.
    std::vector<Store*> reachable() const;
    /// Those that can be used, without `left_out`. Throws `StoreAway` if none can.
    std::vector<Store*> reachable_but(const Store* left_out) const;
    /// The names of all stores but `asked`.
    std::vector<std::string> names_without(const std::vector<Store*>& asked) const;
};

/// A ring as one store has it.
struct ReadRing {
    const Store* store;
    Ring ring;
};

std::vector<ReadRing> read_rings(const std::vector<Store*>& stores, RingNumber ring);

/// The keys of all stores together. Throws `VaultDamaged` if two stores hold different keys for one
/// record, or if keys are lost: a store that has lost none is complete by itself, as `put` writes
/// to all; where each has lost some, the others must make up for them.
KeysByRecord united(const std::vector<ReadRing>& rings);

} // namespace reservepost::batch::vault
