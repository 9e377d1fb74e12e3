#include "batch/letters/gather.h"

#include "holidays/oslo_time.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace reservepost::batch::letters {

namespace {

// A report is due when its deadline has passed, its case system refused it, or its receiver chose
// paper. Half-open: due at the very instant.
constexpr std::string_view due_reports =
    "from report where state = 'waiting' and receiver is not null and (due_at <= $1 or "
    "rejected_at is not null or reception = 'postal')";

constexpr std::string_view cause_of_report =
    "case when rejected_at is not null then 'rejected' when reception = 'postal' then 'postal' "
    "else 'not-confirmed' end";

constexpr int chunk = 500;

void count(DueCount& counts, const std::string& cause, std::int64_t reports)
{
    if (cause == "rejected") counts.rejected += reports;
    if (cause == "postal") counts.postal += reports;
    if (cause == "not-confirmed") counts.not_confirmed += reports;
}

std::string gather_statement()
{
    return "with due as materialized (select record, receiver, " + std::string(cause_of_report) +
           " as cause " + std::string(due_reports) + " order by due_at limit " +
           std::to_string(chunk) +
           " for update skip locked), "
           "moved as (update report set state = 'posting' where record in (select record from "
           "due)) "
           "insert into letter (record, kind, state, cause, receiver, letter_date, gathered_at) "
           "select record, 'forwarding', 'gathered', cause, receiver, $2::text::date, $1 from due "
           "returning id, record, cause";
}

/// The reports and letters of one cause.
struct Gathered {
    std::vector<std::string> reports;
    std::vector<std::int64_t> letters;
};

void journal(store::Transaction& transaction, const store::Occasion& occasion,
             const std::string& cause, Gathered gathered)
{
    store::write_journal(transaction, {.occasion = occasion,
                                       .kind = store::SubjectKind::Report,
                                       .names = std::move(gathered.reports),
                                       .event = "gathered",
                                       .from_state = "waiting",
                                       .to_state = "posting",
                                       .why = cause});
    store::write_journal(transaction, {.occasion = occasion,
                                       .kind = store::SubjectKind::Letter,
                                       .names = store::names_of(gathered.letters),
                                       .event = "gathered",
                                       .from_state = std::nullopt,
                                       .to_state = "gathered",
                                       .why = cause});
}

std::size_t gather_chunk(store::Database& database, const store::Occasion& occasion,
                         DueCount& counts)
{
    static const std::string statement = gather_statement();
    auto transaction = database.begin();
    const auto letters =
        transaction.execute(statement, {occasion.at, holidays::oslo_date(occasion.at).text()});
    std::map<std::string, Gathered> by_cause;
    for (const store::Row letter : letters) {
        auto& gathered = by_cause[letter.text("cause")];
        gathered.reports.push_back(letter.record("record").text());
        gathered.letters.push_back(letter.integer("id"));
    }
    for (auto& [cause, gathered] : by_cause) {
        count(counts, cause, static_cast<std::int64_t>(gathered.letters.size()));
        journal(transaction, occasion, cause, std::move(gathered));
    }
    transaction.commit("gather.committed");
    return letters.size();
}

} // namespace

DueCount count_due(store::Transaction& transaction, holidays::Instant now)
{
    DueCount counts;
    for (const store::Row row : transaction.execute("select " + std::string(cause_of_report) +
                                                        " as cause, count(*) as reports " +
                                                        std::string(due_reports) + " group by 1",
                                                    {now}))
        count(counts, row.text("cause"), row.integer("reports"));
    return counts;
}

DueCount gather(store::Database& database, const store::Occasion& occasion)
{
    DueCount counts;
    while (gather_chunk(database, occasion, counts) > 0) {
    }
    return counts;
}

} // namespace reservepost::batch::letters
