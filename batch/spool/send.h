#pragma once

#include "batch/printhouse/transport.h"
#include "batch/store/database.h"
#include "batch/store/journal.h"
#include "batch/store/night_ownership.h"
#include "batch/vault/vault.h"
#include "holidays/calendar.h"

#include <filesystem>

namespace reservepost::batch::spool {

/// What the step `send` works with. The references outlive it.
struct Dispatch {
    store::Database& database;
    vault::Vault& vault;
    const store::NightOwnership& ownership;
    store::Occasion occasion;
    std::filesystem::path outbox;
    printhouse::Transport& transport;
    int resend_after_hours = 4; ///< Of the house's working hours, 08 to 16 on its operating days.
    const holidays::Calendar& house_calendar;
};

struct SendCount {
    std::int64_t sent = 0;
    std::int64_t waiting_for_receipt = 0; ///< May have been fetched already: asked, not sent again.
};

/// Hands over every closed job, each step durable before the next:
///
///     3. the job's row `sending`
///     4. upload under a temporary name
///     5. size and hash read back at the house; `rename_tried` marked
///     6. rename
///     7. the job's row `sent`, its letters `sent`
///
/// A job found `sending` is taken up where it was: under its final name → 7; a partial file
/// (`rename_tried` is taken back first), or nothing without `rename_tried`, → 4; nothing with it
/// may have been fetched already: it waits for a receipt, and the same bytes go again only after
/// `resend_after_hours`. Only the very file whose
/// SHA-256 the job's row knows is ever sent. A job that cannot be handed over does not keep back
/// those after it: all are tried, then the first error is thrown; what was not sent stays.
SendCount send(Dispatch& dispatch);

/// Step 7 within `transaction`, whose outside step has been checked: the job `sent` and with it its
/// letters, in books, journal and facts. Also for a receipt that proves a hand-over which nobody
/// wrote down.
void write_sent(store::Transaction& transaction, Dispatch& dispatch, const std::string& job);

} // namespace reservepost::batch::spool
