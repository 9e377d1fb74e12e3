#pragma once

#include "batch/crypto/digest.h"
#include "batch/store/database.h"
#include "batch/store/journal.h"
#include "batch/vault/vault.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace reservepost::batch::intake {

/// A report that waits from now on, and for whom.
struct Arrived {
    RecordId record;
    crypto::Digest reference_digest;
    std::int64_t receiver = 0;
};

/// Applies what receivers confirmed in the 48 hours before their reports came, within `transaction`
/// in which the reports became `waiting`: they are `confirmed`, the confirmation is used up, and
/// the facts are in the stores when it returns; the caller commits. Another receiver's confirmation
/// stays. Gives how many are confirmed. Throws as `vault::Vault::append_facts`.
std::size_t apply_early_confirmations(store::Transaction& transaction, vault::Vault& vault,
                                      const store::Occasion& occasion,
                                      std::span<const Arrived> reports);

} // namespace reservepost::batch::intake
