#pragma once

#include "batch/crypto/ed25519.h"
#include "batch/notices/run_report.h"

#include <filesystem>
#include <string>
#include <vector>

namespace reservepost::batch::notices {

/// The signed word of a run that it was there. A signed note (C2SP) whose body has, a line each:
/// the name, `run <number>`, `ended <UTC>`, `next <UTC>` and `<step> <state>` for every step.
std::string heartbeat_note(const std::string& name, const RunReport& report,
                           holidays::Instant ended_at, holidays::Instant next_run_by,
                           const crypto::SigningKey& key);

/// Writes the note as `heartbeat` into every place (directories), replacing the last one durably.
/// Gives a sentence for each place that could not be written; the others are written all the same.
std::vector<std::string> write_heartbeat(const std::string& note,
                                         const std::vector<std::filesystem::path>& places);

} // namespace reservepost::batch::notices
