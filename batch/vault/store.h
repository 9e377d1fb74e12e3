#pragma once

#include "batch/vault/content_place.h"
#include "batch/vault/facts_file.h"
#include "batch/vault/kept_files.h"
#include "batch/vault/key_place.h"
#include "batch/vault/store_place.h"

#include <string>

namespace reservepost::batch::vault {

/// What a store says of itself, in the file `store` of both its places: an empty mount point, or
/// another vault's disk, does not have it.
struct StoreMark {
    std::string vault; ///< 32 hexadecimal digits, the same in all stores.
    std::string store; ///< 32 hexadecimal digits, another in each.

    std::string text() const;
    bool operator==(const StoreMark&) const = default;
};

/// One store: its two places and what lies in them.
struct Store {
    Store(std::string store_name, StorePlace store_place);

    /// The mark that both places bear. Throws `StoreAway`, saying what is wrong and who mends it.
    StoreMark mark() const;
    /// "1" for "store 1", as the names of durable points have it.
    std::string number() const { return name.substr(name.find(' ') + 1); }

    std::string name; ///< "store 1", in the order of the configuration.
    StorePlace place;
    ContentPlace contents;
    KeyPlace keys;
    FactsFile facts;
    KeptFiles kept;
};

/// A refill in three parts, so that it can be cut off anywhere and begun again. The mark of the new
/// store lies as `refilling` in both places from the first part on; only the last makes it `store`.
///
/// Makes the directories; what an old store of this vault left there is no store from now on. Gives
/// the mark that the new one will bear. Throws `std::runtime_error` where either place holds
/// something that is not this vault's.
StoreMark begin_refill(const Store& store, const std::string& vault_id);
/// From here on the store is one of the vault's.
void finish_refill(const Store& store, const StoreMark& mark);
/// Whether a refill was begun and not finished.
bool is_refilling(const Store& store);

/// Makes the directories, the empty first ring, the empty facts, and last the marks. Throws
/// `std::runtime_error` where the place already holds a store that was used.
void make_store(const Store& store, const StoreMark& mark);

} // namespace reservepost::batch::vault
