#include "batch/deletion/delete_originals.h"

#include "batch/crypto/random.h"
#include "batch/deletion/data_kinds.h"
#include "batch/disk/fail_point.h"
#include "batch/json/value.h"
#include "batch/store/installation.h"
#include "batch/words/states.h"
#include "holidays/oslo_time.h"

#include <set>

namespace reservepost::batch::deletion {

namespace {

DeletionGround ground_of(const DeletionFacts& facts)
{
    if (facts.state == GateState::Posted) return DeletionGround::Mailed;
    if (facts.state == GateState::Discarded) return DeletionGround::Discarded;
    return DeletionGround::Confirmed;
}

/// The job, manifest and receipts that a posted report's deletion rests on.
MailedProof mailed_proof(store::Transaction& transaction, const RecordId& record)
{
    const auto job = transaction
                         .execute("select j.number, j.manifest_sha256 from letter l join job j on "
                                  "j.number = l.job where l.record = $1 and l.kind = 'forwarding' "
                                  "and l.state = 'mailed' order by l.id desc limit 1",
                                  {record})
                         .one();
    MailedProof proof{job.text("number"), job.digest("manifest_sha256"), {}};
    for (const store::Row row :
         transaction.execute("select sha256 from receipt where job = $1 and state = 'applied' "
                             "order by n",
                             {proof.job}))
        proof.receipts.push_back(row.digest("sha256"));
    return proof;
}

IntentLeaf make_intent(store::Transaction& transaction, const DeletionDesk& desk,
                       const RecordId& record, const vault::SealedReport& report,
                       const DeletionFacts& facts)
{
    const auto row =
        transaction
            .execute("select r.policy, r.policy_version, coalesce(v.municipality || '-' || "
                     "v.district, '') as receiver from report r left join receiver v on v.id = "
                     "r.receiver where r.record = $1",
                     {record})
            .one();
    IntentLeaf intent{
        .record = RecordId::from_octets(crypto::random_octets(16)).text(),
        .digest = crypto::hmac_sha256(desk.digest_secret, report.reference),
        .digest_key = desk.digest_year,
        .receiver = crypto::hmac_sha256(desk.digest_secret, row.text("receiver")),
        .date = holidays::oslo_date(desk.occasion.at).text(),
        .reason = ground_of(facts),
        .mailed = std::nullopt,
        .policy = {.deadline =
                       row.text("policy") + " " + std::to_string(row.integer("policy_version")),
                   .retention = std::to_string(desk.retention.retention_days) + "/" +
                                std::to_string(desk.retention.retention_posted_days) + " days"}};
    if (intent.reason == DeletionGround::Mailed) intent.mailed = mailed_proof(transaction, record);
    return intent;
}

/// What a database that was lost or restored learns from: which deletion in the log is this
/// report's.
vault::Fact fact_of(const DeletionDesk& desk, const RecordId& record, const char* event,
                    const std::string& log_record)
{
    return {.record = record,
            .event = event,
            .date = holidays::oslo_date(desk.occasion.at).text(),
            .job = {},
            .piece = {},
            .code = log_record};
}

/// Passes one report through the gate, under its row lock.
void choose(store::Transaction& transaction, DeletionDesk& desk, const RecordId& record,
            const RunFacts& run, std::int64_t ring, DeletionCount& counts,
            std::vector<vault::Fact>& chosen)
{
    const auto row =
        transaction.execute("select state from report where record = $1 for update", {record})
            .one();
    const auto facts = read_deletion_facts(transaction, record, run);
    const auto reasons = what_keeps(facts, desk.retention, desk.occasion.at);
    if (!reasons.empty()) {
        ++counts.kept[std::string(name_of(reasons.front().code))];
        return;
    }
    const auto report = desk.vault.open(record, ring);
    const auto intent = make_intent(transaction, desk, record, report, facts);
    transaction.execute("insert into deletion (record, log_digest, old_ring, log_size, intent, "
                        "begun_at, begun_run) values ($1, $2, $3, $4, $5, $6, $7)",
                        {record, intent.digest, ring, desk.log.size(), canonical(intent),
                         desk.occasion.at, desk.occasion.run});
    chosen.push_back(fact_of(desk, record, "deleting", intent.record));
    transaction.execute("update report set state = 'deleting' where record = $1", {record});
    store::write_journal(transaction, {desk.occasion,
                                       {store::SubjectKind::Report, record.text()},
                                       "deleting",
                                       row.text("state"),
                                       "deleting",
                                       "gate-open"});
}

/// Moves every report whose gate is open to `deleting`. Gives how many.
std::int64_t pass_gate(DeletionDesk& desk, const RunFacts& run, DeletionCount& counts)
{
    auto transaction = desk.database.begin();
    desk.ownership.check(transaction);
    const auto ring = store::share_vault_ring(transaction);
    std::vector<vault::Fact> chosen;
    for (const store::Row row :
         transaction.execute("select record from report where state in ('posted', 'confirmed', "
                             "'discarded') order by record"))
        choose(transaction, desk, row.record("record"), run, ring, counts, chosen);
    if (!chosen.empty()) desk.vault.append_facts(chosen);
    transaction.commit("delete.chosen");
    return static_cast<std::int64_t>(chosen.size());
}

/// A deletion on its way, as the database has it.
struct OpenDeletion {
    RecordId record;
    std::int64_t old_ring;
    std::uint64_t log_size;
    std::string intent;
};

std::vector<OpenDeletion> read_open(store::Database& database)
{
    std::vector<OpenDeletion> open;
    auto transaction = database.begin();
    for (const store::Row row :
         transaction.execute("select record, old_ring, log_size, intent from deletion where "
                             "done_at is null order by record"))
        open.push_back({row.record("record"), row.integer("old_ring"),
                        static_cast<std::uint64_t>(row.integer("log_size")), row.text("intent")});
    return open;
}

/// What the log already says since these deletions began: "kind record" and "ring number".
std::set<std::string> logged_since(const DeletionLog& log, const std::vector<OpenDeletion>& open)
{
    std::uint64_t from = log.size();
    for (const auto& deletion : open)
        from = std::min(from, deletion.log_size);
    std::set<std::string> logged;
    log.for_each_leaf(from, [&](std::uint64_t, const std::string& text) {
        const auto leaf = json::parse(text);
        const auto& kind = leaf.text("kind");
        if (kind == "ring")
            logged.insert("ring " + std::to_string(leaf.integer("ring")));
        else if (leaf.find("record"))
            logged.insert(kind + " " + leaf.text("record"));
    });
    return logged;
}

void append_and_sign(DeletionLog& log, const std::vector<std::string>& leaves)
{
    if (!leaves.empty()) log.append(leaves);
    log.sign_checkpoint();
}

/// Step 1.
void announce(DeletionDesk& desk, const std::vector<OpenDeletion>& open)
{
    const auto logged = logged_since(desk.log, open);
    std::vector<std::string> leaves;
    for (const auto& deletion : open)
        if (!logged.contains("intent " + json::parse(deletion.intent).text("record")))
            leaves.push_back(deletion.intent);
    append_and_sign(desk.log, leaves);
}

/// Steps 2 and 3: the ring that holds is newer than the one that had their keys.
void replace_ring(DeletionDesk& desk, const std::vector<OpenDeletion>& open)
{
    std::int64_t newest_old = 0;
    for (const auto& deletion : open)
        newest_old = std::max(newest_old, deletion.old_ring);
    auto transaction = desk.database.begin();
    desk.ownership.check(transaction);
    const auto ring = store::lock_vault_ring(transaction);
    if (ring <= newest_old) {
        std::set<RecordId> without;
        for (const store::Row row :
             transaction.execute("select record from report where state = 'deleting' union "
                                 "select record from spare_copy"))
            without.insert(row.record("record"));
        desk.vault.prepare_ring(ring, ring + 1, without);
        store::set_vault_ring(transaction, ring + 1);
        transaction.commit("delete.ring-committed");
    }
}

struct DestroyedRing {
    std::int64_t ring;
    std::vector<std::string> stores;
    std::int64_t surviving;
};

/// Step 3. A crash may have destroyed it in some stores already, so the leaf names the stores that
/// do not have it now, which must be all.
DestroyedRing destroy_old_ring(DeletionDesk& desk)
{
    std::int64_t ring = 0;
    {
        auto transaction = desk.database.begin();
        ring = store::read_installation(transaction).vault_ring;
    }
    const auto destruction = desk.vault.destroy_ring(ring - 1, ring);
    DestroyedRing destroyed{ring - 1, {}, static_cast<std::int64_t>(destruction.surviving_keys)};
    for (const auto& store : desk.vault.rings()) {
        if (store.numbers != std::vector<vault::RingNumber>{ring})
            throw std::runtime_error(store.store + " still has another ring than " +
                                     std::to_string(ring) +
                                     "; nothing is logged as deleted before that is mended");
        destroyed.stores.push_back(store.store);
    }
    return destroyed;
}

/// Spare copies whose keys went with the old ring. One that was found since then still has its key
/// and leaves with the next ring.
std::vector<RecordId> keyless_spares(store::Transaction& transaction, const DeletionDesk& desk)
{
    std::set<RecordId> spares;
    for (const store::Row row : transaction.execute("select record from spare_copy"))
        spares.insert(row.record("record"));
    if (spares.empty()) return {};
    for (const auto& store : desk.vault.entries(store::read_installation(transaction).vault_ring))
        for (const auto& record : store.with_key)
            spares.erase(record);
    return {spares.begin(), spares.end()};
}

/// Step 4: contents, and the digests by which the reference could be found.
void remove_contents(DeletionDesk& desk, const std::vector<RecordId>& records)
{
    auto transaction = desk.database.begin();
    desk.ownership.check(transaction);
    const auto spares = keyless_spares(transaction, desk);
    std::vector<RecordId> contents = records;
    contents.insert(contents.end(), spares.begin(), spares.end());
    desk.vault.remove_contents(contents);
    std::string emptied;
    for (const auto column : cleared_columns)
        emptied += (emptied.empty() ? "" : ", ") + std::string(column) + " = null";
    transaction.execute("update report set " + emptied + " where record = any($1)", {records});
    transaction.execute("delete from spare_copy where record = any($1)", {spares});
    transaction.commit("delete.digests");
}

/// Step 5.
void prove_absence(const DeletionDesk& desk, const std::vector<RecordId>& records)
{
    const auto present = desk.vault.still_present(records);
    if (!present.empty())
        throw std::runtime_error(std::to_string(present.size()) +
                                 " deleted reports are still present in a store, first " +
                                 present.front().text() +
                                 "; nothing is logged as deleted before that is mended");
}

IntentLeaf read_intent(const std::string& text)
{
    const auto leaf = json::parse(text);
    const auto& reason = leaf.text("reason");
    IntentLeaf intent{
        .record = leaf.text("record"),
        .digest = crypto::Digest::from_hex(leaf.text("digest")),
        .digest_key = static_cast<int>(leaf.integer("digest_key")),
        .receiver = crypto::Digest::from_hex(leaf.text("receiver")),
        .date = leaf.text("date"),
        .reason = reason == "mailed"      ? DeletionGround::Mailed
                  : reason == "discarded" ? DeletionGround::Discarded
                                          : DeletionGround::Confirmed,
        .mailed = std::nullopt,
        .policy = {leaf.at("policy").text("deadline"), leaf.at("policy").text("retention")}};
    if (intent.reason != DeletionGround::Mailed) return intent;
    MailedProof proof{leaf.text("job"), crypto::Digest::from_hex(leaf.text("manifest")), {}};
    for (const auto& receipt : leaf.texts("receipts"))
        proof.receipts.push_back(crypto::Digest::from_hex(receipt));
    intent.mailed = std::move(proof);
    return intent;
}

/// Stores that two persons have let go: there the old ring is not destroyed, and the log says so.
std::vector<std::string> dropped_stores(store::Database& database)
{
    auto transaction = database.begin();
    std::vector<std::string> stores;
    for (const store::Row row : transaction.execute(
             "select store from store_drop where state = 'approved' order by store"))
        stores.push_back(row.text("store"));
    return stores;
}

/// Step 6 and the first half of 7.
void log_deleted(DeletionDesk& desk, const std::vector<OpenDeletion>& open,
                 const DestroyedRing& destroyed)
{
    const auto logged = logged_since(desk.log, open);
    const auto today = holidays::oslo_date(desk.occasion.at).text();
    std::vector<std::string> leaves;
    for (const auto& deletion : open) {
        auto intent = read_intent(deletion.intent);
        if (logged.contains("deleted " + intent.record)) continue;
        intent.date = today;
        leaves.push_back(canonical(DeletedLeaf{
            .intent = std::move(intent),
            .check = {.tried = "content file and key looked for in every store and every ring",
                      .outcome = "absent"}}));
    }
    if (!logged.contains("ring " + std::to_string(destroyed.ring)))
        leaves.push_back(canonical(RingLeaf{.date = today,
                                            .ring = destroyed.ring,
                                            .stores = destroyed.stores,
                                            .how = "overwritten with zeros, synced and unlinked",
                                            .dropped = dropped_stores(desk.database),
                                            .surviving = destroyed.surviving}));
    disk::durably("delete.logged", [&] { append_and_sign(desk.log, leaves); });
}

/// The end of step 7: the books.
void close_deletions(DeletionDesk& desk, const std::vector<OpenDeletion>& open,
                     const std::vector<RecordId>& records)
{
    std::vector<vault::Fact> facts;
    for (const auto& deletion : open)
        facts.push_back(
            fact_of(desk, deletion.record, "deleted", json::parse(deletion.intent).text("record")));
    desk.vault.append_facts(facts);
    auto transaction = desk.database.begin();
    desk.ownership.check(transaction);
    transaction.execute("update report set state = 'deleted', deleted_at = $2 where "
                        "record = any($1) and state = 'deleting'",
                        {records, desk.occasion.at});
    transaction.execute("update deletion set done_at = $2 where record = any($1)",
                        {records, desk.occasion.at});
    for (const auto& record : records)
        store::write_journal(transaction, {desk.occasion,
                                           {store::SubjectKind::Report, record.text()},
                                           "deleted",
                                           "deleting",
                                           "deleted",
                                           std::nullopt});
    transaction.commit("delete.closed");
}

} // namespace

DeletionCount finish_deletions(DeletionDesk& desk)
{
    DeletionCount counts;
    const auto open = read_open(desk.database);
    if (open.empty()) return counts;
    std::vector<RecordId> records;
    for (const auto& deletion : open)
        records.push_back(deletion.record);

    announce(desk, open);
    replace_ring(desk, open);
    const auto destroyed = destroy_old_ring(desk);
    remove_contents(desk, records);
    prove_absence(desk, records);
    log_deleted(desk, open, destroyed);
    publish_log(desk);
    close_deletions(desk, open, records);
    counts.deleted = static_cast<std::int64_t>(records.size());
    return counts;
}

DeletionCount delete_originals(DeletionDesk& desk, const RunFacts& facts)
{
    DeletionCount counts;
    if (pass_gate(desk, facts, counts) == 0) return counts;
    counts.deleted = finish_deletions(desk).deleted;
    return counts;
}

} // namespace reservepost::batch::deletion
