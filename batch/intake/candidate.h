#pragma once

#include "batch/intake/judge.h"
#include "batch/intake/reference.h"
#include "batch/intake/take_in.h"
#include "batch/receivers/routing.h"
#include "batch/words/record_id.h"

#include <string>

// Inside intake: what is known of one file between judging it and writing its row.

namespace reservepost::batch::intake {

struct Candidate {
    RecordId record;
    std::string reference;
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

/// Inserts the row, its line in the journal, what follows from the route (a held letter with an
/// alarm) and from a confirmation that came earlier. Gives whether a person must look.
bool write_candidate(store::Transaction& transaction, const IntakeDoor& door,
                     const Candidate& candidate);

} // namespace reservepost::batch::intake
