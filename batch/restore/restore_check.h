#pragma once

#include "batch/crypto/certificate.h"
#include "batch/deletion/log.h"
#include "batch/intake/take_in.h"
#include "batch/restore/known.h"

#include <cstdint>
#include <string>
#include <vector>

namespace reservepost::batch::restore {

/// A letter that lies in a package that was closed, and of which no receipt speaks.
struct DoubtfulLetter {
    std::string record;
    std::string job;
    std::int64_t piece = 0;
    bool operator==(const DoubtfulLetter&) const = default;
};

/// What was found and mended.
struct RestoreFindings {
    std::vector<std::string> behind; ///< In what the database was; nothing where it was not.
    std::int64_t run_known = 0;      ///< The highest run number known outside.
    std::int64_t generation = 0;     ///< Of job numbers from now on.
    std::int64_t ring = 0;
    std::int64_t adopted = 0; ///< Reports that had no row.
    std::int64_t spare_copies = 0;
    std::int64_t set_aside = 0;
    std::int64_t deletions_done = 0; ///< Deleted reports of which the database did not know.
    std::int64_t deletions_open = 0; ///< Announced and not done: the next run finishes them.
    std::int64_t jobs = 0;           ///< Closed packages of which it did not know.
    std::int64_t receipts = 0;
    std::int64_t reports_moved = 0; ///< Reports brought to the state that the facts say.
    std::int64_t letters_held = 0;  ///< Made anew, held for a person.
    std::vector<DoubtfulLetter> doubtful;
    std::vector<std::string> unreadable; ///< Kept texts that open in no store.

    bool was_behind() const { return !behind.empty(); }
};

/// What reconciling works with. The references outlive it.
struct RestoreDesk {
    intake::IntakeDoor& door; ///< Its vault is of the stores that are reached.
    const deletion::DeletionLog& log;
    RunMarks marks;
    std::vector<crypto::Certificate> receipt_certificates;
    bool from_nothing = false; ///< The database was just made: it counts as older in any case.
};

/// Brings a database that is older than what it describes to what the stores, the log and the
/// outbox know; nothing is sent and nothing deleted by it. In this order:
///
///     1. the ring that holds
///     2. deletions in the log: what is deleted stays so, what was announced is finished later
///     3. entries without a row are adopted
///     4. jobs that were closed and receipts that came
///     5. reports to the state that the facts say; retention starts anew
///     6. the generation of job numbers raised, in the stores first; the run number last
///
/// A crash anywhere is taken up by the next call: until the last step the database counts as older.
/// Where it is not older nothing is changed. The night is the caller's.
RestoreFindings reconcile(RestoreDesk& desk);

/// Confirms the reports whose facts say that they are confirmed, while the database has them still
/// waiting or their letter not yet packed: it is from some hours ago, or the confirming process
/// died. Gives how many.
std::int64_t confirm_by_facts(store::Database& database, const vault::Vault& vault,
                              const store::Occasion& occasion);

} // namespace reservepost::batch::restore
