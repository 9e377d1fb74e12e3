#pragma once

#include "batch/receivers/register_change.h"

#include <string>

namespace reservepost::tests {

/// Changes a receiver as two persons do it: the one of `occasion` asks, another approves.
inline void change_receiver(batch::store::Transaction& transaction,
                            const batch::receivers::ReceiverKey& key,
                            const batch::receivers::Changes& changes,
                            const batch::store::Occasion& occasion)
{
    const auto change = batch::receivers::set(transaction, key, changes, false, occasion);
    if (change.waiting)
        batch::receivers::approve(transaction, change.waiting->number,
                                  {occasion.at, occasion.run, "second"});
}

} // namespace reservepost::tests
