#include "batch/intake/candidate.h"

#include "batch/crypto/random.h"
#include "batch/json/value.h"
#include "batch/store/incidents.h"
#include "holidays/deadline.h"
#include "holidays/oslo_time.h"

namespace reservepost::batch::intake {

namespace {

/// `text` if it is a number of so many digits, else nothing: what stands there otherwise may be a
/// name, and belongs into the sealed content only.
std::string number_or_nothing(const std::string& text, std::size_t digits)
{
    const bool number =
        text.size() == digits && text.find_first_not_of("0123456789") == std::string::npos;
    return number ? text : std::string();
}

std::string notes_of(const StatedTime& time, const Meta& meta)
{
    auto notes = json::Value::object({{"stated_time", to_text(time.note)}});
    if (!meta.language.empty()) notes.set("language", meta.language);
    if (!meta.channel.empty()) notes.set("channel", meta.channel);
    if (!meta.notes.empty()) notes.set("meta", json::Value::list_of(meta.notes));
    return json::canonical(notes);
}

/// What was done with the stated time when the entry was sealed. The time itself is sealed beside
/// it, so notes that cannot be read cost nothing but the note.
TimeNote time_note_of(const std::string& notes)
{
    std::string code;
    try {
        code = json::parse(notes).text_or("stated_time", "");
    } catch (const json::JsonError&) {
        return TimeNote::AsStated;
    }
    for (const auto note : {TimeNote::NotStated, TimeNote::AheadOfIntake, TimeNote::Unreadable,
                            TimeNote::NeverExisted, TimeNote::MoreThanAYearBack})
        if (code == to_text(note)) return note;
    return TimeNote::AsStated;
}

/// The deadline under the receiver's policy; under the default one where there is no receiver.
void set_deadline(Candidate& candidate, const holidays::Calendar& calendar)
{
    auto policy = holidays::policies().front();
    if (candidate.receiver)
        if (const auto own = holidays::find_policy(candidate.receiver->policy)) policy = *own;
    candidate.policy = policy.name;
    candidate.policy_version = policy.version;
    candidate.due_at = candidate.time.due_at_once
                           ? candidate.taken_in_at
                           : holidays::due(policy, candidate.time.accepted_at, calendar);
}

Candidate work_out(const IntakeDoor& door, const receivers::Snapshot& snapshot,
                   const RecordId& record, Judgement judgement, const StatedTime& time,
                   vault::SealedReport sealed)
{
    Candidate candidate;
    candidate.record = record;
    candidate.reference = sealed.reference;
    candidate.reference_digest = lookup_digest(door.lookup_key, sealed.reference);
    candidate.content_digest = lookup_digest(door.lookup_key, sealed.octets);
    candidate.quarantine_code = to_text(judgement.refusal);
    candidate.time = time;
    candidate.taken_in_at = sealed.taken_in_at;
    if (judgement.report) {
        candidate.route =
            receivers::route(judgement.report->municipality, judgement.report->district, snapshot,
                             holidays::oslo_date(sealed.taken_in_at));
        if (candidate.route.receiver) candidate.receiver = snapshot.find(*candidate.route.receiver);
    }
    candidate.judgement = std::move(judgement);
    candidate.sealed = std::move(sealed);
    set_deadline(candidate, door.calendar);
    return candidate;
}

void raise_alarm(store::Transaction& transaction, const IntakeDoor& door,
                 const Candidate& candidate, const char* code, const std::string& sentence,
                 const char* remedy)
{
    store::raise_incident(
        transaction,
        {code, {store::SubjectKind::Report, candidate.record.text()}, sentence, remedy},
        door.occasion);
}

void insert_row(store::Transaction& transaction, const IntakeDoor& door, const Candidate& candidate)
{
    const ReportForm* form = candidate.form();
    const auto reception =
        candidate.receiver ? candidate.receiver->reception : receivers::Reception::Manual;
    transaction.execute(
        "insert into report (record, reference_digest, content_digest, state, form, municipality, "
        "district, receiver, route, reception, quarantine_code, accepted_at, taken_in_at, "
        "stated_time, due_at, policy, policy_version, holiday_table, eves_closed, departures) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
        "$19, $20)",
        {candidate.record,
         candidate.reference_digest,
         candidate.content_digest,
         form ? "waiting" : "quarantined",
         form ? store::Value(to_text(form->form)) : store::Value(nullptr),
         form ? number_or_nothing(form->municipality, 4) : "",
         form ? number_or_nothing(form->district, 2) : "",
         form && candidate.receiver ? store::Value(candidate.receiver->id) : store::Value(nullptr),
         receivers::to_text(candidate.route.note),
         receivers::to_text(reception),
         form ? store::Value(nullptr) : store::Value(candidate.quarantine_code),
         candidate.time.accepted_at,
         candidate.taken_in_at,
         to_text(candidate.time.note),
         candidate.due_at,
         candidate.policy,
         candidate.policy_version,
         holidays::holiday_table_version,
         door.calendar.eves_closed(),
         form ? form->departures.size() : 0});
}

/// A report for which no receiver was found has its letter at once, held with an alarm.
void hold_for_receiver(store::Transaction& transaction, const IntakeDoor& door,
                       const Candidate& candidate)
{
    transaction.execute("update report set state = 'posting' where record = $1",
                        {candidate.record});
    const auto letter =
        transaction
            .execute("insert into letter (record, kind, state, cause, letter_date, gathered_at, "
                     "held_code, held_sentence) values ($1, 'forwarding', 'held', "
                     "'not-confirmed', $2::text::date, $3, 'no-receiver', $4) returning id",
                     {candidate.record, holidays::oslo_date(door.occasion.at).text(),
                      door.occasion.at,
                      "no receiver fits the numbers in the report; release it to the right one"})
            .one()
            .integer("id");
    store::write_journal(transaction, {door.occasion,
                                       {store::SubjectKind::Letter, std::to_string(letter)},
                                       "held",
                                       std::nullopt,
                                       "held",
                                       "no-receiver"});
    store::write_journal(transaction, {door.occasion,
                                       {store::SubjectKind::Report, candidate.record.text()},
                                       "gathered",
                                       "waiting",
                                       "posting",
                                       "no-receiver"});
    raise_alarm(transaction, door, candidate, "no-receiver",
                "a report names numbers that no receiver in the register fits (" +
                    std::string(receivers::to_text(candidate.route.note)) + "); letter " +
                    std::to_string(letter) + " is held",
                "add the receiver to the register or run `reservepost release LETTER --receiver "
                "R`; the deadline goes on meanwhile");
}

/// A confirmation that came before its report (within 48 hours) is applied now.
void apply_early_confirmation(store::Transaction& transaction, const IntakeDoor& door,
                              const Candidate& candidate)
{
    if (!candidate.receiver) return;
    const auto early =
        transaction.execute("delete from early_confirmation where reference_digest = $1 and "
                            "receiver = $2 and confirmed_at > $3 returning confirmed_at",
                            {candidate.reference_digest, candidate.receiver->id,
                             door.occasion.at - std::chrono::hours(48)});
    if (early.empty()) return;
    door.vault.append_fact({.record = candidate.record,
                            .event = "confirmed",
                            .date = holidays::oslo_date(door.occasion.at).text(),
                            .job = {},
                            .piece = {},
                            .code = "early"});
    transaction.execute(
        "update report set state = 'confirmed', confirmed_at = $2 where record = $1",
        {candidate.record, door.occasion.at});
    store::write_journal(transaction, {door.occasion,
                                       {store::SubjectKind::Report, candidate.record.text()},
                                       "confirmed",
                                       "waiting",
                                       "confirmed",
                                       "came-before-the-report"});
}

} // namespace

Candidate make_candidate(const IntakeDoor& door, const receivers::Snapshot& snapshot,
                         std::string reference, const Incoming& file, Judgement judgement)
{
    const Meta meta = file.meta ? parse_meta(*file.meta) : Meta{};
    const ReportForm none;
    const ReportForm& form = judgement.report ? *judgement.report : none;
    const auto time = stated_time(form, meta, door.occasion.at);
    vault::SealedReport sealed{.reference = std::move(reference),
                               .municipality = number_or_nothing(form.municipality, 4),
                               .district = number_or_nothing(form.district, 2),
                               .accepted_at = time.accepted_at,
                               .taken_in_at = door.occasion.at,
                               .note = notes_of(time, meta),
                               .octets = file.octets};
    return work_out(door, snapshot, RecordId::from_octets(crypto::random_octets(16)),
                    std::move(judgement), time, std::move(sealed));
}

Candidate adopt_candidate(const IntakeDoor& door, const receivers::Snapshot& snapshot,
                          const RecordId& record, const vault::SealedReport& sealed)
{
    auto judgement = judge(sealed.octets, sealed.reference + ".json");
    const auto note = time_note_of(sealed.note);
    const StatedTime time{.accepted_at = sealed.accepted_at,
                          .note = note,
                          .due_at_once = note == TimeNote::MoreThanAYearBack};
    return work_out(door, snapshot, record, std::move(judgement), time, sealed);
}

bool write_candidate(store::Transaction& transaction, const IntakeDoor& door,
                     const Candidate& candidate)
{
    const ReportForm* form = candidate.form();
    insert_row(transaction, door, candidate);
    store::write_journal(transaction, {door.occasion,
                                       {store::SubjectKind::Report, candidate.record.text()},
                                       form ? "taken-in" : "quarantined",
                                       std::nullopt,
                                       form ? "waiting" : "quarantined",
                                       form ? std::string(receivers::to_text(candidate.route.note))
                                            : candidate.quarantine_code});
    if (!form) {
        raise_alarm(transaction, door, candidate, "quarantined",
                    "a file lies in quarantine (" + candidate.quarantine_code +
                        "): " + candidate.judgement.sentence,
                    "look at it with `reservepost quarantine list`, then release it to a receiver "
                    "with `reservepost quarantine release`");
        return true;
    }
    if (!candidate.receiver) {
        hold_for_receiver(transaction, door, candidate);
        return true;
    }
    apply_early_confirmation(transaction, door, candidate);
    return false;
}

} // namespace reservepost::batch::intake
