#include "batch/receivers/register_write.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace reservepost::batch::receivers {

namespace {

WaitingChange open_change(store::Transaction& transaction, std::int64_t number,
                          const Snapshot& snapshot)
{
    for (auto& change : waiting_changes(transaction, snapshot))
        if (change.number == number) return std::move(change);
    throw std::invalid_argument("no change " + std::to_string(number) +
                                " waits for a second person; `reservepost receiver approve` "
                                "without a number shows what waits");
}

/// The receivers as the change would have them, by their numbers.
std::map<ReceiverKey, Receiver> wanted_by(const WaitingChange& change, const Snapshot& snapshot)
{
    std::map<ReceiverKey, Receiver> wanted;
    for (const auto& field : change.fields) {
        const auto [there, is_new] = wanted.try_emplace(field.receiver);
        auto& receiver = there->second;
        if (is_new) {
            const auto* now = snapshot.find(field.receiver);
            if (now != nullptr) receiver = *now;
            receiver.key = field.receiver;
        }
        const auto* known = find_field(field.field);
        if (known == nullptr || !known->put(receiver, field.after))
            refuse({{field.receiver, field.field,
                     "is written as an older version of the program took it; withdraw the change "
                     "and ask for it again"}});
    }
    return wanted;
}

void decide(store::Transaction& transaction, std::int64_t number, const char* state,
            const store::Occasion& occasion)
{
    transaction.execute("update register_change set state = $2, decided_at = $3, decided_by = $4 "
                        "where number = $1",
                        {number, state, occasion.at, occasion.actor});
}

} // namespace

Snapshot as_wanted(const Snapshot& snapshot, const WaitingChange& change)
{
    std::vector<Receiver> wanted;
    for (auto& [key, receiver] : wanted_by(change, snapshot))
        wanted.push_back(std::move(receiver));
    return with_receivers(snapshot, wanted);
}

std::vector<WaitingChange> waiting_changes(store::Transaction& transaction)
{
    return waiting_changes(transaction, snapshot(transaction));
}

RegisterChange approve(store::Transaction& transaction, std::int64_t number,
                       const store::Occasion& occasion)
{
    lock_register(transaction);
    const auto known = snapshot(transaction);
    const auto change = open_change(transaction, number, known);
    if (change.proposed_by == occasion.actor)
        throw std::invalid_argument("change " + std::to_string(number) +
                                    " was asked for by you; a second person must approve it");
    std::vector<Receiver> wanted;
    std::vector<Fault> faults;
    for (auto& [key, receiver] : wanted_by(change, known)) {
        std::ranges::move(faults_within(receiver), std::back_inserter(faults));
        wanted.push_back(std::move(receiver));
    }
    if (faults.empty()) faults = faults_between(with_receivers(known, wanted));
    if (!faults.empty()) refuse(faults);

    RegisterChange result;
    result.approved = number;
    result.also_waiting = change.also_waiting;
    for (auto& receiver : wanted) {
        journal_receiver(transaction, occasion, receiver.key, "change-approved",
                         "change:" + std::to_string(number));
        const auto* before = known.find(receiver.key);
        if (before != nullptr && field_changes(before, receiver).empty()) continue;
        result.in_force.push_back(
            store_version(transaction, before, std::move(receiver),
                          {occasion.at, change.proposed_by, occasion.actor, number}, occasion));
    }
    decide(transaction, number, "approved", occasion);
    return result;
}

WaitingChange withdraw(store::Transaction& transaction, std::int64_t number,
                       const store::Occasion& occasion)
{
    lock_register(transaction);
    auto change = open_change(transaction, number, snapshot(transaction));
    const ReceiverKey* last = nullptr;
    for (const auto& field : change.fields) {
        if (last == nullptr || *last != field.receiver)
            journal_receiver(transaction, occasion, field.receiver, "change-withdrawn",
                             "change:" + std::to_string(number));
        last = &field.receiver;
    }
    decide(transaction, number, "withdrawn", occasion);
    return change;
}

} // namespace reservepost::batch::receivers
