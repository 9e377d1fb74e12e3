#pragma once

#include "holidays/instant.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::deletion {

/// Another clock we met, and what ours said at that moment.
struct ClockMet {
    std::string whose; ///< "print house", "database".
    holidays::Instant theirs;
    holidays::Instant ours;
};

struct ClockFacts {
    holidays::Instant now;
    /// When the last balanced run was, or the installation's `init` before there was one.
    std::optional<holidays::Instant> last_balanced_run;
    /// The instant of the newest `clock accept` given after that run, if any: a person vouches for
    /// the clock up to there, so leaps, forward or back, are measured from there on.
    std::optional<holidays::Instant> accepted;
    std::vector<ClockMet> others;
    std::optional<holidays::Instant> newest_receipt_signed_at;
};

inline constexpr std::chrono::hours longest_believed_leap{96};
inline constexpr std::chrono::minutes clocks_agree_within{10};

enum class DoubtCode { NothingToCompare, WentBack, Leapt, OtherClock, BeforeReceipt };

/// The code as a word for `--json`, such as "leapt".
std::string_view name_of(DoubtCode code);

struct Doubt {
    DoubtCode code;
    std::string sentence; ///< What is wrong with the clock and what to do.

    bool operator==(const Doubt&) const = default;
};

struct ClockJudgement {
    std::vector<Doubt> doubts;
    bool witnessed = false; ///< False: no other clock was met; `status` says `clock unwitnessed`.

    bool believed() const { return doubts.empty(); }
};

/// Whether the clock is believed for deletion. Letters go out all the same.
ClockJudgement judge_clock(const ClockFacts& facts);

} // namespace reservepost::batch::deletion
