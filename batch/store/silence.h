#pragma once

#include "batch/store/database.h"

#include <chrono>

namespace reservepost::batch::store {

/// How long whoever says nothing keeps others from what it holds.
inline constexpr std::chrono::milliseconds usual_lease = std::chrono::minutes(5);

/// From now on PostgreSQL ends this session, by its own clock, when nothing is heard of
/// `transaction` for so long: what it has locked is free for others, and its holder meets
/// `StoreError` should it ever wake.
void end_when_silent(Transaction& transaction, std::chrono::milliseconds lease);

} // namespace reservepost::batch::store
