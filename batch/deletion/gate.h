#pragma once

#include "holidays/instant.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The gate: whether an original may be deleted, as one pure function over facts. Whoever calls it
// has gathered the facts under the report's row lock and acts on the answer under the same lock.

namespace reservepost::batch::deletion {

/// The report's state as far as deletion is concerned.
enum class GateState {
    Posted,
    Confirmed,
    Discarded,
    Other, ///< Any other: waiting, posting, quarantined, deleting, deleted.
};

/// How long an original is kept after the last thing that happened to it.
struct RetentionPolicy {
    int retention_days = 30;        ///< For confirmed and discarded reports; as KS keeps them.
    int retention_posted_days = 49; ///< For posted ones: the house's return window (42) and 7 more.
};

/// After so many days an open confirmation to the reporter no longer keeps the original.
inline constexpr int confirmation_given_up_after_days = 14;

/// One field for each fact of the gate's table. The defaults keep everything.
struct DeletionFacts {
    GateState state = GateState::Other;

    // Posted reports: at least one forwarding letter, and the newest one is in the post.
    int forwarding_letters = 0;
    bool newest_mailed_by_receipt = false; ///< By a receipt that counts; age alone never does.
    bool newest_returned = true;
    bool newest_reopened = true; ///< Reopened since it was mailed.
    bool newest_being_made_again = true;

    // Anything of it still under way, whatever the state.
    bool jobs_over = false;         ///< Every job that held one of its letters is over.
    bool outbox_files_gone = false; ///< And none of their files is in the outbox any more.

    // The confirmation to the reporter: mailed, or settled without one.
    bool confirmation_settled = false;
    std::optional<holidays::Instant> confirmation_open_since; ///< When not settled, if known.

    // Retention counts from the latest of these. `confirmed_at` is one that counted, not a late
    // one.
    std::optional<holidays::Instant> mailed_at;
    std::optional<holidays::Instant> confirmed_at;
    std::optional<holidays::Instant> discarded_at;
    std::optional<holidays::Instant> last_reopened_at;

    bool incident_open = true; ///< Any on this report.
    bool deletion_paused = true;
    bool every_store_reachable = false;
    bool time_believed = false; ///< `judge_clock`.

    bool balance_is_zero = false; ///< In this run.
    bool log_extends_database_checkpoint = false;
    bool log_extends_published_checkpoint = false;

    bool operator==(const DeletionFacts&) const = default;
};

enum class KeepCode {
    State,
    NoForwardingLetter,
    NotMailed,
    Returned,
    Reopened,
    BeingMadeAgain,
    JobOpen,
    OutboxFile,
    ConfirmationOpen,
    RetentionUnknown,
    Retention,
    IncidentOpen,
    DeletionPaused,
    StoreAway,
    TimeNotBelieved,
    BooksOpen,
    LogAgainstDatabase,
    LogAgainstPublished,
};

/// The code as a word for `--json`, such as "not-mailed".
std::string_view name_of(KeepCode code);

/// One thing that keeps an original.
struct Reason {
    KeepCode code;
    std::string sentence;                      ///< Plain words, nothing personal.
    std::optional<holidays::Instant> earliest; ///< When it ends by itself, where that is known.

    bool operator==(const Reason&) const = default;
};

/// Everything that keeps the original, in the order of the table; empty means the gate is open.
std::vector<Reason> what_keeps(const DeletionFacts& facts, const RetentionPolicy& policy,
                               holidays::Instant now);

} // namespace reservepost::batch::deletion
