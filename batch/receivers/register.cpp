#include "batch/receivers/register.h"

#include "batch/receivers/register_rows.h"

#include <stdexcept>

namespace reservepost::batch::receivers {

Snapshot snapshot(store::Transaction& transaction)
{
    Snapshot snapshot;
    snapshot.receivers = list(transaction);
    const auto rows = transaction.execute(
        "select number, array_to_string(successors, E'\n') as successors, "
        "to_char(in_force, 'YYYY-MM-DD') as in_force, source from renumbering order by number");
    for (const store::Row row : rows) {
        snapshot.renumberings.push_back({row.text("number"), split_lines(row.text("successors")),
                                         date_of(row, "in_force"), row.text("source")});
    }
    return snapshot;
}

std::vector<Receiver> list(store::Transaction& transaction)
{
    return select_receivers(transaction,
                            "and v.version = r.version order by r.municipality collate \"C\", "
                            "r.district collate \"C\"");
}

std::optional<Receiver> find(store::Transaction& transaction, const ReceiverKey& key)
{
    auto found = select_receivers(
        transaction, "and v.version = r.version where r.municipality = $1 and r.district = $2",
        {key.municipality, key.district});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

Receiver get(store::Transaction& transaction, const ReceiverKey& key)
{
    auto receiver = find(transaction, key);
    if (!receiver)
        throw std::invalid_argument("no receiver " + to_text(key) +
                                    " is in the register; `reservepost receiver list` shows them");
    return *std::move(receiver);
}

std::optional<Receiver> find_version(store::Transaction& transaction, std::int64_t id,
                                     std::int64_t version)
{
    auto found = select_receivers(transaction, "where r.id = $1 and v.version = $2", {id, version});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

void share_register(store::Transaction& transaction)
{
    transaction.execute("lock table receiver in share mode");
}

std::vector<std::string> resolved_address(const Receiver& receiver, const Snapshot& snapshot)
{
    if (!receiver.address.empty()) return receiver.address;
    const auto* host = receiver.host ? snapshot.find(*receiver.host) : nullptr;
    if (host == nullptr || host->address.empty()) {
        throw std::runtime_error("receiver " + to_text(receiver.key) +
                                 " has no address, and its host has none either; give one of them "
                                 "an address with `receiver set`");
    }
    return host->address;
}

} // namespace reservepost::batch::receivers
