#include "batch/intake/take_in.h"

#include "batch/crypto/digest.h"
#include "batch/disk/fail_point.h"
#include "batch/intake/candidate.h"
#include "batch/receivers/register.h"
#include "batch/store/incidents.h"
#include "batch/store/installation.h"

#include <algorithm>
#include <set>

namespace reservepost::batch::intake {

namespace {

/// Whether the deletion log knows the reference: it was here once, and its original is gone or on
/// its way out, with no other trace of the reference in the books.
bool was_deleted_before(store::Transaction& transaction, const IntakeDoor& door,
                        const std::string& reference)
{
    std::vector<crypto::Digest> digests;
    for (const auto& secret : door.digest_secrets)
        digests.push_back(crypto::hmac_sha256(secret, reference));
    return !transaction.execute("select from deletion where log_digest = any($1)", {digests})
                .empty();
}

enum class Known { No, SameContent, OtherContent };

/// What the books know of the candidate's reference, the files before it in the group included.
/// What lies in quarantine does not stand in the way of a whole report: the usual cause is a
/// transfer that was cut off and then made again, and the report must not wait for a person.
/// What is being deleted is no copy to rely on: the file is one that was deleted before.
Known find_known(store::Transaction& transaction, const Candidate& candidate,
                 std::span<const Candidate> group)
{
    auto known = Known::No;
    for (const auto& earlier : group) {
        if (earlier.reference_digest != candidate.reference_digest) continue;
        if (earlier.content_digest == candidate.content_digest) return Known::SameContent;
        if (!earlier.quarantined() || !candidate.form()) known = Known::OtherContent;
    }
    for (const store::Row row :
         transaction.execute("select content_digest, quarantine_code is not null as quarantined "
                             "from report where reference_digest = $1 and state <> 'deleting'",
                             {candidate.reference_digest})) {
        if (row.digest("content_digest") == candidate.content_digest) return Known::SameContent;
        if (!row.boolean("quarantined") || !candidate.form()) known = Known::OtherContent;
    }
    return known;
}

void quarantine(Candidate& candidate, const char* code, const char* sentence)
{
    candidate.quarantine_code = code;
    candidate.judgement.sentence = sentence;
}

/// Fills in the answer for one file; gives the candidate if it is to be stored.
std::optional<Candidate> settle(store::Transaction& transaction, const IntakeDoor& door,
                                const receivers::Snapshot& snapshot, const Incoming& file,
                                std::span<const Candidate> group, IntakeAnswer& answer)
{
    answer.name = file.name;
    Judgement judgement = judge(file.octets, file.name);
    if (judgement.kind == Kind::ErrorMessage) {
        answer.outcome = Outcome::ErrorMessage;
        answer.sentence = judgement.sentence;
        return std::nullopt;
    }
    auto reference = reference_of_file(file.name);
    if (!reference && door.assign_references)
        reference = assigned_reference(file.name, file.octets);
    if (!reference) {
        answer.outcome = Outcome::NoReference;
        answer.sentence = "the file's name is not a reference; it must be UUID.json, as the "
                          "portal writes it; whoever put it there must rename it";
        answer.needs_look = true;
        return std::nullopt;
    }
    auto candidate = make_candidate(door, snapshot, *reference, file, std::move(judgement));
    const auto known = find_known(transaction, candidate, group);
    if (known == Known::SameContent) {
        answer.outcome = Outcome::AlreadyTakenIn;
        return std::nullopt;
    }
    if (known == Known::OtherContent)
        quarantine(candidate, "other-content",
                   "another content is already taken in under this reference; a person must say "
                   "which one is the report");
    else if (was_deleted_before(transaction, door, *reference))
        quarantine(candidate, "deleted-before",
                   "this reference is in the deletion log: its original was deleted; a person "
                   "must say whether it may be posted again");
    answer.outcome = candidate.quarantined() ? Outcome::Quarantined : Outcome::TakenIn;
    answer.sentence = candidate.judgement.sentence;
    answer.record = candidate.record;
    if (candidate.form()) {
        answer.route = receivers::to_text(candidate.route.note);
        answer.departures = static_cast<int>(candidate.form()->departures.size());
    }
    return candidate;
}

} // namespace

// One intake at a time on one database, so that two of the same file meet here and not in the
// vault.
void wait_for_turn(store::Transaction& transaction)
{
    transaction.execute("select pg_advisory_xact_lock(4002)");
}

std::string_view to_text(Outcome outcome)
{
    constexpr std::array names = {"taken-in", "already-taken-in", "quarantined", "error-message",
                                  "no-reference"};
    return names.at(static_cast<std::size_t>(outcome));
}

crypto::Digest lookup_digest(const crypto::SecretKey& lookup_key, std::string_view octets)
{
    return crypto::hmac_sha256(lookup_key, octets);
}

std::vector<IntakeAnswer> take_in(IntakeDoor& door, std::span<const Incoming> files)
{
    auto transaction = door.database.begin();
    wait_for_turn(transaction);
    const auto ring = store::share_vault_ring(transaction);
    const auto snapshot = receivers::snapshot(transaction);

    std::vector<IntakeAnswer> answers(files.size());
    std::vector<Candidate> group;
    std::vector<std::size_t> answer_of;
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto candidate = settle(transaction, door, snapshot, files[i], group, answers[i]);
        if (!candidate) continue;
        group.push_back(std::move(*candidate));
        answer_of.push_back(i);
    }

    std::vector<vault::NewEntry> entries;
    for (auto& candidate : group)
        entries.push_back({candidate.record, std::move(candidate.sealed)});
    if (!entries.empty()) door.vault.put(entries, ring);
    disk::reach("intake.stored");
    for (std::size_t i = 0; i < group.size(); ++i)
        answers[answer_of[i]].needs_look = write_candidate(transaction, door, group[i]);
    transaction.commit();
    disk::reach("intake.committed");
    return answers;
}

namespace {

void adopt_one(store::Transaction& transaction, IntakeDoor& door,
               const receivers::Snapshot& snapshot, const RecordId& record, std::int64_t ring,
               Adoption& adoption)
{
    vault::SealedReport sealed;
    try {
        sealed = door.vault.open(record, ring);
    } catch (const vault::VaultDamaged&) {
        door.vault.set_aside(record, ring);
        store::raise_incident(
            transaction,
            {"unfinished-entry",
             {store::SubjectKind::Report, record.text()},
             "an entry without a row opens in no store; it was moved to unfinished/",
             "it was never answered as taken in, so its sender still has it; look, then clear it"},
            door.occasion);
        ++adoption.set_aside;
        return;
    }
    auto candidate = adopt_candidate(door, snapshot, record, sealed);
    const auto known = find_known(transaction, candidate, {});
    if (known == Known::SameContent) {
        transaction.execute("insert into spare_copy (record, found_at) values ($1, $2)",
                            {record, door.occasion.at});
        ++adoption.spare_copies;
        return;
    }
    if (known == Known::OtherContent)
        quarantine(candidate, "other-content", "another content is taken in under this reference");
    else if (was_deleted_before(transaction, door, sealed.reference))
        quarantine(candidate, "deleted-before", "this reference is in the deletion log");
    door.vault.bring_everywhere(record, ring);
    write_candidate(transaction, door, candidate);
    ++adoption.adopted;
}

} // namespace

Adoption adopt_entries(IntakeDoor& door)
{
    auto transaction = door.database.begin();
    wait_for_turn(transaction);
    const auto ring = store::share_vault_ring(transaction);

    // A key alone is what is left of an entry that was set aside: there is nothing to adopt.
    std::set<RecordId> entries;
    for (const auto& store : door.vault.entries(ring))
        entries.insert(store.with_content.begin(), store.with_content.end());
    for (const store::Row row : transaction.execute("select record from report union all "
                                                    "select record from spare_copy"))
        entries.erase(row.record("record"));

    Adoption adoption;
    if (entries.empty()) return adoption;
    const auto snapshot = receivers::snapshot(transaction);
    for (const auto& record : entries)
        adopt_one(transaction, door, snapshot, record, ring, adoption);
    transaction.commit();
    return adoption;
}

} // namespace reservepost::batch::intake
