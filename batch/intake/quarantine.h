#pragma once

#include "batch/intake/take_in.h"
#include "batch/receivers/receiver.h"

#include <string>
#include <vector>

namespace reservepost::batch::intake {

/// A file that is no report as far as we can tell.
struct QuarantinedFile {
    RecordId record;
    std::string code; ///< "broken-json", "too-large", "neither-form", "other-content" …
    std::string sentence;
    holidays::Instant taken_in_at;
    /// What one person has said who wants to throw it away, and who; empty where nobody does.
    std::string discard_why;
    std::string discard_proposed_by;
};

/// All of them, oldest first.
std::vector<QuarantinedFile> list_quarantine(store::Transaction& transaction);

/// A person says that it is a report all the same, and whose. It waits from now on like any other,
/// its clock counted from when it came, and is printed as it came. One that was discarded is taken
/// back in the same way. One in quarantine whose reference that receiver has confirmed in the last
/// 48 hours is confirmed instead, and no letter is made. Gives whether it waits. Throws
/// `std::invalid_argument` when it is neither in quarantine nor discarded, or the receiver is not
/// in the register.
bool release_from_quarantine(store::Transaction& transaction, vault::Vault& vault,
                             const RecordId& record, const receivers::ReceiverKey& receiver,
                             const holidays::Calendar& calendar, const store::Occasion& occasion);

} // namespace reservepost::batch::intake
