#include "batch/spool/job_pieces.h"

#include "holidays/oslo_time.h"

#include <map>

namespace reservepost::batch::spool {

namespace {

/// States of letters whose piece is their own for ever; there is an index of these.
constexpr std::string_view in_package =
    "state in ('packed', 'sent', 'mailed', 'returned', 'superseded')";

std::vector<std::int64_t> letters_of(const std::vector<JobPiece>& pieces)
{
    std::vector<std::int64_t> letters;
    letters.reserve(pieces.size());
    for (const auto& piece : pieces)
        letters.push_back(piece.letter);
    return letters;
}

std::vector<RecordId> records_of(const std::vector<JobPiece>& pieces)
{
    std::vector<RecordId> records;
    records.reserve(pieces.size());
    for (const auto& piece : pieces)
        records.push_back(piece.record);
    return records;
}

/// The municipalities had these reports before their letters could be made again.
void confirm_late(store::Transaction& transaction, const store::Occasion& occasion,
                  const std::string& job, const std::vector<JobPiece>& pieces,
                  std::vector<vault::Fact>& facts)
{
    if (pieces.empty()) return;
    std::vector<std::string> names;
    const auto today = holidays::oslo_date(occasion.at).text();
    for (const auto& piece : pieces) {
        names.push_back(piece.record.text());
        facts.push_back(fact_of(job, piece, "confirmed", today, "late"));
    }
    transaction.execute("update report set state = 'confirmed', confirmed_at = confirmed_late_at "
                        "where record = any($1)",
                        {records_of(pieces)});
    store::write_journal(transaction, {.occasion = occasion,
                                       .kind = store::SubjectKind::Report,
                                       .names = std::move(names),
                                       .event = "confirmed-late",
                                       .from_state = "posting",
                                       .to_state = "confirmed",
                                       .why = std::nullopt});
}

/// New letters, all for one reason to be held or for none.
void gather_new(store::Transaction& transaction, const store::Occasion& occasion,
                const std::string& held_code, const std::vector<JobPiece>& pieces,
                letters::Again why)
{
    std::vector<std::int64_t> receivers;
    for (const auto& piece : pieces)
        receivers.push_back(piece.receiver);
    const bool held = !held_code.empty();
    const std::string state = held ? "held" : "gathered";
    std::vector<std::int64_t> letters;
    for (const store::Row row : transaction.execute(
             "insert into letter (record, kind, state, cause, receiver, letter_date, gathered_at, "
             "held_code, held_sentence) select record, 'forwarding', $3, $4, receiver, "
             "$5::text::date, $6, $7, $8 from unnest($1::bytea[], $2::bigint[]) with ordinality as "
             "lost (record, receiver, place) order by place returning id",
             {records_of(pieces), receivers, state, letters::to_text(why),
              holidays::oslo_date(occasion.at).text(), occasion.at,
              held ? store::Value(held_code) : store::Value(nullptr),
              held ? store::Value("its last letter did not arrive (" + held_code +
                                  "); mend the cause, then release it")
                   : store::Value(nullptr)}))
        letters.push_back(row.integer("id"));
    store::write_journal(transaction,
                         {.occasion = occasion,
                          .kind = store::SubjectKind::Letter,
                          .names = store::names_of(letters),
                          .event = state,
                          .from_state = std::nullopt,
                          .to_state = state,
                          .why = held ? held_code : std::string(letters::to_text(why))});
}

} // namespace

void lock_reports(store::Transaction& transaction, const std::string& job)
{
    std::vector<RecordId> records;
    for (const store::Row row : transaction.execute(
             "select record from letter where job = $1 and " + std::string(in_package), {job}))
        records.push_back(row.record("record"));
    transaction.execute("select from report where record = any($1) order by record for update",
                        {records});
}

std::vector<JobPiece> read_pieces(store::Transaction& transaction, const std::string& job,
                                  const std::optional<std::vector<std::int64_t>>& numbers)
{
    std::vector<JobPiece> pieces;
    std::map<RecordId, std::size_t> place;
    for (const store::Row row : transaction.execute(
             "select id, piece, state, record, receiver from letter where job = $1 and "
             "($2::bigint[] is null or piece = any($2)) and " +
                 std::string(in_package) + " order by piece",
             {job, numbers})) {
        place.emplace(row.record("record"), pieces.size());
        pieces.push_back({.number = row.integer("piece"),
                          .letter = row.integer("id"),
                          .state = letter_state(row.text("state")),
                          .record = row.record("record"),
                          .receiver = row.integer("receiver")});
    }
    // Not a join, for which PostgreSQL reads every report there is.
    for (const store::Row row : transaction.execute(
             "select record, state, confirmed_late_at is not null as late from report where "
             "record = any($1)",
             {records_of(pieces)})) {
        auto& piece = pieces.at(place.at(row.record("record")));
        piece.report_state = report_state(row.text("state"));
        piece.confirmed_late = row.boolean("late");
    }
    return pieces;
}

void letters_become(store::Transaction& transaction, const store::Occasion& occasion,
                    const std::vector<JobPiece>& pieces, LetterState to, const std::string& why,
                    const std::optional<std::vector<std::string>>& days)
{
    if (pieces.empty()) return;
    const auto letters = letters_of(pieces);
    transaction.execute("update letter set state = $3, mailed_on = coalesce(changed.day::date, "
                        "mailed_on) from unnest($1::bigint[], $2::text[]) as changed (letter, day) "
                        "where letter.id = changed.letter",
                        {letters, days, name_of(to)});
    store::write_journal(transaction, {.occasion = occasion,
                                       .kind = store::SubjectKind::Letter,
                                       .names = store::names_of(letters),
                                       .event = std::string(name_of(to)),
                                       .from_state = std::string(name_of(pieces.front().state)),
                                       .to_state = std::string(name_of(to)),
                                       .why = why});
}

void make_again(store::Transaction& transaction, const store::Occasion& occasion,
                const std::string& job, const std::vector<JobPiece>& pieces, letters::Again why,
                std::vector<vault::Fact>& facts)
{
    std::vector<JobPiece> confirmed;
    std::map<std::string, std::vector<JobPiece>> lost; // By why the new letter is held.
    for (const auto& piece : pieces) {
        if (piece.report_state != ReportState::Posting) continue;
        if (piece.confirmed_late)
            confirmed.push_back(piece);
        else
            lost[piece.held_code].push_back(piece);
    }
    confirm_late(transaction, occasion, job, confirmed, facts);
    for (const auto& [held_code, group] : lost)
        gather_new(transaction, occasion, held_code, group, why);
}

vault::Fact fact_of(const std::string& job, const JobPiece& piece, const char* event,
                    const std::string& date, const std::string& code)
{
    return {.record = piece.record,
            .event = event,
            .date = date,
            .job = job,
            .piece = std::to_string(piece.number),
            .code = code};
}

} // namespace reservepost::batch::spool
