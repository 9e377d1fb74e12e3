#pragma once

#include "batch/deletion/log.h"
#include "batch/spool/kept_jobs.h"
#include "batch/store/database.h"
#include "batch/vault/vault.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

// What is known outside the database: in the stores, the log and the outbox. A database that knows
// less is an older copy.

namespace reservepost::batch::restore {

/// Where the number of the newest run is written besides the stores: hidden files beside the log
/// and beside the packages that wait.
struct RunMarks {
    std::filesystem::path log;
    std::filesystem::path outbox;
};

/// The highest run number that a store, the log or the outbox knows; 0 before the first run. Throws
/// `VaultDamaged` for a mark that holds no number.
std::int64_t highest_run(const vault::Vault& vault, const RunMarks& marks);

/// What the stores keep of the installation as a whole.
struct KeptInstallation {
    bool rehearsal = false;
    std::int64_t generation = 1; ///< Of job numbers.
};

/// Writes what the stores keep of the installation, and the number of the run that is about to do
/// something outside, everywhere. After the database has committed that number.
void note_run(vault::Vault& vault, const RunMarks& marks, std::int64_t run,
              const KeptInstallation& installation);

/// Everything that is kept, from all reachable stores together.
struct Known {
    std::int64_t run = 0;
    std::optional<KeptInstallation> installation;
    std::vector<vault::Fact> facts;             ///< In their order, each once.
    std::map<std::string, spool::KeptJob> jobs; ///< By number.
    std::vector<spool::KeptReceipt> receipts;
    std::vector<std::string> unreadable; ///< Names of kept texts that no store opens.

    /// The highest generation of job numbers that was ever given out.
    std::int64_t generation() const;
};

/// The facts of all reachable stores, in their order, each once.
std::vector<vault::Fact> read_facts(const vault::Vault& vault);

Known read_known(const vault::Vault& vault, const RunMarks& marks);

/// Seals what the stores keep of the installation.
void keep_installation(vault::Vault& vault, const KeptInstallation& installation);
std::optional<KeptInstallation> kept_installation(const vault::Vault& vault);

/// The newest register that is kept, as TOML; nothing where there is none or nobody is in it.
std::optional<std::string> kept_register(const vault::Vault& vault);

/// In what the database is behind, one sentence each; nothing where it is not. `ring` is the one
/// that holds as far as the database knows. Cheap: nothing is opened.
std::vector<std::string> what_is_ahead(store::Transaction& transaction, const vault::Vault& vault,
                                       const RunMarks& marks);

/// Throws `std::runtime_error` with the first of them and the remedy.
void refuse_older_database(store::Transaction& transaction, const vault::Vault& vault,
                           const RunMarks& marks);

} // namespace reservepost::batch::restore
