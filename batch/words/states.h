#pragma once

#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

// The life of a report, a letter and a job, as three tables. The names are the ones that stand in
// the database, the journal and on the command line. `migrations/0003_reports.sql` repeats the
// tables as rows that a trigger obeys; a test holds the two together.

namespace reservepost::batch {

enum class ReportState {
    Quarantined, ///< Not a report as far as we can tell; sealed byte for byte, alarmed.
    Waiting,     ///< The clock is running.
    Posting,     ///< Has letters.
    Posted,      ///< The newest forwarding letter is mailed.
    Confirmed,   ///< The municipality has it.
    Discarded,   ///< Two persons said it is not a report.
    Deleting,    ///< The gate is passed; nothing but completion is accepted.
    Deleted,
};

enum class LetterState {
    Gathered,   ///< The report is due and has this letter; it has no pages yet.
    Typeset,    ///< Pages, sheets, envelope and the digest of its frames are known.
    Packed,     ///< In a closed package, synced. The point of no return.
    Sent,       ///< The print house has the package.
    Mailed,     ///< A receipt that counts says it is in the post.
    Returned,   ///< The post brought it back.
    Held,       ///< A person must look. The original is kept.
    Withdrawn,  ///< Confirmed in time: no paper was needed.
    Superseded, ///< Damaged, rejected or recalled: a new letter took its place.
};

enum class JobState {
    Numbered,  ///< Number and pieces are chosen, the letters still typeset.
    Closed,    ///< The sealed file is in the outbox and its letters are packed.
    Sending,   ///< The hand-over has begun.
    Sent,      ///< The file stands under its final name at the print house.
    Received,  ///< The print house says so.
    Settled,   ///< Nothing of it is open.
    Dissolved, ///< Nothing of it was ever sent.
    Rejected,  ///< The print house refused it.
    Recalled,  ///< Taken back before it was received.
};

template <class State> struct Transition {
    State from;
    State to;
    std::string_view because;
    bool operator==(const Transition&) const = default;
};

// clang-format off
inline constexpr std::array report_transitions = {
    Transition{ReportState::Quarantined, ReportState::Waiting,   "released to a receiver as it is"},
    Transition{ReportState::Quarantined, ReportState::Discarded, "two persons said it is no report"},
    Transition{ReportState::Waiting,     ReportState::Posting,   "due, rejected or postal"},
    Transition{ReportState::Waiting,     ReportState::Confirmed, "confirmed in time"},
    Transition{ReportState::Posting,     ReportState::Posted,    "newest forwarding letter mailed"},
    Transition{ReportState::Posting,     ReportState::Confirmed, "confirmed before its letter was packed"},
    Transition{ReportState::Posted,      ReportState::Posting,   "reopened"},
    Transition{ReportState::Confirmed,   ReportState::Posting,   "reopened"},
    Transition{ReportState::Discarded,   ReportState::Waiting,   "reopened"},
    Transition{ReportState::Posted,      ReportState::Deleting,  "the gate is open"},
    Transition{ReportState::Confirmed,   ReportState::Deleting,  "the gate is open"},
    Transition{ReportState::Discarded,   ReportState::Deleting,  "the gate is open"},
    Transition{ReportState::Deleting,    ReportState::Deleted,   "absence proved and logged"},
};

inline constexpr std::array letter_transitions = {
    Transition{LetterState::Gathered, LetterState::Typeset,    "pages known"},
    Transition{LetterState::Gathered, LetterState::Held,       "a person must look"},
    Transition{LetterState::Gathered, LetterState::Withdrawn,  "confirmed in time"},
    Transition{LetterState::Typeset,  LetterState::Packed,     "package closed"},
    Transition{LetterState::Typeset,  LetterState::Gathered,   "receiver, template or fonts changed"},
    Transition{LetterState::Typeset,  LetterState::Held,       "a person must look"},
    Transition{LetterState::Typeset,  LetterState::Withdrawn,  "confirmed in time"},
    Transition{LetterState::Packed,   LetterState::Sent,       "package handed over"},
    Transition{LetterState::Packed,   LetterState::Superseded, "job dissolved"},
    Transition{LetterState::Sent,     LetterState::Mailed,     "a receipt that counts"},
    Transition{LetterState::Sent,     LetterState::Superseded, "damaged, rejected or recalled"},
    Transition{LetterState::Mailed,   LetterState::Returned,   "the post brought it back"},
    Transition{LetterState::Held,     LetterState::Gathered,   "released"},
    Transition{LetterState::Held,     LetterState::Withdrawn,  "confirmed in time"},
};

inline constexpr std::array job_transitions = {
    Transition{JobState::Numbered, JobState::Closed,    "sealed file synced, letters packed"},
    Transition{JobState::Numbered, JobState::Dissolved, "no piece left"},
    Transition{JobState::Closed,   JobState::Sending,   "hand-over begins"},
    Transition{JobState::Closed,   JobState::Dissolved, "taken apart before sending"},
    Transition{JobState::Sending,  JobState::Sent,      "stands under its final name"},
    Transition{JobState::Sending,  JobState::Rejected,  "refused by the print house"},
    Transition{JobState::Sent,     JobState::Received,  "receipt: received"},
    Transition{JobState::Sent,     JobState::Rejected,  "refused by the print house"},
    Transition{JobState::Sent,     JobState::Recalled,  "recalled before received"},
    Transition{JobState::Received, JobState::Settled,   "receipt: closed, nothing open"},
};
// clang-format on

/// Whether a table has a road from one state to the other.
template <class Table, class State> constexpr bool may(const Table& table, State from, State to)
{
    for (const auto& transition : table)
        if (transition.from == from && transition.to == to) return true;
    return false;
}

constexpr bool may_become(ReportState from, ReportState to)
{
    return may(report_transitions, from, to);
}
constexpr bool may_become(LetterState from, LetterState to)
{
    return may(letter_transitions, from, to);
}
constexpr bool may_become(JobState from, JobState to)
{
    return may(job_transitions, from, to);
}

// The promises these tables make.
static_assert(!may_become(LetterState::Packed, LetterState::Withdrawn),
              "a confirmation never calls back what may already be printed");
static_assert(!may_become(LetterState::Packed, LetterState::Mailed),
              "nothing is in the post that was never handed over");
static_assert(!may_become(LetterState::Mailed, LetterState::Superseded),
              "what is in the post cannot be taken back");
static_assert(!may_become(ReportState::Waiting, ReportState::Deleting) &&
                  !may_become(ReportState::Posting, ReportState::Deleting) &&
                  !may_become(ReportState::Quarantined, ReportState::Deleting),
              "nothing is deleted that nobody has");
static_assert(!may_become(ReportState::Deleting, ReportState::Posting), "deletion has no way back");
static_assert(!may_become(JobState::Received, JobState::Recalled),
              "what the print house has received is not recalled");

std::string_view name_of(ReportState state);
std::string_view name_of(LetterState state);
std::string_view name_of(JobState state);

/// The state whose name this is. Throws `std::logic_error`: names come from our own database.
ReportState report_state(std::string_view name);
LetterState letter_state(std::string_view name);
JobState job_state(std::string_view name);

} // namespace reservepost::batch
