#pragma once

#include "batch/store/database.h"
#include "batch/store/journal.h"
#include "batch/words/states.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

// Bringing a row of an older database to where it had come to: through every state on the way, each
// with its line in the journal, so that the tables of states and the books hold.

namespace reservepost::batch::restore {

/// The states after `from` up to `to` by the shortest road of `table`; empty where they are the
/// same or there is no road.
template <class State, class Table>
std::vector<State> road(const Table& table, State from, State to)
{
    std::map<State, State> came_from;
    std::vector<State> next = {from};
    for (std::size_t i = 0; i < next.size() && !came_from.contains(to); ++i)
        for (const auto& transition : table)
            if (transition.from == next[i] && transition.to != from &&
                came_from.try_emplace(transition.to, next[i]).second)
                next.push_back(transition.to);
    std::vector<State> states;
    if (from == to || !came_from.contains(to)) return states;
    for (State state = to; state != from; state = came_from.at(state))
        states.insert(states.begin(), state);
    return states;
}

/// Walks a report, a letter or a job. Gives whether there was a road.
bool walk_report(store::Transaction& transaction, const store::Occasion& occasion,
                 const RecordId& record, ReportState from, ReportState to);
bool walk_letter(store::Transaction& transaction, const store::Occasion& occasion,
                 std::int64_t letter, LetterState from, LetterState to);
bool walk_job(store::Transaction& transaction, const store::Occasion& occasion,
              const std::string& number, JobState from, JobState to);

/// The line for a row that was made anew in `state`.
void journal_made(store::Transaction& transaction, const store::Occasion& occasion,
                  store::SubjectKind kind, const std::string& subject, std::string_view state);

} // namespace reservepost::batch::restore
