#include "batch/intake/candidate.h"

#include "batch/crypto/random.h"
#include "batch/json/value.h"
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
    candidate.municipality = sealed.municipality;
    candidate.district = sealed.district;
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

} // namespace reservepost::batch::intake
