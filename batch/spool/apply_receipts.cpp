#include "batch/spool/apply_receipts.h"

#include "batch/disk/files.h"
#include "batch/spool/by_hand.h"
#include "batch/spool/job_history.h"
#include "batch/spool/job_pieces.h"
#include "batch/spool/kept_jobs.h"
#include "batch/spool/piece_changes.h"
#include "batch/store/incidents.h"
#include "batch/words/states.h"
#include "holidays/operating_days.h"
#include "holidays/oslo_time.h"

#include <exception>
#include <set>
#include <system_error>
#include <utility>

namespace reservepost::batch::spool {

namespace {

void set_file_aside(Dispatch& dispatch, const std::string& file_name, const crypto::Digest& sha256,
                    const std::string& reason, ReceiptCount& counts)
{
    auto transaction = dispatch.database.begin();
    const auto added = transaction.changed(
        "insert into foreign_receipt (file_name, sha256, reason, arrived_at) values "
        "($1, $2, $3, $4) on conflict do nothing",
        {file_name, sha256, reason, dispatch.occasion.at});
    if (added == 1) {
        ++counts.set_aside;
        store::raise_incident(
            transaction,
            {"receipt-set-aside",
             {store::SubjectKind::Installation, "file:" + sha256.hex().substr(0, 16)},
             "a file at the print house is no receipt that counts: " + reason,
             "ask the print house what it is; nothing was changed by it"},
            dispatch.occasion);
    }
    transaction.commit();
}

/// Writes a receipt whose signature holds into the books, still without any effect.
void enter_receipt(Dispatch& dispatch, const std::string& file_name, const std::string& octets,
                   const printhouse::SignedReceipt& receipt)
{
    keep_receipt(dispatch.vault, {file_name, octets});
    auto transaction = dispatch.database.begin();
    transaction.execute(
        "insert into receipt (job, n, sha256, stage, file_name, content, state, signed_at, "
        "arrived_at) values ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8) on conflict do nothing",
        {receipt.receipt.package.job.text(), receipt.receipt.n, receipt.octets_sha256,
         printhouse::word_of(receipt.receipt.stage), file_name,
         printhouse::receipt_json(receipt.receipt), receipt.signed_at, dispatch.occasion.at});
    transaction.commit();
}

/// Name and SHA-256 of every file that was looked at before.
using KnownFiles = std::set<std::pair<std::string, crypto::Digest>>;

KnownFiles read_known_files(Dispatch& dispatch)
{
    KnownFiles known;
    auto transaction = dispatch.database.begin();
    for (const store::Row row :
         transaction.execute("select file_name, sha256 from receipt union all "
                             "select file_name, sha256 from foreign_receipt"))
        known.emplace(row.text("file_name"), row.digest("sha256"));
    return known;
}

bool has_job(Dispatch& dispatch, const std::string& number)
{
    auto transaction = dispatch.database.begin();
    return !transaction
                .execute("select from job where number = $1 and manifest is not null and house "
                         "<> $2",
                         {number, hand_house})
                .empty();
}

void fetch_one(Dispatch& dispatch, const std::vector<crypto::Certificate>& pinned,
               const std::string& file_name, const KnownFiles& known, ReceiptCount& counts)
{
    const auto octets = dispatch.transport.fetch(file_name);
    const auto sha256 = crypto::sha256(octets);
    if (known.contains({file_name, sha256})) return;
    try {
        const auto receipt = printhouse::parse_receipt(octets, pinned);
        const printhouse::ReceiptName name{receipt.receipt.package, receipt.receipt.n,
                                           receipt.receipt.stage};
        if (name.file_name() != file_name)
            throw printhouse::ContractError("its name and what stands in it do not agree");
        if (!has_job(dispatch, receipt.receipt.package.job.text()))
            throw printhouse::ContractError("it is about a job that was never closed here");
        enter_receipt(dispatch, file_name, octets, receipt);
    } catch (const printhouse::ContractError& error) {
        set_file_aside(dispatch, file_name, sha256, error.what(), counts);
    }
}

/// Gives what went wrong with the first file that cannot be fetched, which keeps no other back.
std::exception_ptr fetch_new(Dispatch& dispatch, const std::vector<crypto::Certificate>& pinned,
                             ReceiptCount& counts)
{
    std::exception_ptr first_error;
    const auto known = read_known_files(dispatch);
    for (const auto& file_name : dispatch.transport.receipts()) {
        try {
            fetch_one(dispatch, pinned, file_name, known, counts);
        } catch (const std::system_error&) {
            if (!first_error) first_error = std::current_exception();
        }
    }
    for (const auto& file_name : dispatch.transport.foreign())
        set_file_aside(dispatch, crypto::sha256(file_name).hex(), crypto::sha256(file_name),
                       "its name is not that of a receipt", counts);
    return first_error;
}

void job_becomes(store::Transaction& transaction, const Dispatch& dispatch,
                 const std::string& number, JobState from, JobState to)
{
    const bool over = to == JobState::Settled || to == JobState::Rejected;
    transaction.execute(
        "update job set state = $2, over_at = $3 where number = $1",
        {number, name_of(to), over ? store::Value(dispatch.occasion.at) : store::Value(nullptr)});
    store::write_journal(transaction, {dispatch.occasion,
                                       {store::SubjectKind::Job, number},
                                       std::string(name_of(to)),
                                       std::string(name_of(from)),
                                       std::string(name_of(to)),
                                       "receipt"});
}

/// Moves the job along its road as far as the receipt says, through every state on the way.
void change_job(store::Transaction& transaction, Dispatch& dispatch, const std::string& number,
                const printhouse::Judgement& judgement)
{
    auto state = job_state(transaction.execute("select state from job where number = $1", {number})
                               .one()
                               .text("state"));
    const auto step = [&](JobState to) {
        job_becomes(transaction, dispatch, number, state, to);
        state = to;
    };
    if (state == JobState::Sending) {
        // The house has it, so the hand-over did happen although nobody wrote it down.
        write_sent(transaction, dispatch, number);
        state = JobState::Sent;
    }
    if (judgement.rejected && state == JobState::Sent) step(JobState::Rejected);
    if (judgement.received && state == JobState::Sent) step(JobState::Received);
    if (judgement.closed && state == JobState::Received) step(JobState::Settled);
}

struct PendingReceipt {
    std::string job;
    std::int64_t n;
    crypto::Digest sha256;
    printhouse::SignedReceipt receipt;
};

std::vector<PendingReceipt> read_pending(Dispatch& dispatch)
{
    std::vector<PendingReceipt> pending;
    auto transaction = dispatch.database.begin();
    for (const store::Row row : transaction.execute(
             "select job, n, sha256, content, signed_at from receipt where state = 'waiting' "
             "order by job, n, arrived_at, stage, sha256"))
        pending.push_back({row.text("job"),
                           row.integer("n"),
                           row.digest("sha256"),
                           {printhouse::parse_receipt_json(row.text("content")),
                            row.digest("sha256"), row.instant("signed_at")}});
    return pending;
}

void receipt_becomes(store::Transaction& transaction, const PendingReceipt& pending,
                     const char* state, const std::string& reason)
{
    transaction.execute("update receipt set state = $4, reason = nullif($5, '') where job = $1 "
                        "and n = $2 and sha256 = $3",
                        {pending.job, pending.n, pending.sha256, state, reason});
}

/// Nothing can be said of a job that the house cannot have, or must not have any more.
struct OutOfReach {
    JobState state;
    const char* code;
    const char* reason;
};

constexpr OutOfReach out_of_reach[] = {
    {JobState::Numbered, "never-sent", "the package has not been handed over yet"},
    {JobState::Closed, "never-sent", "the package has not been handed over yet"},
    {JobState::Dissolved, "dissolved",
     "the job was dissolved before it was handed over; nothing of it may be printed"},
    {JobState::Recalled, "recalled",
     "the job was recalled; nothing of it may be printed, and its letters are made again"},
};

/// Sets a receipt aside that is about such a job. A repeat of one that has counted is no news.
void refuse_out_of_reach(store::Transaction& transaction, const std::string& job,
                         printhouse::Judgement& judgement)
{
    if (judgement.verdict == printhouse::Verdict::Repeats) return;
    const auto state = job_state(
        transaction.execute("select state from job where number = $1", {job}).one().text("state"));
    for (const auto& row : out_of_reach) {
        if (row.state != state) continue;
        judgement = {};
        judgement.code = row.code;
        judgement.reason = row.reason;
    }
}

void apply_one(Dispatch& dispatch, const PendingReceipt& pending, ReceiptCount& counts)
{
    auto transaction = dispatch.database.begin();
    dispatch.ownership.check(transaction);
    lock_reports(transaction, pending.job);
    const auto history = lock_job_history(transaction, pending.job);
    if (!history) throw std::logic_error("a receipt without its job [this is a bug]");
    auto judgement = printhouse::judge(*history, pending.receipt);
    refuse_out_of_reach(transaction, pending.job, judgement);
    switch (judgement.verdict) {
    case printhouse::Verdict::Waits:
        ++counts.waiting;
        return;
    case printhouse::Verdict::Repeats:
        receipt_becomes(transaction, pending, "set-aside", "repeat");
        break;
    case printhouse::Verdict::SetAside:
        receipt_becomes(transaction, pending, "set-aside", judgement.code);
        ++counts.set_aside;
        store::raise_incident(transaction,
                              {"receipt-set-aside",
                               {store::SubjectKind::Job, pending.job},
                               "receipt " + std::to_string(pending.n) + " of job " + pending.job +
                                   " does not count: " + judgement.reason,
                               "ask the print house for a right one of the same number"},
                              dispatch.occasion);
        break;
    case printhouse::Verdict::Applies:
        change_job(transaction, dispatch, pending.job, judgement);
        change_pieces(transaction, dispatch, pending.job, judgement, pending.receipt);
        receipt_becomes(transaction, pending, "applied", "");
        ++counts.applied;
        counts.mailed += static_cast<std::int64_t>(judgement.mailed.size());
        counts.damaged += static_cast<std::int64_t>(judgement.damaged.size());
        counts.returned += static_cast<std::int64_t>(judgement.returned.size());
        break;
    }
    transaction.commit("receipts.applied");
}

/// The sealed file of a job goes when the job is over.
void empty_outbox(Dispatch& dispatch)
{
    auto transaction = dispatch.database.begin();
    for (const store::Row row : transaction.execute(
             "select number, file_name from job where over_at is not null and not outbox_empty")) {
        if (const auto file_name = row.find_text("file_name"))
            disk::remove_durably(dispatch.outbox / *file_name);
        transaction.execute("update job set outbox_empty = true where number = $1",
                            {row.text("number")});
    }
    transaction.commit();
}

} // namespace

ReceiptCount apply_receipts(Dispatch& dispatch, const std::vector<crypto::Certificate>& pinned)
{
    ReceiptCount counts;
    const auto first_error = fetch_new(dispatch, pinned, counts);
    for (const auto& pending : read_pending(dispatch))
        apply_one(dispatch, pending, counts);
    empty_outbox(dispatch);
    counts.late_jobs = watch_late_jobs(dispatch);
    watch_waiting_receipts(dispatch);
    if (first_error) std::rethrow_exception(first_error);
    return counts;
}

void watch_waiting_receipts(Dispatch& dispatch)
{
    constexpr int days_to_wait = 1;
    auto transaction = dispatch.database.begin();
    for (const store::Row row : transaction.execute(
             "select job, min(arrived_at) filter (where state = 'waiting') as since "
             "from receipt group by job")) {
        const store::Subject subject{store::SubjectKind::Job, row.text("job")};
        const auto since = row.find_instant("since");
        const bool late =
            since && holidays::end_of_working_days(*since, days_to_wait, dispatch.house_calendar) <=
                         dispatch.occasion.at;
        if (late)
            store::raise_incident(
                transaction,
                {"receipt-missing", subject,
                 "a receipt of job " + subject.name + " waits for an earlier one that has not come",
                 "ask the print house to send the missing receipt again"},
                dispatch.occasion);
        else
            store::resolve_incident(transaction, "receipt-missing", subject, dispatch.occasion);
    }
    transaction.commit();
}

std::int64_t watch_late_jobs(Dispatch& dispatch)
{
    constexpr int days_to_received = 1;
    constexpr int days_to_closed = 3;
    std::int64_t late = 0;
    auto transaction = dispatch.database.begin();
    const auto today = holidays::oslo_date(dispatch.occasion.at);
    for (const store::Row row : transaction.execute(
             "select number, state, sent_at from job where state in ('sent', 'received') and "
             "house <> $1 order by number",
             {hand_house})) {
        const bool received = row.text("state") == "received";
        const auto last_day = holidays::working_days_after(
            holidays::oslo_date(row.instant("sent_at")),
            received ? days_to_closed : days_to_received, dispatch.house_calendar);
        const store::Subject subject{store::SubjectKind::Job, row.text("number")};
        if (today <= last_day) {
            store::resolve_incident(transaction, "job-late", subject, dispatch.occasion);
            continue;
        }
        ++late;
        store::raise_incident(transaction,
                              {"job-late", subject,
                               "job " + row.text("number") + " was due to be " +
                                   (received ? "closed" : "received") + " by " + last_day.text() +
                                   "; the print house has not said so",
                               "ring the print house; the originals are kept until it answers"},
                              dispatch.occasion);
    }
    for (const store::Row row : transaction.execute(
             "select i.subject from incident i join job j on j.number = i.subject where "
             "i.code = 'job-late' and i.state <> 'closed' and j.over_at is not null"))
        store::resolve_incident(transaction, "job-late",
                                {store::SubjectKind::Job, row.text("subject")}, dispatch.occasion);
    transaction.commit();
    return late;
}

std::optional<holidays::Instant> newest_receipt_signed_at(store::Transaction& transaction)
{
    // What was said of letters printed here has the time of our own clock, which proves nothing.
    return transaction
        .execute("select max(signed_at) as newest from receipt where state = 'applied' and job "
                 "not like '00%'")
        .one()
        .find_instant("newest");
}

} // namespace reservepost::batch::spool
