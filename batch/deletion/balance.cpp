#include "batch/deletion/balance.h"

#include "batch/json/value.h"
#include "holidays/oslo_time.h"

#include <algorithm>
#include <set>

namespace reservepost::batch::deletion {

namespace {

struct Book {
    std::string_view kind;   ///< As the journal calls it, and the table.
    std::string_view prefix; ///< Of the terms.
    std::string_view count;  ///< Rows by state.
};

constexpr Book books[] = {
    {"report", "reports_", "select state, count(*) as n from report group by state"},
    {"letter", "letters_", "select state, count(*) as n from letter group by state"},
    {"job", "jobs_", "select state, count(*) as n from job group by state"},
};

/// What the journal says is in each state: everything that went in, less everything that went out.
constexpr std::string_view journal_sums =
    "select state, sum(n)::bigint as n from (select to_state as state, 1 as n from journal where "
    "subject_kind = $1 and to_state is not null union all select from_state, -1 from journal "
    "where subject_kind = $1 and to_state is not null and from_state is not null) as moves "
    "group by state";

void compare_book(store::Transaction& transaction, const Book& book, Balance& balance)
{
    std::map<std::string, std::int64_t> counted;
    std::map<std::string, std::int64_t> journalled;
    std::int64_t all = 0;
    for (const store::Row row : transaction.execute(book.count)) {
        counted[row.text("state")] = row.integer("n");
        all += row.integer("n");
    }
    for (const store::Row row : transaction.execute(journal_sums, {book.kind}))
        journalled[row.text("state")] = row.integer("n");
    balance.terms[std::string(book.prefix) + "in_all"] = all;
    for (const auto& [state, n] : counted) {
        balance.terms[std::string(book.prefix) + state] = n;
        if (journalled[state] != n)
            balance.imbalances.push_back("table " + std::string(book.kind) + " has " +
                                         std::to_string(n) + " rows in state " + state +
                                         ", the journal accounts for " +
                                         std::to_string(journalled[state]));
    }
    for (const auto& [state, n] : journalled)
        if (n != 0 && !counted.contains(state))
            balance.imbalances.push_back("the journal accounts for " + std::to_string(n) + " " +
                                         std::string(book.kind) + "s in state " + state +
                                         ", the table has none");
}

void compare_job_numbers(store::Transaction& transaction, Balance& balance)
{
    for (const store::Row row : transaction.execute(
             "select c.generation, c.last, count(j.number) as jobs, "
             "coalesce(max(substr(j.number, 3)::int), 0) as highest from job_counter c left join "
             "job j on j.house = c.house and substr(j.number, 1, 2)::int = c.generation "
             "group by c.house, c.generation, c.last")) {
        if (row.integer("last") != row.integer("jobs") ||
            row.integer("last") != row.integer("highest"))
            balance.imbalances.push_back(
                "job numbers of generation " + std::to_string(row.integer("generation")) +
                " go to " + std::to_string(row.integer("last")) + ", but " +
                std::to_string(row.integer("jobs")) + " jobs are in the books, the last of them " +
                std::to_string(row.integer("highest")));
    }
}

/// Each number that the portal announced is either taken in or missing. That one is missing is an
/// incident of its own and no imbalance; that it is neither or both would be one.
void compare_announced(store::Transaction& transaction, Balance& balance)
{
    const auto row = transaction
                         .execute("select count(*) as announced, count(taken_in_at) as taken_in, "
                                  "count(reference_digest) as missing, count(*) filter (where "
                                  "(taken_in_at is null) = (reference_digest is null)) as unclear "
                                  "from announced")
                         .one();
    balance.terms["announced"] = row.integer("announced");
    balance.terms["announced_taken_in"] = row.integer("taken_in");
    balance.terms["announced_missing"] = row.integer("missing");
    if (row.integer("unclear") > 0 ||
        row.integer("announced") != row.integer("taken_in") + row.integer("missing"))
        balance.imbalances.push_back(
            "the portal announced " + std::to_string(row.integer("announced")) + " reports, of " +
            "which " + std::to_string(row.integer("taken_in")) + " are taken in and " +
            std::to_string(row.integer("missing")) + " missing; " +
            std::to_string(row.integer("unclear")) + " of them are neither or both");
}

std::int64_t missing_from(const std::vector<RecordId>& sorted,
                          const std::vector<RecordId>& expected)
{
    return std::count_if(expected.begin(), expected.end(), [&](const RecordId& record) {
        return !std::binary_search(sorted.begin(), sorted.end(), record);
    });
}

void compare_stores(const std::vector<RecordId>& expected, const vault::Vault& vault,
                    std::int64_t ring, Balance& balance)
{
    balance.terms["reports_kept"] = static_cast<std::int64_t>(expected.size());
    for (const auto& store : vault.entries(ring)) {
        const auto no_content = missing_from(store.with_content, expected);
        const auto no_key = missing_from(store.with_key, expected);
        if (no_content > 0)
            balance.imbalances.push_back(store.store + " lacks the content of " +
                                         std::to_string(no_content) + " reports");
        if (no_key > 0)
            balance.imbalances.push_back(store.store + " lacks the key of " +
                                         std::to_string(no_key) + " reports");
    }
}

/// What the database knows of deletions.
struct DeletionBook {
    std::int64_t done = 0;
    std::set<std::string> open; ///< Log records of those under way.
};

DeletionBook read_deletions(store::Transaction& transaction)
{
    DeletionBook book;
    for (const store::Row row :
         transaction.execute("select intent, done_at is not null as done from deletion")) {
        if (row.boolean("done"))
            ++book.done;
        else
            book.open.insert(json::parse(row.text("intent")).text("record"));
    }
    return book;
}

/// A deletion that is logged and not yet in the books is in flight: `recover` brings it there.
void compare_log(const DeletionLog& log, const DeletionBook& book, holidays::Date today,
                 Balance& balance)
{
    std::int64_t deleted = 0;
    std::map<std::string, std::string> open_intents;
    log.for_each_leaf(0, [&](std::uint64_t, const std::string& text) {
        const auto leaf = json::parse(text);
        const auto& kind = leaf.text("kind");
        if (kind == "intent") open_intents[leaf.text("record")] = leaf.text("date");
        if (kind != "deleted") return;
        open_intents.erase(leaf.text("record"));
        if (!book.open.contains(leaf.text("record"))) ++deleted;
    });
    balance.terms["log_deleted"] = deleted;
    balance.terms["deletions_done"] = book.done;
    if (deleted != book.done)
        balance.imbalances.push_back("the deletion log has " + std::to_string(deleted) +
                                     " deleted leaves, the database " + std::to_string(book.done) +
                                     " deletions");
    for (const auto& [record, date] : open_intents)
        if (today - holidays::Date::from_text(date) > 1)
            balance.imbalances.push_back("log record " + record + " was announced on " + date +
                                         " and is not deleted yet");
}

} // namespace

Balance strike_balance(store::Database& database, const vault::Vault& vault, const DeletionLog& log,
                       holidays::Instant now)
{
    Balance balance;
    std::vector<RecordId> expected;
    std::int64_t ring = 0;
    DeletionBook deletions;
    {
        auto transaction = database.begin();
        transaction.execute("set transaction isolation level repeatable read, read only");
        for (const auto& book : books)
            compare_book(transaction, book, balance);
        compare_job_numbers(transaction, balance);
        compare_announced(transaction, balance);
        ring = transaction.execute("select ring from vault").one().integer("ring");
        for (const store::Row row : transaction.execute(
                 "select record from report where state not in ('deleting', 'deleted')"))
            expected.push_back(row.record("record"));
        deletions = read_deletions(transaction);
    }
    compare_stores(expected, vault, ring, balance);
    compare_log(log, deletions, holidays::oslo_date(now), balance);
    return balance;
}

void write_balance(store::Transaction& transaction, const Balance& balance, std::int64_t run,
                   int ordinal, holidays::Instant at)
{
    json::Value::Members terms;
    for (const auto& [name, count] : balance.terms)
        terms.emplace_back(name, count);
    transaction.execute(
        "insert into balance (run, ordinal, at, difference, terms) values "
        "($1, $2, $3, $4, $5)",
        {run, ordinal, at, balance.difference(), json::canonical(json::Value(terms))});
}

} // namespace reservepost::batch::deletion
