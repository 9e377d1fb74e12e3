#pragma once

#include "batch/store/database.h"
#include "batch/store/embedded_files.h"

#include <span>

namespace reservepost::batch::store {

/// Brings the database to the state this program knows, as the owner: applies the files
/// `NNNN_name.sql` that are not yet in the table `migration`, in order, each in one transaction
/// with its row, one process at a time. Safe to call at every start.
///
/// Throws `std::runtime_error` and changes nothing when a file that was applied has changed or is
/// missing, when a new file stands before one that was applied, or when the database is newer than
/// the program. A `StoreError` in one file leaves the files before it applied. At the end come the
/// scripts that may run again (`repeated_scripts.h`).
void migrate(Database& owner);

/// The same with other files than the program's own, and without scripts that run again.
void migrate(Database& owner, std::span<const EmbeddedFile> files);

/// Whether exactly this program's migrations are applied, and its scripts that run again. For any
/// role.
bool is_migrated(Database& database);

/// One process at a time changes the shape of the database, until `transaction` ends.
void lock_migrations(Transaction& transaction);

} // namespace reservepost::batch::store
