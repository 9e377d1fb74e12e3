#include "batch/letters/answers.h"

#include "batch/crypto/digest.h"
#include "batch/intake/take_in.h"
#include "batch/letters/outcome_words.h"
#include "batch/receivers/register.h"
#include "batch/store/incidents.h"
#include "batch/store/installation.h"
#include "batch/words/states.h"
#include "holidays/oslo_time.h"

#include <array>

namespace reservepost::batch::letters {

namespace {

using Words = OutcomeWords<AnswerOutcome>;

// clang-format off
constexpr std::array words = {
    Words{AnswerOutcome::Confirmed, "confirmed",
          "confirmed; no letter will be made", true},
    Words{AnswerOutcome::AlreadyConfirmed, "already-confirmed",
          "was confirmed before; nothing changed", true},
    Words{AnswerOutcome::ConfirmedLate, "confirmed-late",
          "the letter is already on its way; shred it when it comes", true},
    Words{AnswerOutcome::KeptForLater, "kept-for-later",
          "no report of this reference is here yet; the confirmation is kept for 48 hours", true},
    Words{AnswerOutcome::BeingDeleted, "being-deleted",
          "was confirmed or posted long ago, and its original is being deleted; nothing changed", true},
    Words{AnswerOutcome::ProofMissing, "proof-missing",
          "not confirmed: this receiver confirms with the SHA-256 of what its case system has stored", false},
    Words{AnswerOutcome::ProofWrong, "proof-wrong",
          "not confirmed: the SHA-256 is not that of the report that came in; what is stored there is "
          "something else", false},
    Words{AnswerOutcome::ProofTooEarly, "proof-too-early",
          "not confirmed: no report of this reference is here yet to compare the SHA-256 with; confirm "
          "it again when it has come", false},
    Words{AnswerOutcome::Rejected, "rejected",
          "noted; the report goes as a letter in the next run", true},
    Words{AnswerOutcome::AlreadyPosting, "already-posting",
          "the report is on its way as a letter already", true},
    Words{AnswerOutcome::RejectedLate, "rejected-late",
          "was confirmed before, so no letter is made by itself; an incident is open, and the "
          "original stays until a person has settled it", false},
    Words{AnswerOutcome::OtherReceiver, "other-receiver",
          "the report belongs to another receiver; nothing was changed", false},
    Words{AnswerOutcome::InQuarantine, "in-quarantine",
          "what came under this reference lies in quarantine; release it first", false},
    Words{AnswerOutcome::Unknown, "unknown",
          "no report of this reference is here; check the reference", false},
};
// clang-format on

struct LockedReport {
    RecordId record;
    ReportState state;
    std::optional<std::int64_t> receiver;
    bool confirmed_late;
};

/// The report of that reference under its row lock, held until the transaction ends.
std::optional<LockedReport> lock_report(store::Transaction& transaction, const AnswerDesk& desk,
                                        const std::string& reference)
{
    const auto rows = transaction.execute(
        "select record, state, receiver, confirmed_late_at is not null as late from report where "
        "reference_digest = $1 order by quarantine_code is not null, taken_in_at limit 1 "
        "for update",
        {crypto::hmac_sha256(desk.lookup_key, reference)});
    if (rows.empty()) return std::nullopt;
    const auto row = rows.one();
    return LockedReport{row.record("record"), report_state(row.text("state")),
                        row.find_integer("receiver"), row.boolean("late")};
}

/// As `lock_report`, and where there is none, also what an intake at work brings just now: the
/// confirmation must meet it here, or be kept before the intake looks for it.
std::optional<LockedReport> wait_for_report(store::Transaction& transaction, const AnswerDesk& desk,
                                            const std::string& reference)
{
    if (auto report = lock_report(transaction, desk, reference)) return report;
    intake::wait_for_turn(transaction);
    return lock_report(transaction, desk, reference);
}

void journal_report(store::Transaction& transaction, const AnswerDesk& desk,
                    const LockedReport& report, const std::string& event,
                    std::optional<std::string> to)
{
    store::write_journal(transaction, {desk.occasion,
                                       {store::SubjectKind::Report, report.record.text()},
                                       event,
                                       std::string(name_of(report.state)),
                                       std::move(to),
                                       std::nullopt});
}

vault::Fact fact_of(const AnswerDesk& desk, const LockedReport& report, const std::string& event)
{
    return {.record = report.record,
            .event = event,
            .date = holidays::oslo_date(desk.occasion.at).text(),
            .job = {},
            .piece = {},
            .code = {}};
}

/// Withdraws the open letters of a report unless one is past the point of no return.
bool withdraw_letters(store::Transaction& transaction, const AnswerDesk& desk,
                      const LockedReport& report)
{
    const auto letters = transaction.execute(
        "select id, state from letter where record = $1 and state in ('gathered', 'typeset', "
        "'held', 'packed', 'sent') order by id for update",
        {report.record});
    for (const store::Row letter : letters) {
        const auto state = letter_state(letter.text("state"));
        if (state == LetterState::Packed || state == LetterState::Sent) return false;
    }
    for (const store::Row letter : letters) {
        transaction.execute("update letter set state = 'withdrawn', job = null, piece = null, "
                            "held_code = null, held_sentence = null where id = $1",
                            {letter.integer("id")});
        store::write_journal(transaction,
                             {desk.occasion,
                              {store::SubjectKind::Letter, std::to_string(letter.integer("id"))},
                              "withdrawn",
                              letter.text("state"),
                              "withdrawn",
                              "confirmed"});
    }
    return true;
}

AnswerOutcome record_late(store::Transaction& transaction, AnswerDesk& desk,
                          const LockedReport& report)
{
    if (!report.confirmed_late) {
        desk.vault.append_fact(fact_of(desk, report, "confirmed-late"));
        transaction.execute("update report set confirmed_late_at = $2 where record = $1",
                            {report.record, desk.occasion.at});
        journal_report(transaction, desk, report, "confirmed-late", std::nullopt);
    }
    return AnswerOutcome::ConfirmedLate;
}

AnswerOutcome keep_for_later(store::Transaction& transaction, const AnswerDesk& desk,
                             const std::string& reference, std::int64_t receiver)
{
    transaction.execute("delete from early_confirmation where confirmed_at <= $1",
                        {desk.occasion.at - std::chrono::hours(48)});
    transaction.execute(
        "insert into early_confirmation (reference_digest, receiver, confirmed_at) "
        "values ($1, $2, $3) on conflict (reference_digest, receiver) do update set "
        "confirmed_at = excluded.confirmed_at",
        {crypto::hmac_sha256(desk.lookup_key, reference), receiver, desk.occasion.at});
    return AnswerOutcome::KeptForLater;
}

AnswerOutcome confirm_waiting(store::Transaction& transaction, AnswerDesk& desk,
                              const LockedReport& report)
{
    if (!withdraw_letters(transaction, desk, report)) return record_late(transaction, desk, report);
    desk.vault.append_fact(fact_of(desk, report, "confirmed"));
    transaction.execute(
        "update report set state = 'confirmed', confirmed_at = $2 where record = $1",
        {report.record, desk.occasion.at});
    journal_report(transaction, desk, report, "confirmed", "confirmed");
    return AnswerOutcome::Confirmed;
}

/// What the receiver says of its own store.
struct Proof {
    bool needed = false;
    std::optional<std::string> given;
    std::int64_t ring = 0;
};

/// Why a proof does not do, if so.
std::optional<AnswerOutcome> fault_of(const Proof& proof, const AnswerDesk& desk,
                                      const RecordId& record)
{
    if (!proof.given) {
        if (proof.needed) return AnswerOutcome::ProofMissing;
        return std::nullopt;
    }
    std::string digits = *proof.given;
    for (char& c : digits)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    const auto stored = crypto::sha256(desk.vault.open(record, proof.ring).octets);
    if (digits != stored.hex()) return AnswerOutcome::ProofWrong;
    return std::nullopt;
}

AnswerOutcome confirm_locked(store::Transaction& transaction, AnswerDesk& desk,
                             const LockedReport& report, std::int64_t receiver, const Proof& proof)
{
    if (report.state == ReportState::Quarantined || report.state == ReportState::Discarded)
        return AnswerOutcome::InQuarantine;
    if (report.receiver != receiver) return AnswerOutcome::OtherReceiver;
    if (report.state == ReportState::Confirmed) return AnswerOutcome::AlreadyConfirmed;
    if (report.state == ReportState::Deleting) return AnswerOutcome::BeingDeleted;
    if (const auto fault = fault_of(proof, desk, report.record)) return *fault;
    switch (report.state) {
    case ReportState::Waiting:
    case ReportState::Posting:
        return confirm_waiting(transaction, desk, report);
    case ReportState::Posted:
        return record_late(transaction, desk, report);
    case ReportState::Confirmed:
    case ReportState::Deleting:
    case ReportState::Quarantined:
    case ReportState::Discarded:
    case ReportState::Deleted:
        break;
    }
    return AnswerOutcome::Unknown;
}

/// Confirmed first and refused afterwards: perhaps nobody has it. The incident keeps the original.
AnswerOutcome record_late_rejection(store::Transaction& transaction, AnswerDesk& desk,
                                    const LockedReport& report)
{
    const store::Subject subject{store::SubjectKind::Report, report.record.text()};
    const auto incident = store::raise_incident(
        transaction,
        {"rejected-late", subject, "a report was confirmed, and its case system refused it later",
         "ask the receiver whether it has the report; if not, it must get it on another way"},
        desk.occasion);
    if (incident.is_new) {
        desk.vault.append_fact(fact_of(desk, report, "rejected-late"));
        journal_report(transaction, desk, report, "rejected-late", std::nullopt);
    }
    return AnswerOutcome::RejectedLate;
}

/// The report is due at once.
AnswerOutcome reject_waiting(store::Transaction& transaction, AnswerDesk& desk,
                             const LockedReport& report, const std::string& message,
                             std::int64_t ring)
{
    if (!message.empty() && !desk.vault.open_attachment(report.record, "rejection", ring))
        desk.vault.put_attachment(report.record, "rejection", message, ring);
    desk.vault.append_fact(fact_of(desk, report, "rejected"));
    transaction.execute("update report set rejected_at = coalesce(rejected_at, $2) "
                        "where record = $1",
                        {report.record, desk.occasion.at});
    journal_report(transaction, desk, report, "rejected", std::nullopt);
    return AnswerOutcome::Rejected;
}

AnswerOutcome reject_locked(store::Transaction& transaction, AnswerDesk& desk,
                            const LockedReport& report, std::int64_t receiver,
                            const std::string& message, std::int64_t ring)
{
    if (report.state == ReportState::Quarantined || report.state == ReportState::Discarded)
        return AnswerOutcome::InQuarantine;
    if (report.receiver != receiver) return AnswerOutcome::OtherReceiver;
    switch (report.state) {
    case ReportState::Waiting:
        return reject_waiting(transaction, desk, report, message, ring);
    case ReportState::Posting:
    case ReportState::Posted:
        return AnswerOutcome::AlreadyPosting;
    case ReportState::Confirmed:
    case ReportState::Deleting:
        return record_late_rejection(transaction, desk, report);
    case ReportState::Quarantined:
    case ReportState::Discarded:
    case ReportState::Deleted:
        break;
    }
    return AnswerOutcome::Unknown;
}

} // namespace

std::string_view to_text(AnswerOutcome outcome)
{
    return words_in(words, outcome).code;
}

std::string_view sentence_of(AnswerOutcome outcome)
{
    return words_in(words, outcome).sentence;
}

bool is_accepted(AnswerOutcome outcome)
{
    return words_in(words, outcome).accepted;
}

AnswerOutcome confirm(AnswerDesk& desk, const std::string& reference,
                      const receivers::ReceiverKey& receiver,
                      const std::optional<std::string>& given)
{
    auto transaction = desk.database.begin();
    const auto row = receivers::get(transaction, receiver);
    Proof proof{row.proof_of_possession, given};
    // The ring's lock comes before the report's, everywhere.
    if (given) proof.ring = store::share_vault_ring(transaction);
    const auto report = wait_for_report(transaction, desk, reference);
    if (!report && (given || row.proof_of_possession)) return AnswerOutcome::ProofTooEarly;
    const auto outcome = report ? confirm_locked(transaction, desk, *report, row.id, proof)
                                : keep_for_later(transaction, desk, reference, row.id);
    transaction.commit("confirm.committed");
    return outcome;
}

AnswerOutcome reject(AnswerDesk& desk, const std::string& reference,
                     const receivers::ReceiverKey& receiver, const std::string& message)
{
    auto transaction = desk.database.begin();
    const auto id = receivers::get(transaction, receiver).id;
    const auto ring = store::share_vault_ring(transaction);
    const auto report = lock_report(transaction, desk, reference);
    if (!report) return AnswerOutcome::Unknown;
    const auto outcome = reject_locked(transaction, desk, *report, id, message, ring);
    transaction.commit("reject.committed");
    return outcome;
}

} // namespace reservepost::batch::letters
