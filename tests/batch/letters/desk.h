#pragma once

#include "batch/letters/answers.h"
#include "tests/support/test_intake.h"

#include <string>

// Reports and letters in any state, for tests of what may happen to them.

namespace reservepost::tests {

inline batch::letters::AnswerDesk desk_of(TestOffice& office)
{
    return {office.database, office.vault, office.lookup_key, office.occasion()};
}

/// A report that was taken in for `receiver` and waits.
inline batch::RecordId waiting(TestOffice& office, int number,
                               const batch::receivers::ReceiverKey& receiver = {"9101", "03"})
{
    return take_in_one(office,
                       incoming(number, report_text(receiver.municipality, receiver.district)))
        .record.value();
}

inline void set_report(TestOffice& office, const batch::RecordId& record, const char* state)
{
    office.execute("update report set state = $2 where record = $1", {record, state});
}

/// A letter of the report, brought to `state` on the roads there are. Gives its number.
inline std::int64_t letter_in(TestOffice& office, const batch::RecordId& record,
                              const std::string& state)
{
    const auto id = office.number("insert into letter (record, kind, state, cause, receiver, "
                                  "letter_date, gathered_at) select record, 'forwarding', "
                                  "'gathered', 'not-confirmed', receiver, '2026-11-25', $2 from "
                                  "report where record = $1 returning id as n",
                                  {record, office.now});
    const auto go = [&](const char* to) {
        office.execute("update letter set state = $2, held_code = case when $2 = 'held' then "
                       "'address-does-not-fit' end, held_sentence = case when $2 = 'held' then "
                       "'too wide' end where id = $1",
                       {id, to});
    };
    if (state == "held" || state == "withdrawn") go(state.c_str());
    if (state == "gathered" || state == "held" || state == "withdrawn") return id;

    office.execute("update letter set state = 'typeset', frames_digest = decode(repeat('5a', 32), "
                   "'hex') where id = $1",
                   {id});
    if (state == "typeset") return id;
    const auto job = std::to_string(1'000'000 + id);
    office.execute("insert into job (number, house, state, class, pieces, sheets, pages, "
                   "file_sha256, manifest_sha256, witness, numbered_at) values ('0' || $1, "
                   "'house', 'closed', 'C5-D-NO', 1, 1, 2, decode(repeat('5a', 32), 'hex'), "
                   "decode(repeat('5a', 32), 'hex'), '', $2)",
                   {job, office.now});
    office.execute("update letter set state = 'packed', job = '0' || $2, piece = 1 where id = $1",
                   {id, job});
    if (state == "superseded") go("superseded");
    for (const char* next : {"sent", "mailed", "returned"}) {
        if (state == "packed" || state == "superseded") return id;
        go(next);
        if (state == next) return id;
    }
    throw std::logic_error("no road to " + state + " [this is a bug]");
}

/// A report of 9101-03 in `state`, where it has letters with one in `letter`.
inline batch::RecordId report_in(TestOffice& office, int number, const std::string& state,
                                 const std::string& letter)
{
    if (state == "quarantined" || state == "discarded") {
        const auto record = take_in_one(office, incoming(number, "{ broken")).record.value();
        if (state == "discarded") set_report(office, record, "discarded");
        return record;
    }
    const auto record = waiting(office, number);
    if (state == "waiting") return record;
    const bool has_letters = state == "posting" || state == "posted";
    set_report(office, record, has_letters ? "posting" : "confirmed");
    if (!has_letters)
        office.execute("update report set confirmed_at = $2 where record = $1",
                       {record, office.now});
    if (!letter.empty()) letter_in(office, record, letter);
    if (state == "posted") set_report(office, record, "posted");
    if (state == "deleting" || state == "deleted") set_report(office, record, "deleting");
    if (state == "deleted")
        office.execute("update report set state = 'deleted', reference_digest = null, "
                       "content_digest = null where record = $1",
                       {record});
    return record;
}

inline std::string letter_state_of(TestOffice& office, std::int64_t letter)
{
    return office.execute("select state from letter where id = $1", {letter}).one().text("state");
}

inline std::string report_state_of(TestOffice& office, const batch::RecordId& record)
{
    return office.execute("select state from report where record = $1", {record})
        .one()
        .text("state");
}

/// How many facts of that event the second store has of the report.
inline std::ptrdiff_t facts_of(const TestOffice& office, const batch::RecordId& record,
                               const std::string& event)
{
    std::ptrdiff_t count = 0;
    const auto facts = office.vault.read_facts().at(1).facts;
    for (const auto& fact : facts)
        if (fact.record == record && fact.event == event) ++count;
    return count;
}

} // namespace reservepost::tests
