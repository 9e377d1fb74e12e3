#pragma once

#include "batch/commands/command.h"
#include "batch/deletion/log_reader.h"
#include "batch/deletion/lookup.h"

#include <map>
#include <set>
#include <string>
#include <vector>

// The sub-commands of `log`, and what they share. None opens the database: a reviewer has a copy of
// the log and a key, and whoever lost the database still has the log.

namespace reservepost::batch::commands {

Command log_prove_command();
Command log_lookup_command();
Command log_certificate_command();
Command log_export_command();

/// `--dir` and `--vkey`, which every command that reads a log has.
std::vector<Option> log_options();

/// The directory that `--dir` names, or the state's log.
std::filesystem::path log_directory(const Invocation& invocation);
/// The verifier key line that `--vkey` gives or names, or the state's.
std::string log_key_line(const Invocation& invocation);
/// That log, its checkpoint's signature checked.
deletion::LogReader open_log(const Invocation& invocation);

/// Refuses whoever may not ask this state's log. Everybody may where no state is: a copy of a log
/// is anybody's whose it is.
void require_log_role(const Invocation& invocation);

/// The digest secrets in the state's key directory, by year. Throws `std::runtime_error` saying
/// what is needed where there is no state.
std::map<int, crypto::SecretKey> state_digest_secrets(const Invocation& invocation);

/// The reference that is given or, with `-`, stands in standard input. Throws `UsageError`, which
/// never repeats it.
std::string one_reference(const Invocation& invocation);

/// The digests under which the wished report may stand in the log: those of the reference, or the
/// one that `--digest` gives. Throws `UsageError` unless one of the two is given.
std::set<crypto::Digest> wished_digests(const Invocation& invocation);

/// The newest deletion of the wished report. Throws `std::invalid_argument` when there is none.
deletion::LoggedDeletion wished_deletion(const Invocation& invocation,
                                         const deletion::LogReader& log);

/// What cannot be asked for any more: years in the log whose secret is not here.
struct UnreadableYears {
    std::set<int> destroyed; ///< As the log says; nobody can find anything of these.
    std::set<int> missing;   ///< It should be here.
};

UnreadableYears unreadable_years(const deletion::LogAnswer& answer,
                                 const std::map<int, crypto::SecretKey>& secrets);
/// A sentence for each kind of them; empty where all can be asked for.
std::string unreadable_text(const UnreadableYears& years);
json::Value years_value(const std::set<int>& years);

/// "Deleted on 2027-02-10 …": one deletion in lines for a terminal, and for `--json`.
std::string text_of(const deletion::LoggedDeletion& deletion);
json::Value value_of(const deletion::LoggedDeletion& deletion);

} // namespace reservepost::batch::commands
