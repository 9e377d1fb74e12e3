#include "batch/json/value.h"
#include "batch/restore/reconciling.h"
#include "batch/restore/walk.h"
#include "batch/store/installation.h"
#include "holidays/oslo_time.h"

namespace reservepost::batch::restore {

namespace {

/// One deletion as the log tells it.
struct LoggedDeletion {
    std::string intent; ///< The leaf.
    std::string date;
    std::string ground; ///< "mailed", "confirmed", "discarded".
    bool done = false;
};

std::map<std::string, LoggedDeletion> read_logged(const deletion::DeletionLog& log)
{
    std::map<std::string, LoggedDeletion> logged;
    log.for_each_leaf(0, [&](std::uint64_t, const std::string& text) {
        const auto leaf = json::parse(text);
        const auto& kind = leaf.text("kind");
        if (kind == "intent")
            logged[leaf.text("record")] = {text, leaf.text("date"), leaf.text("reason"), false};
        else if (kind == "deleted")
            logged[leaf.text("record")].done = true;
    });
    return logged;
}

/// Which report each deletion of the log is about, as the facts tell.
std::map<std::string, RecordId> records_by_log_record(const Known& known)
{
    std::map<std::string, RecordId> records;
    for (const auto& fact : known.facts)
        if ((fact.event == "deleting" || fact.event == "deleted") && !fact.code.empty())
            records.insert_or_assign(fact.code, fact.record);
    return records;
}

std::set<std::string> known_to_database(store::Transaction& transaction)
{
    std::set<std::string> records;
    for (const store::Row row : transaction.execute("select intent from deletion"))
        records.insert(json::parse(row.text("intent")).text("record"));
    return records;
}

/// Through the state that the deletion rested on, where the report had not come so far here.
void walk_to_deleting(Reconciling& work, const RecordId& record, ReportState state,
                      const std::string& ground)
{
    const auto rest = ground == "mailed"      ? ReportState::Posted
                      : ground == "discarded" ? ReportState::Discarded
                                              : ReportState::Confirmed;
    if (state != ReportState::Deleting &&
        walk_report(work.transaction, work.occasion, record, state, rest))
        state = rest;
    walk_report(work.transaction, work.occasion, record, state, ReportState::Deleting);
}

/// A row that only remembers that something was here.
void insert_trace(Reconciling& work, const RecordId& record, const LoggedDeletion& logged)
{
    const auto day = holidays::start_of_day(holidays::Date::from_text(logged.date));
    const auto policy = json::parse(logged.intent).at("policy").text("deadline");
    const auto space = policy.find(' ');
    const auto state = name_of(logged.done ? ReportState::Deleted : ReportState::Deleting);
    work.transaction.execute(
        "insert into report (record, state, municipality, district, route, reception, accepted_at, "
        "taken_in_at, stated_time, due_at, policy, policy_version, holiday_table) values ($1, $2, "
        "'', '', 'none', 'manual', $3, $3, 'unreadable', $3, $4, $5::text::int, 0)",
        {record, state, day, policy.substr(0, space),
         space == std::string::npos ? "1" : policy.substr(space + 1)});
    journal_made(work.transaction, work.occasion, store::SubjectKind::Report, record.text(), state);
}

void take_over(Reconciling& work, const RecordId& record, const LoggedDeletion& logged,
               std::int64_t old_ring)
{
    const auto row =
        work.transaction.execute("select state from report where record = $1", {record}).find_one();
    if (row)
        walk_to_deleting(work, record, report_state(row->text("state")), logged.ground);
    else
        insert_trace(work, record, logged);
    if (row && logged.done)
        walk_report(work.transaction, work.occasion, record, ReportState::Deleting,
                    ReportState::Deleted);
    if (logged.done)
        work.transaction.execute("update report set deleted_at = $2 where record = $1",
                                 {record, work.occasion.at});
    const auto leaf = json::parse(logged.intent);
    work.transaction.execute(
        "insert into deletion (record, log_digest, old_ring, log_size, intent, begun_at, done_at) "
        "values ($1, $2, $3, 0, $4, $5, $6)",
        {record, crypto::Digest::from_hex(leaf.text("digest")), old_ring, logged.intent,
         work.occasion.at, logged.done ? store::Value(work.occasion.at) : store::Value(nullptr)});
    ++(logged.done ? work.findings.deletions_done : work.findings.deletions_open);
}

} // namespace

void take_over_deletions(Reconciling& work, const deletion::DeletionLog& log,
                         const std::set<RecordId>& with_key)
{
    const auto ring = store::read_installation(work.transaction).vault_ring;
    const auto records = records_by_log_record(work.known);
    const auto known = known_to_database(work.transaction);
    for (const auto& [log_record, logged] : read_logged(log)) {
        if (logged.intent.empty() || known.contains(log_record)) continue;
        const auto found = records.find(log_record);
        // Without a fact nobody can say which report it was; the log's own name stands for it.
        const auto record =
            found == records.end() ? RecordId::from_text(log_record) : found->second;
        // Whose key is gone already: the change of ring that took it is over.
        const auto old_ring =
            with_key.contains(record) ? ring : std::max<std::int64_t>(1, ring - 1);
        take_over(work, record, logged, old_ring);
    }
}

} // namespace reservepost::batch::restore
