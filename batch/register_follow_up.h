#pragma once

#include "batch/notices/register_mail.h"
#include "batch/opened_state.h"
#include "batch/receivers/register_change.h"

#include <cstdint>
#include <string>
#include <vector>

// What a change of the register sets off, so that every command that makes one does the same.

namespace reservepost::batch {

/// What was done about a change, for the one who asked for it.
struct FollowUp {
    std::int64_t letters_on_their_way = 0; ///< That carry an address which has changed; incidents.
    std::int64_t reports_recomputed = 0;   ///< Waiting reports that follow the change.
    std::size_t contacts_told = 0;         ///< By e-mail, sent now or queued.
    std::vector<std::string> remarks;      ///< Sentences: what could not be done at once.
};

/// Ends a call that has changed the register within `transaction`: refuses addresses that do not
/// fit every window (`std::invalid_argument`; nothing is committed then), raises incidents for
/// letters on their way, recomputes waiting reports where that was asked for, queues the mails to
/// the contacts old and new, commits, then seals the register in every store and sends the mails.
/// What fails after the commit is a remark: the next run does it. `before` is the register as it
/// stood before the call.
FollowUp follow_up(OpenedState& state, store::Transaction& transaction,
                   const receivers::Snapshot& before, const receivers::RegisterChange& change);

/// The same for a change that was taken back: the contacts are told, and the transaction commits.
FollowUp follow_up_withdrawal(OpenedState& state, store::Transaction& transaction,
                              const receivers::WaitingChange& change);

/// Seals the register as it stands in every store that is reachable and has another one. Gives the
/// names of the stores that are away.
std::vector<std::string> keep_register(OpenedState& state);

} // namespace reservepost::batch
