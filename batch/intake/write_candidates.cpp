#include "batch/intake/candidate.h"
#include "batch/intake/early_confirmations.h"
#include "batch/store/incidents.h"
#include "batch/store/wire_text.h"
#include "holidays/deadline.h"
#include "holidays/oslo_time.h"

#include <map>

namespace reservepost::batch::intake {

namespace {

using Texts = std::vector<std::string>;
using Numbers = std::vector<std::int64_t>;

/// One column of a group, for `unnest`.
template <class Cell>
auto column(std::span<const Candidate> group, Cell cell)
    -> std::vector<std::remove_cvref_t<decltype(cell(group.front()))>>
{
    std::vector<std::remove_cvref_t<decltype(cell(group.front()))>> cells;
    cells.reserve(group.size());
    for (const auto& candidate : group)
        cells.push_back(cell(candidate));
    return cells;
}

std::string reception_of(const Candidate& candidate)
{
    return std::string(receivers::to_text(candidate.receiver ? candidate.receiver->reception
                                                             : receivers::Reception::Manual));
}

void insert_rows(store::Transaction& transaction, const IntakeDoor& door,
                 std::span<const Candidate> group)
{
    const auto texts = [&](auto cell) -> Texts { return column(group, cell); };
    const auto numbers = [&](auto cell) -> Numbers { return column(group, cell); };
    transaction.execute(
        "insert into report (record, reference_digest, content_digest, state, form, municipality, "
        "district, receiver, route, reception, quarantine_code, accepted_at, taken_in_at, "
        "stated_time, due_at, policy, policy_version, departures, holiday_table, eves_closed) "
        "select record, reference_digest, content_digest, case when quarantine_code = '' then "
        "'waiting' else 'quarantined' end, nullif(form, ''), municipality, district, "
        "nullif(receiver, 0), route, reception, nullif(quarantine_code, ''), accepted_at, "
        "taken_in_at, stated_time, due_at, policy, policy_version, departures, $18, $19 "
        "from unnest($1::bytea[], $2::bytea[], $3::bytea[], $4::text[], $5::text[], $6::text[], "
        "$7::bigint[], $8::text[], $9::text[], $10::text[], $11::timestamptz[], "
        "$12::timestamptz[], $13::text[], $14::timestamptz[], $15::text[], $16::bigint[], "
        "$17::bigint[]) as new (record, reference_digest, content_digest, form, municipality, "
        "district, receiver, route, reception, quarantine_code, accepted_at, taken_in_at, "
        "stated_time, due_at, policy, policy_version, departures)",
        {column(group, [](const auto& each) { return each.record; }),
         column(group, [](const auto& each) { return each.reference_digest; }),
         column(group, [](const auto& each) { return each.content_digest; }),
         texts([](const auto& each) {
             return each.form() ? std::string(to_text(each.form()->form)) : std::string();
         }),
         texts([](const auto& each) { return each.form() ? each.municipality : std::string(); }),
         texts([](const auto& each) { return each.form() ? each.district : std::string(); }),
         numbers([](const auto& each) {
             return each.form() && each.receiver ? each.receiver->id : std::int64_t{0};
         }),
         texts([](const auto& each) { return std::string(receivers::to_text(each.route.note)); }),
         texts(reception_of), texts([](const auto& each) { return each.quarantine_code; }),
         texts([](const auto& each) { return store::instant_to_wire(each.time.accepted_at); }),
         texts([](const auto& each) { return store::instant_to_wire(each.taken_in_at); }),
         texts([](const auto& each) { return std::string(to_text(each.time.note)); }),
         texts([](const auto& each) { return store::instant_to_wire(each.due_at); }),
         texts([](const auto& each) { return each.policy; }),
         numbers([](const auto& each) { return std::int64_t{each.policy_version}; }),
         numbers([](const auto& each) {
             return each.form() ? std::int64_t(each.form()->departures.size()) : 0;
         }),
         holidays::holiday_table_version, door.calendar.eves_closed()});
}

void write_lines(store::Transaction& transaction, const IntakeDoor& door,
                 std::span<const Candidate> group)
{
    std::map<std::string, std::vector<std::string>> taken_in;    // By route.
    std::map<std::string, std::vector<std::string>> quarantined; // By code.
    for (const auto& each : group)
        if (each.form())
            taken_in[std::string(receivers::to_text(each.route.note))].push_back(
                each.record.text());
        else
            quarantined[each.quarantine_code].push_back(each.record.text());
    for (const auto& [route, records] : taken_in)
        store::write_journal(transaction, {door.occasion, store::SubjectKind::Report, records,
                                           "taken-in", std::nullopt, "waiting", route});
    for (const auto& [code, records] : quarantined)
        store::write_journal(transaction, {door.occasion, store::SubjectKind::Report, records,
                                           "quarantined", std::nullopt, "quarantined", code});
}

std::vector<std::string> names_of(const std::vector<RecordId>& records)
{
    std::vector<std::string> names;
    for (const auto& record : records)
        names.push_back(record.text());
    return names;
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

void alarm_of_quarantine(store::Transaction& transaction, const IntakeDoor& door,
                         const Candidate& candidate)
{
    raise_alarm(transaction, door, candidate, "quarantined",
                "a file lies in quarantine (" + candidate.quarantine_code +
                    "): " + candidate.judgement.sentence,
                "look at it with `reservepost quarantine list`, then release it to a receiver "
                "with `reservepost quarantine release`");
}

void alarm_of_held_letter(store::Transaction& transaction, const IntakeDoor& door,
                          const Candidate& candidate, std::int64_t letter)
{
    raise_alarm(transaction, door, candidate, "no-receiver",
                "a report names numbers that no receiver in the register fits (" +
                    std::string(receivers::to_text(candidate.route.note)) + "); letter " +
                    std::to_string(letter) + " is held",
                "add the receiver to the register or run `reservepost release LETTER --receiver "
                "R`; the deadline goes on meanwhile");
}

/// Reports for which no receiver was found have their letters at once, held with an alarm.
void hold_for_receiver(store::Transaction& transaction, const IntakeDoor& door,
                       std::span<const Candidate> group)
{
    std::map<RecordId, const Candidate*> held;
    std::vector<RecordId> records;
    for (const auto& each : group) {
        if (!each.form() || each.receiver) continue;
        held.emplace(each.record, &each);
        records.push_back(each.record);
    }
    if (records.empty()) return;
    transaction.execute("update report set state = 'posting' where record = any($1)", {records});
    std::vector<std::int64_t> letters;
    for (const store::Row row : transaction.execute(
             "insert into letter (record, kind, state, cause, letter_date, gathered_at, "
             "held_code, held_sentence) select record, 'forwarding', 'held', 'not-confirmed', "
             "$2::text::date, $3, 'no-receiver', $4 from unnest($1::bytea[]) as new (record) "
             "returning id, record",
             {records, holidays::oslo_date(door.occasion.at).text(), door.occasion.at,
              "no receiver fits the numbers in the report; release it to the right one"})) {
        letters.push_back(row.integer("id"));
        alarm_of_held_letter(transaction, door, *held.at(row.record("record")), letters.back());
    }
    store::write_journal(transaction,
                         {door.occasion, store::SubjectKind::Letter, store::names_of(letters),
                          "held", std::nullopt, "held", "no-receiver"});
    store::write_journal(transaction, {door.occasion, store::SubjectKind::Report, names_of(records),
                                       "gathered", "waiting", "posting", "no-receiver"});
}

std::vector<Arrived> arrived(std::span<const Candidate> group)
{
    std::vector<Arrived> reports;
    for (const auto& each : group)
        if (each.form() && each.receiver)
            reports.push_back({each.record, each.reference_digest, each.receiver->id});
    return reports;
}

} // namespace

void write_candidates(store::Transaction& transaction, const IntakeDoor& door,
                      std::span<const Candidate> group)
{
    if (group.empty()) return;
    insert_rows(transaction, door, group);
    write_lines(transaction, door, group);
    for (const auto& candidate : group)
        if (!candidate.form()) alarm_of_quarantine(transaction, door, candidate);
    hold_for_receiver(transaction, door, group);
    apply_early_confirmations(transaction, door.vault, door.occasion, arrived(group));
}

} // namespace reservepost::batch::intake
