#include "batch/intake/take_in.h"

#include "batch/crypto/digest.h"
#include "batch/intake/known_reports.h"
#include "batch/receivers/register.h"
#include "batch/store/installation.h"

#include <array>

namespace reservepost::batch::intake {

namespace {

/// What is known of one file before the books are asked; nothing for one that is no report and not
/// to be stored, whose answer is complete then.
std::optional<Candidate> look_at(const IntakeDoor& door, const receivers::Snapshot& snapshot,
                                 const Incoming& file, IntakeAnswer& answer)
{
    answer.name = file.name;
    Judgement judgement = file.judgement ? *file.judgement : judge(file.octets, file.name);
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
    return make_candidate(door, snapshot, *reference, file, std::move(judgement));
}

void answer_for(const Candidate& candidate, IntakeAnswer& answer)
{
    answer.outcome = candidate.quarantined() ? Outcome::Quarantined : Outcome::TakenIn;
    answer.sentence = candidate.judgement.sentence;
    answer.record = candidate.record;
    answer.needs_look = candidate.needs_look();
    if (!candidate.form()) return;
    answer.route = receivers::to_text(candidate.route.note);
    answer.departures = static_cast<int>(candidate.form()->departures.size());
}

/// Those of `group` that are not here already, with their answers.
std::vector<Candidate> new_ones(store::Transaction& transaction, const IntakeDoor& door,
                                std::vector<Candidate> group,
                                const std::vector<IntakeAnswer*>& answers)
{
    KnownReports known(transaction, door, group);
    std::vector<Candidate> chosen;
    for (std::size_t i = 0; i < group.size(); ++i) {
        const auto what = known.find(group[i]);
        if (what == Known::SameContent) {
            answers[i]->outcome = Outcome::AlreadyTakenIn;
            continue;
        }
        quarantine_if_known(group[i], what);
        known.add(group[i]);
        answer_for(group[i], *answers[i]);
        chosen.push_back(std::move(group[i]));
    }
    return chosen;
}

} // namespace

// One intake at a time on one database, so that two of the same file meet here and not in the
// vault. One that hangs loses its turn: what it has written is found by the next run.
void wait_for_turn(store::Transaction& transaction, std::chrono::milliseconds lease)
{
    store::end_when_silent(transaction, lease);
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
    wait_for_turn(transaction, door.lease);
    const auto ring = store::share_vault_ring(transaction);
    const auto snapshot = receivers::snapshot(transaction);

    std::vector<IntakeAnswer> answers(files.size());
    std::vector<Candidate> group;
    std::vector<IntakeAnswer*> answers_of_group;
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto candidate = look_at(door, snapshot, files[i], answers[i]);
        if (!candidate) continue;
        group.push_back(std::move(*candidate));
        answers_of_group.push_back(&answers[i]);
    }
    group = new_ones(transaction, door, std::move(group), answers_of_group);

    std::vector<vault::NewEntry> entries;
    for (auto& candidate : group)
        entries.push_back({candidate.record, std::move(candidate.sealed)});
    if (!entries.empty()) door.vault.put(entries, ring);
    write_candidates(transaction, door, group);
    transaction.commit("intake.committed");
    return answers;
}

} // namespace reservepost::batch::intake
