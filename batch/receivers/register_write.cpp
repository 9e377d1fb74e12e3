#include "batch/receivers/register_write.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch::receivers {

void lock_register(store::Transaction& transaction)
{
    transaction.execute("lock table receiver in share row exclusive mode");
}

std::vector<FieldChange> field_changes(const Receiver* before, const Receiver& after)
{
    std::vector<FieldChange> changes;
    for (const auto& field : receiver_fields()) {
        FieldChange change{after.key, std::string(field.name),
                           before == nullptr ? std::string() : field.get(*before),
                           field.get(after)};
        const bool is_number = field.name == "municipality" || field.name == "district";
        if (!is_number && change.before != change.after) changes.push_back(std::move(change));
    }
    return changes;
}

Snapshot with_receivers(Snapshot snapshot, std::span<const Receiver> receivers)
{
    for (const auto& receiver : receivers) {
        const auto there =
            std::ranges::lower_bound(snapshot.receivers, receiver.key, {}, &Receiver::key);
        if (there != snapshot.receivers.end() && there->key == receiver.key)
            *there = receiver;
        else
            snapshot.receivers.insert(there, receiver);
    }
    return snapshot;
}

void refuse(const std::vector<Fault>& faults)
{
    std::string message;
    for (const auto& fault : faults) {
        if (!message.empty()) message += '\n';
        message += "receiver " + to_text(fault.receiver) + ": `" + fault.field + "` " + fault.what;
    }
    throw std::invalid_argument(message);
}

void journal_receiver(store::Transaction& transaction, const store::Occasion& occasion,
                      const ReceiverKey& key, const char* event, std::string why)
{
    store::write_journal(transaction, {occasion,
                                       {store::SubjectKind::Receiver, to_text(key)},
                                       event,
                                       std::nullopt,
                                       std::nullopt,
                                       why.empty() ? std::nullopt : std::optional(std::move(why))});
}

ChangedReceiver store_version(store::Transaction& transaction, const Receiver* before,
                              Receiver after, const VersionOrigin& origin,
                              const store::Occasion& occasion)
{
    after.id = before == nullptr ? 0 : before->id;
    after.version = before == nullptr ? 1 : before->version + 1;
    insert_receiver(transaction, after, origin);
    if (before == nullptr) {
        journal_receiver(transaction, occasion, after.key, "receiver-added", {});
        return {nullptr, std::move(after)};
    }
    for (const auto& change : field_changes(before, after))
        journal_receiver(transaction, occasion, after.key, "receiver-changed",
                         "field:" + change.field);
    return {std::make_shared<const Receiver>(*before), std::move(after)};
}

std::int64_t insert_waiting(store::Transaction& transaction, const std::vector<FieldChange>& fields,
                            bool also_waiting, const store::Occasion& occasion)
{
    const auto number = transaction
                            .execute("insert into register_change (also_waiting, proposed_at, "
                                     "proposed_by) values ($1, $2, $3) returning number",
                                     {also_waiting, occasion.at, occasion.actor})
                            .one()
                            .integer("number");
    for (const auto& field : fields) {
        transaction.execute("insert into register_change_field (change, municipality, district, "
                            "field, value) values ($1, $2, $3, $4, $5)",
                            {number, field.receiver.municipality, field.receiver.district,
                             field.field, field.after});
        journal_receiver(transaction, occasion, field.receiver, "change-proposed",
                         "field:" + field.field);
    }
    return number;
}

std::vector<WaitingChange> waiting_changes(store::Transaction& transaction,
                                           const Snapshot& snapshot)
{
    std::vector<WaitingChange> changes;
    for (const store::Row row :
         transaction.execute("select number, proposed_at, proposed_by, also_waiting from "
                             "register_change where state = 'open' order by number"))
        changes.push_back({.number = row.integer("number"),
                           .proposed_at = row.instant("proposed_at"),
                           .proposed_by = row.text("proposed_by"),
                           .also_waiting = row.boolean("also_waiting"),
                           .fields = {}});
    for (const store::Row row : transaction.execute(
             "select f.change, f.municipality, f.district, f.field, f.value from "
             "register_change_field f join register_change c on c.number = f.change "
             "where c.state = 'open' order by f.change, f.municipality collate \"C\", "
             "f.district collate \"C\"")) {
        const auto there =
            std::ranges::find(changes, row.integer("change"), &WaitingChange::number);
        const ReceiverKey key{row.text("municipality"), row.text("district")};
        const auto* field = find_field(row.text("field"));
        const auto* now = snapshot.find(key);
        there->fields.push_back(
            {key, row.text("field"),
             now == nullptr || field == nullptr ? std::string() : field->get(*now),
             row.text("value")});
    }
    for (auto& change : changes)
        std::ranges::stable_sort(change.fields, {}, [](const FieldChange& field) {
            return std::pair(field.receiver, find_field(field.field));
        });
    return changes;
}

} // namespace reservepost::batch::receivers
