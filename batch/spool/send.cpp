#include "batch/spool/send.h"

#include "batch/crypto/digest.h"
#include "batch/disk/fail_point.h"
#include "batch/printhouse/house_files.h"
#include "batch/words/states.h"
#include "holidays/deadline.h"
#include "holidays/oslo_time.h"

#include <exception>
#include <vector>

namespace reservepost::batch::spool {

namespace {

struct Outgoing {
    std::string number;
    JobState state;
    std::string file_name;
    crypto::Digest sha256;
    std::int64_t size = 0;
    std::optional<holidays::Instant> rename_tried_at;
};

std::vector<Outgoing> read_outgoing(store::Database& database)
{
    std::vector<Outgoing> jobs;
    auto transaction = database.begin();
    for (const store::Row row : transaction.execute(
             "select number, state, file_name, file_sha256, file_size, rename_tried_at from job "
             "where state in ('closed', 'sending') order by number"))
        jobs.push_back({.number = row.text("number"),
                        .state = job_state(row.text("state")),
                        .file_name = row.text("file_name"),
                        .sha256 = row.digest("file_sha256"),
                        .size = row.integer("file_size"),
                        .rename_tried_at = row.find_instant("rename_tried_at")});
    return jobs;
}

void mark_sending(Dispatch& dispatch, const Outgoing& job)
{
    if (job.state == JobState::Sending) return;
    auto transaction = dispatch.database.begin();
    dispatch.ownership.check(transaction);
    transaction.execute("update job set state = 'sending' where number = $1", {job.number});
    store::write_journal(transaction, {dispatch.occasion,
                                       {store::SubjectKind::Job, job.number},
                                       "sending",
                                       "closed",
                                       "sending",
                                       std::nullopt});
    transaction.commit("send.marked");
}

/// The file in the outbox, if it is the very one that was closed.
std::filesystem::path checked_file(const Dispatch& dispatch, const Outgoing& job)
{
    const auto file = dispatch.outbox / job.file_name;
    crypto::Sha256 sha256;
    printhouse::read_through(file, [&](std::string_view octets) { sha256.add(octets); });
    if (sha256.finish() != job.sha256)
        throw std::runtime_error("the outbox file of job " + job.number +
                                 " is not the one that was closed; it is not sent. Restore it from "
                                 "the outbox's backup, or have the job recalled");
    return file;
}

void mark_rename_tried(Dispatch& dispatch, const Outgoing& job)
{
    auto transaction = dispatch.database.begin();
    dispatch.ownership.check(transaction);
    transaction.execute("update job set rename_tried_at = $2 where number = $1",
                        {job.number, dispatch.occasion.at});
    transaction.commit("send.rename-tried");
}

/// A partial file proves that the rename before never happened. That is written down before the
/// file is replaced: an upload that fails leaves nothing there, which would look as if it were
/// fetched.
void withdraw_rename(Dispatch& dispatch, const Outgoing& job)
{
    auto transaction = dispatch.database.begin();
    dispatch.ownership.check(transaction);
    transaction.execute("update job set rename_tried_at = null where number = $1", {job.number});
    transaction.commit("send.rename-withdrawn");
}

void upload_and_rename(Dispatch& dispatch, const Outgoing& job)
{
    disk::durably("send.uploaded",
                  [&] { dispatch.transport.upload(checked_file(dispatch, job), job.file_name); });
    const auto stored = dispatch.transport.read_back(job.file_name);
    if (stored.size != job.size || stored.sha256 != job.sha256)
        throw std::runtime_error("job " + job.number + " arrived at the print house as " +
                                 std::to_string(stored.size) + " octets instead of " +
                                 std::to_string(job.size) +
                                 ", or with another hash; the next run sends it anew");
    mark_rename_tried(dispatch, job);
    disk::durably("send.renamed", [&] { dispatch.transport.publish(job.file_name); });
}

void write_facts(Dispatch& dispatch, const std::string& job, const store::Rows& letters)
{
    std::vector<vault::Fact> facts;
    for (const store::Row letter : letters)
        facts.push_back({.record = letter.record("record"),
                         .event = "sent",
                         .date = holidays::oslo_date(dispatch.occasion.at).text(),
                         .job = job,
                         .piece = std::to_string(letter.integer("piece")),
                         .code = {}});
    dispatch.vault.append_facts(facts);
}

void mark_sent(Dispatch& dispatch, const Outgoing& job)
{
    auto transaction = dispatch.database.begin();
    dispatch.ownership.check(transaction);
    write_sent(transaction, dispatch, job.number);
    transaction.commit("send.sent");
}

/// Whether the file, renamed once and gone now, may be sent again.
bool may_resend(const Dispatch& dispatch, const Outgoing& job)
{
    const holidays::DeadlinePolicy hours{.name = "resend",
                                         .version = 1,
                                         .mode = holidays::DeadlineMode::OfficeHours,
                                         .amount = dispatch.resend_after_hours,
                                         .source = "[print_house] resend_after_hours"};
    return holidays::due(hours, *job.rename_tried_at, dispatch.house_calendar) <=
           dispatch.occasion.at;
}

/// Takes one job as far as it goes now.
void hand_over(Dispatch& dispatch, const Outgoing& job, SendCount& counts)
{
    mark_sending(dispatch, job);
    if (!dispatch.transport.exists(job.file_name)) {
        const bool partial =
            job.rename_tried_at && dispatch.transport.exists_partial(job.file_name);
        if (job.rename_tried_at && !partial && !may_resend(dispatch, job)) {
            ++counts.waiting_for_receipt;
            return;
        }
        if (partial) withdraw_rename(dispatch, job);
        upload_and_rename(dispatch, job);
    }
    mark_sent(dispatch, job);
    ++counts.sent;
}

} // namespace

void write_sent(store::Transaction& transaction, Dispatch& dispatch, const std::string& job)
{
    const auto letters = transaction.execute("update letter set state = 'sent' where job = $1 and "
                                             "state = 'packed' returning id, record, piece",
                                             {job});
    write_facts(dispatch, job, letters);
    transaction.execute("update job set state = 'sent', sent_at = $2 where number = $1",
                        {job, dispatch.occasion.at});
    std::vector<std::int64_t> numbers;
    for (const store::Row letter : letters)
        numbers.push_back(letter.integer("id"));
    store::write_journal(transaction, {.occasion = dispatch.occasion,
                                       .kind = store::SubjectKind::Letter,
                                       .names = store::names_of(numbers),
                                       .event = "sent",
                                       .from_state = "packed",
                                       .to_state = "sent",
                                       .why = std::nullopt});
    store::write_journal(transaction, {dispatch.occasion,
                                       {store::SubjectKind::Job, job},
                                       "sent",
                                       "sending",
                                       "sent",
                                       std::nullopt});
}

SendCount send(Dispatch& dispatch)
{
    SendCount counts;
    std::exception_ptr first_error;
    for (const auto& job : read_outgoing(dispatch.database)) {
        try {
            hand_over(dispatch, job, counts);
        } catch (const std::runtime_error&) {
            if (!first_error) first_error = std::current_exception();
        }
    }
    if (first_error) std::rethrow_exception(first_error);
    return counts;
}

} // namespace reservepost::batch::spool
