#pragma once

#include "batch/crypto/secret_key.h"
#include "batch/deletion/deletion_facts.h"
#include "batch/deletion/log.h"
#include "batch/store/database.h"
#include "batch/store/journal.h"
#include "batch/store/night_ownership.h"
#include "batch/vault/vault.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace reservepost::batch::deletion {

/// What the step `delete` works with. The references outlive it.
struct DeletionDesk {
    store::Database& database;
    vault::Vault& vault;
    DeletionLog& log;
    const store::NightOwnership& ownership;
    store::Occasion occasion;
    RetentionPolicy retention;
    /// The secret under which this year's leaves name references and receivers, and its year.
    const crypto::SecretKey& digest_secret;
    int digest_year = 0;
    std::vector<std::filesystem::path> published;
};

struct DeletionCount {
    std::int64_t deleted = 0;
    /// How many reports each reason keeps, by its code: the first reason of each report.
    std::map<std::string, std::int64_t> kept;
};

/// Deletes the originals whose gate is open. The gate is evaluated under each report's row lock,
/// which moves it to `deleting`; then, for all of them together, each durable before the next:
///
///     1. `intent` leaves under a signed checkpoint
///     2. a new ring without their keys in every store, committed
///     3. the old ring destroyed in every store
///     4. content files unlinked, lookup digests cleared
///     5. absence proved: no store holds content or key of any of them
///     6. `deleted` leaves and the `ring` leaf
///     7. signed checkpoint, published; reports `deleted`
///
/// A crash anywhere is taken up by `finish_deletions` on the same road.
DeletionCount delete_originals(DeletionDesk& desk, const RunFacts& facts);

/// Goes on with deletions that an earlier run began. Nothing is asked again: the gate was passed.
DeletionCount finish_deletions(DeletionDesk& desk);

/// Removes a ring that was prepared and never committed. Before `finish_deletions`. Throws when the
/// database looks like an old backup; then nothing is removed.
void remove_uncommitted_ring(store::Database& database, vault::Vault& vault);

/// Destroys rings older than the one the database names. After `finish_deletions`, which logs it.
void destroy_older_rings(store::Database& database, vault::Vault& vault);

/// Signs an unsigned tail and brings the checkpoint to the database and the published places.
/// Throws `LogDamaged` where one of them knows a history that ours does not continue.
void publish_log(DeletionDesk& desk);

/// Whether the log continues the checkpoint that the database knows. True when it knows none.
bool extends_database_checkpoint(store::Transaction& transaction, const DeletionLog& log);
/// Whether it continues the checkpoint in every published place that has one. False when a place
/// cannot be read.
bool extends_published_checkpoints(const DeletionLog& log,
                                   const std::vector<std::filesystem::path>& places);

} // namespace reservepost::batch::deletion
