#pragma once

#include "batch/crypto/certificate.h"
#include "batch/printhouse/transport.h"
#include "batch/spool/send.h"

#include <optional>
#include <vector>

namespace reservepost::batch::spool {

struct ReceiptCount {
    std::int64_t applied = 0;
    std::int64_t waiting = 0;   ///< An earlier one of the same job is missing.
    std::int64_t set_aside = 0; ///< New ones that do not count: each an incident.
    std::int64_t mailed = 0;    ///< Pieces.
    std::int64_t damaged = 0;
    std::int64_t returned = 0;
    std::int64_t late_jobs = 0; ///< Jobs whose `received` or `closed` is overdue.
};

/// Fetches what the print house has laid out and applies it, job by job in the order of n. A
/// receipt counts only if its signature is by one of `pinned` and everything in it agrees with our
/// own manifest (`printhouse::judge`); one that does not is set aside with an incident and changes
/// nothing. Each receipt is applied in a transaction of its own, its facts synced first; a crash in
/// between leaves it to be applied by the next run.
ReceiptCount apply_receipts(Dispatch& dispatch, const std::vector<crypto::Certificate>& pinned);

/// Raises an incident for every job that waits longer than it may: for `received` one, for `closed`
/// three of the house's working days. Gives how many.
std::int64_t watch_late_jobs(Dispatch& dispatch);

/// Raises an incident for every job with a receipt that has waited for its predecessor longer than
/// one of the house's working days.
void watch_waiting_receipts(Dispatch& dispatch);

/// When the newest receipt that counts was signed: time is not believed if it lies before that.
std::optional<holidays::Instant> newest_receipt_signed_at(store::Transaction& transaction);

} // namespace reservepost::batch::spool
