#include "batch/register_follow_up.h"

#include "batch/letters/recompute.h"
#include "batch/mail_server.h"
#include "batch/receivers/register_toml.h"
#include "batch/register_addresses.h"
#include "batch/spool/moved_address.h"

#include <algorithm>

namespace reservepost::batch {

namespace {

using receivers::FieldChange;
using receivers::RegisterChange;
using receivers::Snapshot;
using receivers::WaitingChange;

std::size_t queue(OpenedState& state, store::Transaction& transaction,
                  const notices::RegisterNews& news)
{
    const auto mails = notices::register_mails(news);
    for (const auto& mail : mails)
        notices::queue_mail(transaction, mail, mail_sender(state), news.at);
    return mails.size();
}

/// Sends what is queued. A mail server that is away keeps no change back.
void send_mails(OpenedState& state, FollowUp& result)
{
    try {
        const auto count =
            notices::send_queued(state.database(), mail_server(state), state.clock().now());
        std::ranges::copy(count.troubles, std::back_inserter(result.remarks));
    } catch (const std::runtime_error& error) {
        result.remarks.push_back(std::string("mails wait for the next run: ") + error.what());
    }
}

std::vector<std::string> keep(OpenedState& state, const Snapshot& now)
{
    return state.vault().keep("register", receivers::register_toml(now));
}

void keep_now(OpenedState& state, const Snapshot& now, FollowUp& result)
{
    try {
        for (const auto& store : keep(state, now))
            result.remarks.push_back(store + " is away; the next run seals the register there");
    } catch (const std::runtime_error& error) {
        result.remarks.push_back(std::string("the register is sealed in the stores by the next "
                                             "run: ") +
                                 error.what());
    }
}

} // namespace

FollowUp follow_up(OpenedState& state, store::Transaction& transaction, const Snapshot& before,
                   const RegisterChange& change)
{
    const auto occasion = state.occasion();
    refuse_misfitting_addresses(state, before, change);
    const auto after = receivers::snapshot(transaction);
    FollowUp result;
    result.letters_on_their_way =
        spool::warn_of_moved_addresses(transaction, before, after, occasion);
    std::vector<FieldChange> in_force;
    for (const auto& changed : change.in_force) {
        // A municipality that is new to us has nobody whose letters would move.
        if (changed.before || change.approved)
            std::ranges::move(receivers::field_changes(changed.before.get(), changed.after),
                              std::back_inserter(in_force));
        if (change.also_waiting)
            result.reports_recomputed += letters::recompute_waiting(
                transaction, changed.after, state.deadline_calendar(), occasion);
    }
    result.contacts_told += queue(
        state, transaction,
        {notices::ChangeStage::InForce, change.approved, in_force, before, after, occasion.at});
    if (change.waiting && !change.waited_before)
        result.contacts_told +=
            queue(state, transaction,
                  {notices::ChangeStage::Proposed, change.waiting->number, change.waiting->fields,
                   after, receivers::as_wanted(after, *change.waiting), occasion.at});
    transaction.commit();
    keep_now(state, after, result);
    if (result.contacts_told > 0) send_mails(state, result);
    return result;
}

FollowUp follow_up_withdrawal(OpenedState& state, store::Transaction& transaction,
                              const WaitingChange& change)
{
    const auto now = receivers::snapshot(transaction);
    FollowUp result;
    result.contacts_told = queue(state, transaction,
                                 {notices::ChangeStage::Withdrawn, change.number, change.fields,
                                  now, receivers::as_wanted(now, change), state.clock().now()});
    transaction.commit();
    if (result.contacts_told > 0) send_mails(state, result);
    return result;
}

std::vector<std::string> keep_register(OpenedState& state)
{
    auto transaction = state.database().begin();
    return keep(state, receivers::snapshot(transaction));
}

} // namespace reservepost::batch
