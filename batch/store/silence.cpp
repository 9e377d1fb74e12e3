#include "batch/store/silence.h"

#include <string>

namespace reservepost::batch::store {

void end_when_silent(Transaction& transaction, std::chrono::milliseconds lease)
{
    transaction.execute("select set_config('idle_in_transaction_session_timeout', $1, true)",
                        {std::to_string(lease.count())});
}

} // namespace reservepost::batch::store
