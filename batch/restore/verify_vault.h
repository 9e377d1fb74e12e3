#pragma once

#include "batch/store/database.h"
#include "batch/vault/vault.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace reservepost::batch::restore {

/// Something in a store that is not as it must be. Nothing personal is in it.
struct VaultFinding {
    std::string code;  ///< "does-not-open", "stores-differ" …
    std::string store; ///< "store 1", or empty where it is about no single one.
    std::string what;  ///< A record id, a ring or the name of a file; empty where there is none.
    std::string sentence;
    bool operator==(const VaultFinding&) const = default;
};

/// What lies in one store, counted.
struct VerifiedStore {
    std::string store;
    std::int64_t contents = 0;    ///< Content files of reports.
    std::int64_t opened = 0;      ///< Of those that have a row: opened with the store's own key.
    std::int64_t attachments = 0; ///< Files beside reports.
    std::int64_t keys = 0;
    std::int64_t spare_keys = 0; ///< Keys without a content; they leave with the next ring.
    std::int64_t strays = 0;
    std::int64_t unfinished = 0;
    std::int64_t facts = 0;
    std::int64_t damaged_facts = 0;
};

struct VaultVerification {
    std::int64_t ring = 0;
    std::int64_t reports = 0;     ///< Rows whose original must be there.
    std::int64_t without_row = 0; ///< Entries in flight, or left for the next run to adopt.
    std::vector<VerifiedStore> stores;
    std::vector<VaultFinding> findings; ///< The first thousand.
    std::int64_t findings_in_all = 0;

    bool clean() const { return findings_in_all == 0; }
};

/// Opens everything in every store, from the disk, and compares it with the database's rows and
/// with the other stores. Changes nothing. Intakes and runs may be at work beside it: a ring is
/// kept from changing for a few hundred reports at a time. `told` hears how many of how many
/// reports are done. Throws what database and stores throw when they are away.
VaultVerification
verify_vault(store::Database& database, const vault::Vault& vault,
             const std::function<void(std::int64_t done, std::int64_t whole)>& told);

} // namespace reservepost::batch::restore
