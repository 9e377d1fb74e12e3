#pragma once

#include "batch/crypto/secret_key.h"
#include "batch/store/database.h"
#include "batch/words/record_id.h"
#include "holidays/instant.h"

#include <optional>
#include <string>
#include <string_view>

namespace reservepost::batch::intake {

/// What is stored of one report's clock: when it began, how it was counted, and what came of it.
/// Nothing of the report itself.
struct StoredDeadline {
    RecordId record;
    std::string state;             ///< "waiting", "quarantined" …
    std::string reception;         ///< "manual", "system", "postal".
    bool rejected = false;         ///< A case system refused it: it was due from then on.
    holidays::Instant accepted_at; ///< When the clock began.
    holidays::Instant due_at;
    std::string stated_time; ///< Code of what was done with the stated time: "used", "far-back" …
    std::string policy;
    int policy_version = 0;
    int holiday_table = 0;    ///< The version of the table of holidays.
    bool eves_closed = false; ///< 24 and 31 December were closed in its calendar.
};

/// The clock of the report of that reference, found through its digest under the lookup key; of
/// two, that of the one that is not a spare in quarantine. None where no such report is here, or
/// its original has been deleted: then nobody can find it by its reference.
std::optional<StoredDeadline> find_deadline(store::Transaction& transaction,
                                            const crypto::SecretKey& lookup_key,
                                            std::string_view reference);

} // namespace reservepost::batch::intake
