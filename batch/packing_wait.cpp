#include "batch/packing_wait.h"

#include "batch/schedule.h"

namespace reservepost::batch {

namespace {

/// Since when the longest waiting letter could have been packed.
std::optional<holidays::Instant> oldest_due(store::Transaction& transaction)
{
    return transaction
        .execute("select min(case when r.rejected_at is null and r.reception <> 'postal' and "
                 "r.reopened_at is null then r.due_at else l.gathered_at end) as at from letter l "
                 "join report r using "
                 "(record) where l.state = 'typeset' and l.job is null")
        .one()
        .find_instant("at");
}

} // namespace

std::optional<std::string> packing_waits(OpenedState& state, holidays::Instant now)
{
    auto transaction = state.database().begin();
    if (store::read_installation(transaction).packing_paused) return "packing is paused";
    return why_not_pack(
        now, {state.configuration().schedule, state.profile().cut_off, state.house_calendar()},
        oldest_due(transaction));
}

bool is_last_before_cut_off(OpenedState& state, holidays::Instant now)
{
    return !why_not_pack(
        now, {state.configuration().schedule, state.profile().cut_off, state.house_calendar()},
        std::nullopt);
}

} // namespace reservepost::batch
