#pragma once

#include "batch/intake/inbox_file.h"
#include "batch/intake/take_in.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace reservepost::batch::intake {

/// Whether a file is taken away once it is stored, and when a broken one is judged.
enum class Manner {
    Inbox,         ///< Removed once it is safe; a broken file waits until it is found unchanged.
    ByHand,        ///< Stays; judged at once.
    ByHandRemoved, ///< Judged at once and removed once it is safe.
};

struct InboxCount {
    std::int64_t taken_in = 0;
    std::int64_t already = 0;
    std::int64_t quarantined = 0;
    std::int64_t error_messages = 0; ///< `feilmelding` files, skipped.
    std::int64_t left = 0;           ///< Too large, without a reference, or not whole yet.
    bool needs_look = false;
};

/// The files in `directory` that may be reports: no hidden ones, no companions, sorted by name.
std::vector<std::filesystem::path> list_inbox(const std::filesystem::path& directory);

/// What has lain in the inbox for an hour or more before `at` and is no report by its name: files
/// that begin with a dot (their writer should have renamed them), and companions without a report.
/// `take_in_files` leaves them where they are, an incident each.
std::vector<std::filesystem::path> list_leftovers(const std::filesystem::path& directory,
                                                  holidays::Instant at);

/// Why a sealed file is left where it is.
inline constexpr const char* no_intake_key =
    "it is sealed to this installation's certificate, and intake.crt and intake.pem are not in the "
    "key directory; whoever runs Reservepost puts them there";

/// Opens the envelope of `file` where it has one. Gives false where it has one and the door has no
/// key: then it is left where it is.
bool open_envelope_of(const IntakeDoor& door, Incoming& file);

/// Takes `files` in, in groups, each with its companion file where there is one. After the answer
/// is given and only if it is still the same inode, size and time that was read, a file is removed
/// where `manner` says so. `told` hears every answer.
InboxCount take_in_files(IntakeDoor& door, std::span<const std::filesystem::path> files,
                         Manner manner, const std::function<void(const IntakeAnswer&)>& told);

} // namespace reservepost::batch::intake
