#pragma once

#include "batch/receivers/receiver.h"
#include "batch/store/journal.h"
#include "holidays/calendar.h"

#include <cstdint>

namespace reservepost::batch::letters {

/// Gives the reports of `receiver` that wait already its reception and deadline policy of today,
/// within `transaction`: only where that makes a letter come earlier, never later. A report that
/// was to go on paper stays so. The deadline is counted from the same beginning of its clock.
/// Journalled. Gives how many reports changed.
///
/// Without it a change applies to reports accepted after it (DESIGN.md §4, §5).
std::int64_t recompute_waiting(store::Transaction& transaction, const receivers::Receiver& receiver,
                               const holidays::Calendar& calendar, const store::Occasion& occasion);

} // namespace reservepost::batch::letters
