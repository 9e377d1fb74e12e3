#pragma once

#include "batch/notices/heartbeat.h"

#include <chrono>
#include <optional>

// The judge of heartbeats, for another host: it needs no state, only the note and the public key.

namespace reservepost::batch::notices {

/// How long after the promised time a run may still be missing.
inline constexpr std::chrono::minutes heartbeat_grace{30};

/// What a heartbeat is worth.
struct HeartbeatJudgement {
    std::optional<Heartbeat> heartbeat; ///< None when the signature is wrong.
    std::vector<std::string> findings;  ///< Sentences; none: clean.

    bool clean() const { return findings.empty(); }
    bool operator==(const HeartbeatJudgement&) const = default;
};

/// Judges `note` by `key` at `now`. There is a finding when the note is not signed by the key, when
/// more than `heartbeat_grace` has passed since the time by which the next run must be there, when
/// the run ended further than that ahead of `now` (one of two clocks is wrong, and a clock ahead
/// would hide a silence), and when its number is below `highest_seen`.
HeartbeatJudgement judge_heartbeat(std::string_view note, const deletion::VerifierKey& key,
                                   holidays::Instant now,
                                   std::optional<std::int64_t> highest_seen = {});

} // namespace reservepost::batch::notices
