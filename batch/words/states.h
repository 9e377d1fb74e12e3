#pragma once

#include "batch/words/states_table.h"

#include <stdexcept>
#include <string>
#include <string_view>

// The life of a report, a letter and a job. The tables come from `states.txt`, as do the
// constraints of the database, the model in docs/model and docs/states.md. The names are the ones
// that stand in the database, the journal and on the command line. Here stand the promises that the
// tables make.

namespace reservepost::batch {

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
