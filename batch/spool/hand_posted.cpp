#include "batch/disk/fail_point.h"
#include "batch/json/value.h"
#include "batch/spool/by_hand.h"
#include "batch/store/incidents.h"
#include "batch/words/states.h"
#include "holidays/operating_days.h"
#include "holidays/oslo_time.h"

#include <stdexcept>

// How the books hear that a letter printed here was posted.

namespace reservepost::batch::spool {

namespace {

/// A letter that was printed here and is under way, its rows locked.
struct UnderWay {
    std::int64_t letter;
    RecordId record;
    LetterState state;
    std::string job;
    crypto::Digest manifest;
    holidays::Date printed_on;
};

UnderWay lock_under_way(store::Transaction& transaction, std::int64_t letter)
{
    const auto refuse = [&] {
        throw std::invalid_argument("letter " + std::to_string(letter) +
                                    " was not printed here, or is over already; nothing was "
                                    "changed");
    };
    const auto found =
        transaction.execute("select record from letter where id = $1", {letter}).find_one();
    if (!found) refuse();
    transaction.execute("select from report where record = $1 for update",
                        {found->record("record")});
    const auto row = transaction
                         .execute("select l.state, j.number, j.manifest_sha256, j.closed_at from "
                                  "letter l join job j on j.number = l.job where l.id = $1 and "
                                  "j.house = $2 and j.state = 'sent' for update of l, j",
                                  {letter, hand_house})
                         .find_one();
    if (!row) refuse();
    return {letter,
            found->record("record"),
            letter_state(row->text("state")),
            row->text("number"),
            row->digest("manifest_sha256"),
            holidays::oslo_date(row->instant("closed_at"))};
}

void check_day(const UnderWay& print, holidays::Date day, holidays::Date today)
{
    if (day >= print.printed_on && day <= today) return;
    throw std::invalid_argument("a letter that was printed on " + print.printed_on.text() +
                                " was posted on that day or later, and on " + today.text() +
                                " at the latest; " + day.text() + " is none of these");
}

/// In the place of a print house's receipt: what the two said, with its hash for the deletion log.
void write_receipt(store::Transaction& transaction, const UnderWay& print, holidays::Date day,
                   const std::string& first, const store::Occasion& occasion)
{
    const auto content = json::canonical(json::Value::object(
        {{"v", 1},
         {"kind", "by-hand"},
         {"job", print.job},
         {"manifest", print.manifest.hex()},
         {"stage", "mailed"},
         {"date", day.text()},
         {"said_by", json::Value::list_of(std::vector<std::string>{first, occasion.actor})}}));
    transaction.execute(
        "insert into receipt (job, n, sha256, stage, file_name, content, state, "
        "signed_at, arrived_at) values ($1, 1, $2, 'mailed', $3, $4, 'applied', "
        "$5, $5)",
        {print.job, crypto::sha256(content), "said by two persons", content, occasion.at});
}

void journal(store::Transaction& transaction, const store::Occasion& occasion,
             store::SubjectKind kind, const std::string& name, std::string_view from,
             std::string_view to)
{
    store::write_journal(
        transaction,
        {occasion, {kind, name}, std::string(to), std::string(from), std::string(to), "by-hand"});
}

/// Letter, report and job, as after a receipt. After a rebuild the facts have said so before.
void write_mailed(store::Transaction& transaction, const UnderWay& print, holidays::Date day,
                  const store::Occasion& occasion)
{
    if (print.state == LetterState::Sent) {
        transaction.execute("update letter set state = 'mailed' where id = $1", {print.letter});
        journal(transaction, occasion, store::SubjectKind::Letter, std::to_string(print.letter),
                "sent", "mailed");
    }
    transaction.execute("update letter set mailed_on = $2::text::date where id = $1",
                        {print.letter, day.text()});
    const auto posted =
        transaction.changed("update report set state = 'posted', mailed_at = $2 where record = $1 "
                            "and state = 'posting'",
                            {print.record, occasion.at});
    if (posted == 1)
        journal(transaction, occasion, store::SubjectKind::Report, print.record.text(), "posting",
                "posted");
    auto from = JobState::Sent;
    for (const auto to : {JobState::Received, JobState::Settled}) {
        transaction.execute(
            "update job set state = $2, over_at = $3 where number = $1",
            {print.job, name_of(to),
             to == JobState::Settled ? store::Value(occasion.at) : store::Value(nullptr)});
        journal(transaction, occasion, store::SubjectKind::Job, print.job, name_of(from),
                name_of(to));
        from = to;
    }
}

} // namespace

HandWord say_posted(store::Database& database, vault::Vault& vault,
                    const store::NightOwnership& ownership, std::int64_t letter, holidays::Date day,
                    const store::Occasion& occasion)
{
    auto transaction = database.begin();
    ownership.check(transaction);
    const auto print = lock_under_way(transaction, letter);
    check_day(print, day, holidays::oslo_date(occasion.at));
    const auto word = say(transaction, letter, HandStep::Posted, day.text(), occasion);
    if (word == HandWord::Asked) {
        transaction.commit();
        return word;
    }
    const auto first = second(transaction, letter, HandStep::Posted, day.text(), occasion);
    vault.append_fact({.record = print.record,
                       .event = "mailed",
                       .date = day.text(),
                       .job = print.job,
                       .piece = "1",
                       .code = std::string(hand_house)});
    write_receipt(transaction, print, day, first, occasion);
    write_mailed(transaction, print, day, occasion);
    store::resolve_incident(transaction, "printed-not-posted", {store::SubjectKind::Job, print.job},
                            occasion);
    transaction.commit("by-hand.posted");
    return word;
}

void watch_hand_prints(store::Transaction& transaction, const holidays::Calendar& working_days,
                       const store::Occasion& occasion)
{
    constexpr int days_to_post = 1;
    for (const store::Row row : transaction.execute(
             "select j.number, j.state, j.sent_at, l.id from job j join letter l on l.job = "
             "j.number where j.house = $1 and (j.state = 'sent' or exists (select from incident i "
             "where i.code = 'printed-not-posted' and i.subject = j.number and i.state <> "
             "'closed')) order by j.number",
             {hand_house})) {
        const store::Subject subject{store::SubjectKind::Job, row.text("number")};
        const bool late = row.text("state") == "sent" &&
                          holidays::end_of_working_days(row.instant("sent_at"), days_to_post,
                                                        working_days) <= occasion.at;
        const auto letter = std::to_string(row.integer("id"));
        if (late)
            store::raise_incident(transaction,
                                  {"printed-not-posted", subject,
                                   "letter " + letter + " was printed here as job " + subject.name +
                                       ", and nobody has said that it is posted",
                                   "post it, and let two persons say so: `reservepost print-here " +
                                       letter +
                                       " --posted DAY`; or destroy it: `reservepost recall " +
                                       subject.name + " --confirmed-by-house`"},
                                  occasion);
        else
            store::resolve_incident(transaction, "printed-not-posted", subject, occasion);
    }
}

} // namespace reservepost::batch::spool
