#pragma once

#include "batch/intake/inbox_file.h"
#include "batch/intake/take_in.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace reservepost::batch::intake {

/// A file over this stays where it is, an incident in every run.
inline constexpr std::uint64_t largest_file_octets = 64ULL * 1024 * 1024;

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

/// Takes `files` in, in groups, each with its companion file where there is one. After the answer
/// is given and only if it is still the same inode, size and time that was read, a file is removed
/// where `manner` says so. `told` hears every answer.
InboxCount take_in_files(IntakeDoor& door, std::span<const std::filesystem::path> files,
                         Manner manner, const std::function<void(const IntakeAnswer&)>& told);

} // namespace reservepost::batch::intake
