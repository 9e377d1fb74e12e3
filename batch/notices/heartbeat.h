#pragma once

#include "batch/crypto/ed25519.h"
#include "batch/deletion/checkpoint.h"
#include "batch/notices/run_report.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Silence is an alarm: every run, also an empty one, leaves a signed note that says when the next
// must be there. `heartbeat_check.h` judges it on another host.

namespace reservepost::batch::notices {

/// The name of the file in every place.
inline constexpr const char* heartbeat_file = "heartbeat";

/// What a run says by its heartbeat.
struct Heartbeat {
    std::string name; ///< Whose; also the name its key signs under.
    std::int64_t run = 0;
    holidays::Instant ended_at;
    holidays::Instant next_run_by;
    std::vector<std::pair<std::string, StepState>> steps;

    /// Reads a note's body. Throws `deletion::NoteError` for anything but what `body` gives.
    static Heartbeat from_body(std::string_view body);
    std::string body() const;

    bool operator==(const Heartbeat&) const = default;
};

/// The signed word of a run that it was there. A signed note (C2SP) whose body has, a line each:
/// the name, `run <number>`, `ended <UTC>`, `next <UTC>` and `<step> <state>` for every step.
/// Throws `deletion::NoteError` for a name that no key can have (empty, with a space or a plus).
std::string heartbeat_note(const std::string& name, const RunReport& report,
                           holidays::Instant ended_at, holidays::Instant next_run_by,
                           const crypto::SigningKey& key);

/// Writes the note as `heartbeat` into every place (directories), replacing the last one durably;
/// everybody may read it. A place whose parent is there is made. Gives a sentence for each place
/// that could not be written; the others are written all the same.
std::vector<std::string> write_heartbeat(const std::string& note,
                                         const std::vector<std::filesystem::path>& places);

} // namespace reservepost::batch::notices
