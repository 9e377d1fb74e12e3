#pragma once

#include "batch/store/database.h"

namespace reservepost::batch::store {

/// Applies, as the owner, the scripts that may run again and again (`repeated_files.h`) and differ
/// from what was applied last, all in one transaction, one process at a time. To be called when all
/// migrations are applied. Throws `StoreError` when rows stand in the way of a new constraint; then
/// nothing was changed.
void apply_repeated_scripts(Database& owner);

/// Whether what was applied last is what this program holds. For any role.
bool repeated_scripts_are_applied(Transaction& transaction);

} // namespace reservepost::batch::store
