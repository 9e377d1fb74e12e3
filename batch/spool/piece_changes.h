#pragma once

#include "batch/printhouse/receipt_judgement.h"
#include "batch/spool/send.h"

namespace reservepost::batch::spool {

/// Carries a judgement that applies over to letters and reports, within `transaction`: mailed,
/// damaged, returned, rejected. Reports are locked before their letters. The facts are in the
/// stores when it returns; the caller commits.
void change_pieces(store::Transaction& transaction, Dispatch& dispatch, const std::string& job,
                   const printhouse::Judgement& judgement, holidays::Instant signed_at);

} // namespace reservepost::batch::spool
