#include "batch/restore/restore_check.h"

#include "batch/disk/fail_point.h"
#include "batch/restore/reconciling.h"
#include "batch/store/incidents.h"
#include "batch/store/installation.h"

#include <algorithm>

namespace reservepost::batch::restore {

namespace {

/// Step 1. The row goes to the ring that holds, one by one as its table demands.
void settle_ring(store::Transaction& transaction, vault::Vault& vault, RestoreFindings& findings)
{
    auto ring = store::lock_vault_ring(transaction);
    const auto holds = vault.settle_rings(ring);
    while (ring < holds)
        store::set_vault_ring(transaction, ++ring);
    findings.ring = ring;
}

std::set<RecordId> records_with_key(const vault::Vault& vault, std::int64_t ring)
{
    std::set<RecordId> records;
    for (const auto& store : vault.inspect(ring))
        records.insert(store.entries.with_key.begin(), store.entries.with_key.end());
    return records;
}

/// Steps 1 and 2.
void take_over_what_is_gone(RestoreDesk& desk, const Known& known, RestoreFindings& findings)
{
    auto transaction = desk.door.database.begin();
    intake::wait_for_turn(transaction);
    settle_ring(transaction, desk.door.vault, findings);
    Reconciling work{transaction, known, desk.door.occasion, findings};
    take_over_deletions(work, desk.log, records_with_key(desk.door.vault, findings.ring));
    transaction.commit();
    disk::reach("restore.deletions");
}

/// Step 6. The stores first: what follows in the database must not be given out twice.
void raise_generation(store::Transaction& transaction, RestoreDesk& desk, const Known& known,
                      RestoreFindings& findings)
{
    const auto installation = store::read_installation(transaction);
    findings.generation = std::max<std::int64_t>(installation.generation, known.generation()) + 1;
    keep_installation(desk.door.vault, {installation.rehearsal, findings.generation});
    disk::reach("restore.generation-kept");
    transaction.execute("update installation set generation = $1, last_run = greatest(last_run, "
                        "$2)",
                        {findings.generation, known.run});
}

void tell(store::Transaction& transaction, const RestoreDesk& desk, const RestoreFindings& findings)
{
    const auto& occasion = desk.door.occasion;
    store::write_journal(transaction, {occasion,
                                       {store::SubjectKind::Installation, "database"},
                                       "reconciled",
                                       std::nullopt,
                                       std::nullopt,
                                       "restore-check"});
    store::raise_incident(
        transaction,
        {"database-restored",
         {store::SubjectKind::Installation, "database"},
         "the database was an older copy and was reconciled: " + std::to_string(findings.adopted) +
             " reports adopted, " + std::to_string(findings.doubtful.size()) +
             " letters may have been sent, " + std::to_string(findings.letters_held) +
             " letters held",
         "look at the list that `restore check` gave, and at `reservepost held`; confirmations "
         "that "
         "came before their report were lost and must be sent again"},
        occasion);
}

/// Steps 4 to 6.
void take_over_what_happened(RestoreDesk& desk, const Known& known, RestoreFindings& findings)
{
    auto transaction = desk.door.database.begin();
    intake::wait_for_turn(transaction);
    Reconciling work{transaction, known, desk.door.occasion, findings};
    take_over_jobs(work, desk.receipt_certificates);
    take_over_courses(work);
    raise_generation(transaction, desk, known, findings);
    tell(transaction, desk, findings);
    transaction.commit();
    disk::reach("restore.reconciled");
}

} // namespace

RestoreFindings reconcile(RestoreDesk& desk)
{
    RestoreFindings findings;
    {
        auto transaction = desk.door.database.begin();
        findings.behind = what_is_ahead(transaction, desk.door.vault, desk.marks);
        findings.ring = store::read_installation(transaction).vault_ring;
        findings.generation = store::read_installation(transaction).generation;
    }
    if (desk.from_nothing) findings.behind.insert(findings.behind.begin(), "the database is new");
    if (!findings.was_behind()) return findings;
    const auto known = read_known(desk.door.vault, desk.marks);
    findings.run_known = known.run;
    findings.unreadable = known.unreadable;
    take_over_what_is_gone(desk, known, findings);
    const auto adoption = intake::adopt_entries(desk.door);
    disk::reach("restore.adopted");
    findings.adopted = adoption.adopted;
    findings.spare_copies = adoption.spare_copies;
    findings.set_aside = adoption.set_aside;
    take_over_what_happened(desk, known, findings);
    return findings;
}

} // namespace reservepost::batch::restore
