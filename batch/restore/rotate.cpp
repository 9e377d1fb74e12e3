#include "batch/restore/rotate.h"

#include "batch/disk/fail_point.h"
#include "batch/store/incidents.h"
#include "batch/store/installation.h"
#include "holidays/oslo_time.h"

#include <set>

namespace reservepost::batch::restore {

namespace {

void refuse_while_deleting(store::Transaction& transaction)
{
    if (!transaction.execute("select from deletion where done_at is null limit 1").empty())
        throw std::runtime_error("a deletion is under way, which changes the ring by itself; "
                                 "`reservepost run --only recover` finishes it");
}

/// Gives the new ring's number, committed, and how many keys it has.
Rotation change_ring(deletion::DeletionDesk& desk)
{
    auto transaction = desk.database.begin();
    desk.ownership.check(transaction);
    const auto ring = store::lock_vault_ring(transaction);
    refuse_while_deleting(transaction);
    std::set<RecordId> spares;
    for (const store::Row row : transaction.execute("select record from spare_copy"))
        spares.insert(row.record("record"));
    const auto keys = desk.vault.prepare_ring(ring, ring + 1, spares);
    disk::reach("rotate.prepared");
    store::set_vault_ring(transaction, ring + 1);
    store::write_journal(transaction, {desk.occasion,
                                       {store::SubjectKind::Installation, "vault"},
                                       "ring-changed",
                                       std::nullopt,
                                       std::nullopt,
                                       std::nullopt});
    transaction.commit();
    disk::reach("rotate.committed");
    return {ring + 1, static_cast<std::int64_t>(keys)};
}

} // namespace

// Order, each durable before the next: 1. what an earlier change left is settled 2. the new ring in
// every store 3. committed 4. the old one destroyed 5. told in the log.
Rotation rotate_ring(deletion::DeletionDesk& desk)
{
    {
        auto transaction = desk.database.begin();
        refuse_while_deleting(transaction);
    }
    deletion::remove_uncommitted_ring(desk.database, desk.vault);
    deletion::destroy_older_rings(desk.database, desk.vault);
    const auto rotation = change_ring(desk);
    const auto destroyed = desk.vault.destroy_ring(rotation.ring - 1, rotation.ring);
    disk::reach("rotate.destroyed");
    const std::vector<std::string> leaf = {deletion::canonical(
        deletion::RingLeaf{.date = holidays::oslo_date(desk.occasion.at).text(),
                           .ring = destroyed.ring,
                           .stores = destroyed.stores,
                           .how = "overwritten with zeros, synced and unlinked",
                           .dropped = {},
                           .surviving = static_cast<std::int64_t>(destroyed.surviving_keys)})};
    desk.log.append(leaf);
    deletion::publish_log(desk);
    return rotation;
}

std::vector<RecordId> clear_unfinished(store::Database& database, vault::Vault& vault,
                                       const store::Occasion& occasion)
{
    auto transaction = database.begin();
    const auto ring = store::share_vault_ring(transaction);
    std::set<RecordId> records;
    for (const auto& store : vault.inspect(ring))
        records.insert(store.unfinished.begin(), store.unfinished.end());
    for (const auto& record : records) {
        const store::Subject subject{store::SubjectKind::Report, record.text()};
        store::write_journal(transaction, {occasion, subject, "unfinished-cleared", std::nullopt,
                                           std::nullopt, std::nullopt});
    }
    vault.clear_unfinished();
    disk::reach("unfinished.cleared");
    // All of them: a call that was cut off here left incidents about files that are gone.
    for (const store::Row row : transaction.execute(
             "select subject from incident where code = 'unfinished-entry' and state <> 'closed'"))
        store::resolve_incident(transaction, "unfinished-entry",
                                {store::SubjectKind::Report, row.text("subject")}, occasion);
    transaction.commit();
    return {records.begin(), records.end()};
}

} // namespace reservepost::batch::restore
