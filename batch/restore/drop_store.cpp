#include "batch/restore/drop_store.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch::restore {

namespace {

/// Where the store lies, as the vault has it; throws unless it may be let go.
std::string lost_place(const vault::Vault& vault, const std::string& store)
{
    const auto stores = vault.status().stores;
    const auto found = std::ranges::find(stores, store, &vault::StoreStatus::store);
    if (found == stores.end())
        throw std::invalid_argument("there is no " + store +
                                    " in the vault; `reservepost status` names those that are "
                                    "away");
    if (found->reachable)
        throw std::invalid_argument(store + " is there and whole; only a lost store is let go");
    if (std::ranges::none_of(stores, &vault::StoreStatus::reachable))
        throw std::invalid_argument(store + " is not let go: no other store can be reached, and "
                                            "without one nothing opens");
    return vault.places().at(static_cast<std::size_t>(found - stores.begin())).content.string();
}

void decide(store::Transaction& transaction, std::int64_t number, const char* state,
            const store::Occasion& occasion)
{
    transaction.execute("update store_drop set state = $2, decided_at = $3, decided_by = $4 where "
                        "number = $1",
                        {number, state, occasion.at, occasion.actor});
}

void journal(store::Transaction& transaction, const store::Occasion& occasion,
             const std::string& store, const char* event)
{
    auto name = store;
    std::ranges::replace(name, ' ', '-');
    store::write_journal(transaction, {occasion,
                                       {store::SubjectKind::Installation, name},
                                       event,
                                       std::nullopt,
                                       std::nullopt,
                                       std::nullopt});
}

struct Proposal {
    std::int64_t number;
    std::string by;
};

std::optional<Proposal> find_proposal(store::Transaction& transaction, const std::string& content)
{
    const auto row = transaction
                         .execute("select number, proposed_by from store_drop where content = $1 "
                                  "and state = 'open' for update",
                                  {content})
                         .find_one();
    if (!row) return std::nullopt;
    return Proposal{row->integer("number"), row->text("proposed_by")};
}

} // namespace

DropStep drop_store(store::Transaction& transaction, const vault::Vault& vault,
                    const std::string& store, const store::Occasion& occasion)
{
    const auto content = lost_place(vault, store);
    const auto proposal = find_proposal(transaction, content);
    if (!proposal) {
        transaction.execute("insert into store_drop (store, content, proposed_at, proposed_by) "
                            "values ($1, $2, $3, $4)",
                            {store, content, occasion.at, occasion.actor});
        journal(transaction, occasion, store, "drop-proposed");
        return DropStep::Proposed;
    }
    if (proposal->by == occasion.actor)
        throw std::invalid_argument("letting " + store +
                                    " go was asked for by you; a second person must ask for the "
                                    "same");
    decide(transaction, proposal->number, "approved", occasion);
    journal(transaction, occasion, store, "dropped");
    return DropStep::Approved;
}

DropStep withdraw_drop(store::Transaction& transaction, const vault::Vault& vault,
                       const std::string& store, const store::Occasion& occasion)
{
    const auto stores = vault.status().stores;
    const auto found = std::ranges::find(stores, store, &vault::StoreStatus::store);
    const auto proposal =
        found == stores.end()
            ? std::nullopt
            : find_proposal(transaction, vault.places()
                                             .at(static_cast<std::size_t>(found - stores.begin()))
                                             .content.string());
    if (!proposal) throw std::invalid_argument("nobody has asked for " + store + " to be let go");
    decide(transaction, proposal->number, "withdrawn", occasion);
    journal(transaction, occasion, store, "drop-withdrawn");
    return DropStep::Withdrawn;
}

std::vector<std::string> dropped_places(store::Transaction& transaction)
{
    std::vector<std::string> places;
    for (const store::Row row :
         transaction.execute("select content from store_drop where state = 'approved'"))
        places.push_back(row.text("content"));
    return places;
}

bool take_back(store::Transaction& transaction, const std::string& store,
               const std::string& content, const store::Occasion& occasion)
{
    const auto changed = transaction.changed(
        "update store_drop set state = 'refilled' where content = $1 and state = 'approved'",
        {content});
    if (changed > 0) journal(transaction, occasion, store, "drop-taken-back");
    return changed > 0;
}

} // namespace reservepost::batch::restore
