#pragma once

#include "batch/letters/causes.h"
#include "batch/store/database.h"
#include "batch/store/journal.h"
#include "batch/vault/fact.h"
#include "batch/words/record_id.h"
#include "batch/words/states.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The pieces of a job as the books have them, many at a time: one statement for each kind of
// change, however many pieces it is about.

namespace reservepost::batch::spool {

/// A piece of a closed job, and what stands behind it.
struct JobPiece {
    std::int64_t number = 0;
    std::int64_t letter = 0;
    LetterState state = LetterState::Packed;
    RecordId record;
    ReportState report_state = ReportState::Posting;
    bool confirmed_late = false;
    std::int64_t receiver = 0;
    std::string held_code = {}; ///< Why the letter that takes its place is held; empty: it is not.
};

/// Locks the reports of a job's letters, in the order of their records, and by that these letters
/// too: who changes a packed letter has locked its report first, everywhere.
void lock_reports(store::Transaction& transaction, const std::string& job);

/// Those of `numbers` in `job`, in the order of their numbers; all pieces of the job where none are
/// given. The job's reports are locked.
std::vector<JobPiece> read_pieces(store::Transaction& transaction, const std::string& job,
                                  const std::optional<std::vector<std::int64_t>>& numbers = {});

/// Moves the letters of `pieces`, which are all in the same state, to `to`, with their lines in the
/// journal. With `days`, one for each piece ("2026-11-25"), those are when they were mailed.
void letters_become(store::Transaction& transaction, const store::Occasion& occasion,
                    const std::vector<JobPiece>& pieces, LetterState to, const std::string& why,
                    const std::optional<std::vector<std::string>>& days = {});

/// Lets new letters take the place of those of `pieces`, which are superseded or returned by now
/// and whose reports are locked and `posting`: held where a piece says so. A report that its
/// municipality confirmed meanwhile needs none and becomes `confirmed`; what the stores must know
/// of that is added to `facts`. Reports in any other state are left alone.
void make_again(store::Transaction& transaction, const store::Occasion& occasion,
                const std::string& job, const std::vector<JobPiece>& pieces, letters::Again why,
                std::vector<vault::Fact>& facts);

/// The fact that `event` happened to a piece on the Oslo date `date`.
vault::Fact fact_of(const std::string& job, const JobPiece& piece, const char* event,
                    const std::string& date, const std::string& code = {});

} // namespace reservepost::batch::spool
