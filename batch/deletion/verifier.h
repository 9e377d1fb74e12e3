#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The reviewer's side of the deletion log. It shares no code with the writer, needs no secret, no
// database and no network, and uses only libcrypto and the standard library, so that the same
// sources make the small static `reservepost-verify`. It is the one exception to the rule that
// libcrypto is used behind `batch/crypto` alone.

namespace reservepost::batch::deletion {

/// One thing that is wrong with a log.
struct Finding {
    std::string code; ///< "bad-signature", "leaf-changed", …; the list is in docs/deletion-log.md.
    std::string where;    ///< File or leaf.
    std::string sentence; ///< What is wrong, in plain words.

    bool operator==(const Finding&) const = default;
};

/// A deletion that was announced and not (yet) done. No fault of the log; the next run finishes
/// it, and one older than a day is an incident.
struct OpenIntent {
    std::uint64_t index = 0;
    std::string record;
    std::string date;

    bool operator==(const OpenIntent&) const = default;
};

struct VerifyReport {
    std::string origin;
    std::uint64_t size = 0; ///< Leaves, by the checkpoint.
    std::string root;       ///< Root by the checkpoint, in base64.
    std::map<std::string, std::uint64_t> leaves_by_kind;
    std::vector<OpenIntent> open_intents;
    std::uint64_t unsigned_leaves = 0; ///< Beyond the checkpoint; told, and no fault after a crash.
    std::vector<Finding> findings;     ///< The first thousand.
    std::uint64_t findings_in_all = 0;

    bool sound() const { return findings_in_all == 0; }
};

/// Whether a log has its leaves beside it, or is the published copy with hashes alone.
enum class LogCopy { WithEntries, HashesOnly };

/// Checks a whole log and tells everything that is wrong with it at once: signature and form of the
/// checkpoint; every entry against its hash, every hash tile, the root; the form of every leaf;
/// that every `deleted` has its `intent` before it; and, where `older` is given (a checkpoint's
/// text from an earlier day, or a proof that holds one), that this log continues that one.
///
/// Throws `std::runtime_error` only when it cannot judge at all: the verifier key line is
/// malformed, or the directory is not there.
VerifyReport verify_log(const std::filesystem::path& directory, std::string_view verifier_key_line,
                        std::optional<std::string_view> older = std::nullopt,
                        LogCopy copy = LogCopy::WithEntries);

/// The same for a checkpoint that stands on paper: the witness line that each letter bears, typed
/// by hand (how freely: verifier_paper.h). Throws `std::runtime_error` also when it cannot be read.
VerifyReport verify_log_by_paper(const std::filesystem::path& directory,
                                 std::string_view verifier_key_line, std::string_view paper,
                                 LogCopy copy = LogCopy::WithEntries);

} // namespace reservepost::batch::deletion
