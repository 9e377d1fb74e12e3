#include "batch/recall_job.h"

#include "batch/night.h"
#include "batch/night_steps.h"
#include "batch/spool_context.h"

#include <stdexcept>

namespace reservepost::batch {

spool::RecallResult recall_job(OpenedState& state, const spool::Recalled& what,
                               bool confirmed_by_house)
{
    const auto ownership = own_night(state);
    if (!ownership)
        throw std::runtime_error("a run is at work, and nothing can be recalled beside it; try "
                                 "again when it is over (`reservepost status` shows it)");
    refuse_older_database(state);
    const NightOptions options;
    NightWork work(state, *ownership, options);
    work.occasion = state.occasion();
    auto dispatch = make_dispatch(work);
    return spool::recall(dispatch, what, confirmed_by_house, state.profile().cut_off);
}

} // namespace reservepost::batch
