#include "batch/letters/reopen.h"

#include "batch/crypto/digest.h"
#include "batch/intake/quarantine.h"
#include "batch/letters/outcome_words.h"
#include "batch/receivers/register.h"
#include "batch/words/states.h"
#include "holidays/oslo_time.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace reservepost::batch::letters {

namespace {

using Words = OutcomeWords<ReopenOutcome>;

// clang-format off
constexpr std::array words = {
    Words{ReopenOutcome::Reopened, "reopened",
          "goes as a letter in the next run", true},
    Words{ReopenOutcome::WaitsAgain, "waits-again",
          "was discarded and waits again, for the receiver that was named", true},
    Words{ReopenOutcome::StillWaiting, "still-waiting",
          "is neither confirmed nor posted; it goes as a letter when it is due, by itself", true},
    Words{ReopenOutcome::LetterOnItsWay, "letter-on-its-way",
          "has a letter that is being made, held or under way; nothing was changed", true},
    Words{ReopenOutcome::NeedsReceiver, "needs-receiver",
          "was discarded and belongs to nobody; say whose it is with --receiver", false},
    Words{ReopenOutcome::InQuarantine, "in-quarantine",
          "lies in quarantine; `reservepost quarantine release` gives it to a receiver", false},
    Words{ReopenOutcome::BeingDeleted, "being-deleted",
          "is being deleted since the last run; nothing can bring it back", false},
    Words{ReopenOutcome::Unknown, "unknown",
          "no report of this reference is here; check the reference, and whether the deletion log "
          "has it", false},
};
// clang-format on

/// How a cause is called on the command line: as in the letter's row, without "again-".
std::string_view code_of(Again why)
{
    constexpr std::string_view before = "again-";
    return to_text(why).substr(before.size());
}

/// Facts first, then everything of the reports in the database. Their rows are locked.
void reopen_records(store::Transaction& transaction, AnswerDesk& desk,
                    const std::vector<RecordId>& records, Again why)
{
    std::vector<vault::Fact> facts;
    for (const auto& record : records)
        facts.push_back({.record = record,
                         .event = "reopened",
                         .date = holidays::oslo_date(desk.occasion.at).text(),
                         .job = {},
                         .piece = {},
                         .code = std::string(code_of(why))});
    desk.vault.append_facts(facts);

    // The incident of a late rejection has come to its end.
    transaction.execute(
        "with before as (select record, state, receiver from report where record = any($1)), "
        "again as (update report r set state = 'posting', reopened_at = $2, confirmed_late_at = "
        "null from before b where r.record = b.record), "
        "made as (insert into letter (record, kind, state, cause, receiver, letter_date, "
        "gathered_at) select record, 'forwarding', 'gathered', $3::text, receiver, $4::text::date, "
        "$2 "
        "from before order by record returning id), "
        "settled as (update incident set state = 'closed', closed_at = $2, outcome = 'reopened', "
        "acknowledged_until = null where code = 'rejected-late' and subject_kind = 'report' and "
        "state <> 'closed' and subject in (select encode(record, 'hex') from before)) "
        "insert into journal (at, run, actor, subject_kind, subject, event, from_state, to_state, "
        "why) select $2, $5::bigint, $6::text, 'report', encode(record, 'hex'), 'reopened', state, "
        "'posting', $7::text from before union all select $2, $5, $6, 'letter', id::text, "
        "'gathered', null, 'gathered', $3 from made",
        {records, desk.occasion.at, to_text(why), holidays::oslo_date(desk.occasion.at).text(),
         desk.occasion.run, desk.occasion.actor, code_of(why)});
}

ReopenOutcome release_discarded(store::Transaction& transaction, AnswerDesk& desk,
                                const RecordId& record, Again why,
                                const std::optional<receivers::ReceiverKey>& receiver,
                                const holidays::Calendar& calendar)
{
    if (!receiver) return ReopenOutcome::NeedsReceiver;
    desk.vault.append_fact({.record = record,
                            .event = "reopened",
                            .date = holidays::oslo_date(desk.occasion.at).text(),
                            .job = {},
                            .piece = {},
                            .code = std::string(code_of(why))});
    intake::release_from_quarantine(transaction, desk.vault, record, *receiver, calendar,
                                    desk.occasion);
    transaction.execute("update report set reopened_at = $2 where record = $1",
                        {record, desk.occasion.at});
    return ReopenOutcome::WaitsAgain;
}

/// The reports that `reopen_all` is about: what stands behind `select …`, and its values.
struct Chosen {
    std::string from;
    std::vector<store::Value> values;
};

Chosen chosen(store::Transaction& transaction, const receivers::ReceiverKey& receiver, Days days,
              Again why)
{
    const auto id = receivers::get(transaction, receiver).id;
    if (why == Again::NotArrived || why == Again::Returned)
        return {" from report r where r.receiver = $1 and r.state = 'posted' and (select max("
                "l.mailed_on) from letter l where l.record = r.record and l.kind = 'forwarding' "
                "and l.state = 'mailed') between $2::text::date and $3::text::date",
                {id, days.from.text(), days.to.text()}};
    return {" from report r where r.receiver = $1 and r.state = 'confirmed' and r.confirmed_at >= "
            "$2 and r.confirmed_at < $3",
            {id, holidays::start_of_day(days.from), holidays::start_of_day(days.to + 1)}};
}

} // namespace

std::optional<Again> find_reopen_cause(std::string_view code)
{
    const auto* cause = std::ranges::find(reopen_causes, code, code_of);
    return cause == reopen_causes.end() ? std::nullopt : std::optional(*cause);
}

std::string_view to_text(ReopenOutcome outcome)
{
    return words_in(words, outcome).code;
}

std::string_view sentence_of(ReopenOutcome outcome)
{
    return words_in(words, outcome).sentence;
}

bool is_accepted(ReopenOutcome outcome)
{
    return words_in(words, outcome).accepted;
}

ReopenOutcome reopen(AnswerDesk& desk, const std::string& reference, Again why,
                     const std::optional<receivers::ReceiverKey>& receiver,
                     const holidays::Calendar& calendar)
{
    auto transaction = desk.database.begin();
    const auto found =
        transaction
            .execute("select record, state from report where reference_digest = $1 order by "
                     "quarantine_code is not null, taken_in_at limit 1 for update",
                     {crypto::hmac_sha256(desk.lookup_key, reference)})
            .find_one();
    if (!found) return ReopenOutcome::Unknown;
    const auto record = found->record("record");
    auto outcome = ReopenOutcome::Reopened;
    switch (report_state(found->text("state"))) {
    case ReportState::Posted:
    case ReportState::Confirmed:
        reopen_records(transaction, desk, {record}, why);
        break;
    case ReportState::Discarded:
        outcome = release_discarded(transaction, desk, record, why, receiver, calendar);
        break;
    case ReportState::Waiting:
        return ReopenOutcome::StillWaiting;
    case ReportState::Posting:
        return ReopenOutcome::LetterOnItsWay;
    case ReportState::Quarantined:
        return ReopenOutcome::InQuarantine;
    case ReportState::Deleting:
        return ReopenOutcome::BeingDeleted;
    case ReportState::Deleted:
        return ReopenOutcome::Unknown;
    }
    transaction.commit("reopen.committed");
    return outcome;
}

ReopenOutcome resend(AnswerDesk& desk, const std::string& job, std::int64_t piece,
                     const std::optional<receivers::ReceiverKey>& to)
{
    auto transaction = desk.database.begin();
    const auto letter =
        transaction
            .execute("select record from letter where job = $1 and piece = $2 and state in "
                     "('packed', 'sent', 'mailed', 'returned', 'superseded')",
                     {job, piece})
            .find_one();
    if (!letter)
        throw std::invalid_argument("job " + job + " has no piece " + std::to_string(piece));
    const auto record = letter->record("record");
    const auto state = report_state(
        transaction.execute("select state from report where record = $1 for update", {record})
            .one()
            .text("state"));
    if (state == ReportState::Deleting || state == ReportState::Deleted)
        return ReopenOutcome::BeingDeleted;
    if (state != ReportState::Posted && state != ReportState::Confirmed)
        return ReopenOutcome::LetterOnItsWay;
    std::optional<receivers::Receiver> receiver;
    if (to) receiver = receivers::get(transaction, *to);
    reopen_records(transaction, desk, {record}, Again::NotArrived);
    if (receiver) {
        transaction.execute("update report set receiver = $2, route = 'released', reception = $3 "
                            "where record = $1",
                            {record, receiver->id, receivers::to_text(receiver->reception)});
        transaction.execute("update letter set receiver = $2 where record = $1 and state = "
                            "'gathered'",
                            {record, receiver->id});
    }
    transaction.commit("reopen.committed");
    return ReopenOutcome::Reopened;
}

std::int64_t count_to_reopen(store::Transaction& transaction,
                             const receivers::ReceiverKey& receiver, Days days, Again why)
{
    const auto reports = chosen(transaction, receiver, days, why);
    return transaction.execute("select count(*) as n" + reports.from, reports.values)
        .one()
        .integer("n");
}

std::int64_t reopen_all(AnswerDesk& desk, const receivers::ReceiverKey& receiver, Days days,
                        Again why)
{
    auto transaction = desk.database.begin();
    const auto reports = chosen(transaction, receiver, days, why);
    std::vector<RecordId> records;
    for (const store::Row row : transaction.execute(
             "select r.record" + reports.from + " order by r.record for update", reports.values))
        records.push_back(row.record("record"));
    if (records.empty()) return 0;
    reopen_records(transaction, desk, records, why);
    transaction.commit("reopen.committed");
    return static_cast<std::int64_t>(records.size());
}

} // namespace reservepost::batch::letters
