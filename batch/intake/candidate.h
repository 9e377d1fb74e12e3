#pragma once

#include "batch/intake/judge.h"
#include "batch/intake/reference.h"
#include "batch/intake/take_in.h"
#include "batch/receivers/routing.h"
#include "batch/words/record_id.h"

#include <span>
#include <string>

// Inside intake: what is known of one file between judging it and writing its row.

namespace reservepost::batch::intake {

struct Candidate {
    RecordId record;
    std::string reference;
    std::string municipality; ///< Four digits as stated, or empty.
    std::string district;     ///< Two digits as stated, or empty.
    crypto::Digest reference_digest;
    crypto::Digest content_digest;
    Judgement judgement;
    std::string quarantine_code; ///< Empty for a report.
    StatedTime time;
    receivers::Route route;
    const receivers::Receiver* receiver = nullptr; ///< Into the register's snapshot.
    std::string policy;
    int policy_version = 0;
    holidays::Instant due_at;
    holidays::Instant taken_in_at;
    vault::SealedReport sealed;

    /// A person must look: it lies in quarantine, or no receiver was found.
    bool needs_look() const { return form() == nullptr || receiver == nullptr; }
    bool quarantined() const { return !quarantine_code.empty(); }
    const ReportForm* form() const
    {
        return judgement.report && !quarantined() ? &*judgement.report : nullptr;
    }
};

/// Works out time, receiver and deadline of a judged file that came now.
Candidate make_candidate(const IntakeDoor& door, const receivers::Snapshot& snapshot,
                         std::string reference, const Incoming& file, Judgement judgement);

/// The same for an entry that was found in the vault without a row: its times are the sealed ones.
Candidate adopt_candidate(const IntakeDoor& door, const receivers::Snapshot& snapshot,
                          const RecordId& record, const vault::SealedReport& sealed);

/// Inserts the rows of a group, their lines in the journal, and what follows from the routes (held
/// letters with an alarm each) and from confirmations that came earlier. The vault must hold all of
/// them already. The number of statements does not grow with the group, but for alarms.
void write_candidates(store::Transaction& transaction, const IntakeDoor& door,
                      std::span<const Candidate> group);

} // namespace reservepost::batch::intake
