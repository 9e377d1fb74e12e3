#pragma once

#include "batch/printhouse/receipt_judgement.h"
#include "batch/spool/send.h"

namespace reservepost::batch::spool {

/// Carries the judgement of a receipt that applies over to letters and reports, within
/// `transaction`: mailed, damaged, returned, rejected. The caller has locked the job's reports
/// (`lock_reports`). The facts are in the stores when it returns; the caller commits.
void change_pieces(store::Transaction& transaction, Dispatch& dispatch, const std::string& job,
                   const printhouse::Judgement& judgement,
                   const printhouse::SignedReceipt& receipt);

} // namespace reservepost::batch::spool
