#include "batch/printhouse/receipt.h"
#include "batch/restore/reconciling.h"
#include "batch/restore/walk.h"
#include "batch/spool/by_hand.h"
#include "batch/store/incidents.h"
#include "batch/words/states.h"

#include <algorithm>
#include <charconv>

namespace reservepost::batch::restore {

namespace {

using spool::KeptJob;
using spool::KeptLetter;

/// What the facts say of pieces: the events of each, in their order, and each record's jobs.
class PieceFacts {
public:
    explicit PieceFacts(const Known& known)
    {
        for (const auto& fact : known.facts) {
            if (fact.job.empty()) continue;
            events_[{fact.job, fact.piece}].push_back(&fact);
            if (fact.event == "packed") last_job_[fact.record] = fact.job;
        }
    }
    const vault::Fact* find(const std::string& job, std::int64_t piece,
                            std::string_view event) const
    {
        const auto found = events_.find({job, std::to_string(piece)});
        if (found == events_.end()) return nullptr;
        for (const auto* fact : found->second)
            if (fact->event == event) return fact;
        return nullptr;
    }
    bool is_replaced(const RecordId& record, const std::string& job) const
    {
        const auto last = last_job_.find(record);
        if (last == last_job_.end()) return false;
        // Numbers of letters printed here are no younger for being higher; facts are in their
        // order.
        if (spool::is_by_hand(job) || spool::is_by_hand(last->second)) return last->second != job;
        return last->second > job;
    }

private:
    std::map<std::pair<std::string, std::string>, std::vector<const vault::Fact*>> events_;
    std::map<RecordId, std::string> last_job_;
};

LetterState state_of(const PieceFacts& facts, const std::string& job, const KeptLetter& letter)
{
    if (facts.find(job, letter.piece, "returned")) return LetterState::Returned;
    if (facts.find(job, letter.piece, "mailed")) return LetterState::Mailed;
    if (facts.find(job, letter.piece, "damaged") || facts.find(job, letter.piece, "recalled") ||
        facts.is_replaced(letter.record, job))
        return LetterState::Superseded;
    return LetterState::Sent;
}

struct LetterRow {
    std::int64_t id;
    LetterState state;
    std::optional<std::string> job;
};

/// The letter of that piece, or the open one of its report; nothing where there is neither.
std::optional<LetterRow> find_letter(store::Transaction& transaction, const std::string& job,
                                     const KeptLetter& letter)
{
    for (const store::Row row : transaction.execute(
             "select id, state, job from letter where record = $1 and kind = $2 and ((job = $3 and "
             "piece = $4 and state not in ('gathered', 'typeset', 'held')) or state in "
             "('gathered', 'typeset', 'held', 'packed', 'sent')) order by (job = $3) is true desc, "
             "id limit 1",
             {letter.record, letter.kind, job, letter.piece}))
        return LetterRow{row.integer("id"), letter_state(row.text("state")), row.find_text("job")};
    return std::nullopt;
}

std::optional<std::int64_t> receiver_id(store::Transaction& transaction, const std::string& key)
{
    const auto row = transaction
                         .execute("select id from receiver where municipality || '-' || district "
                                  "= $1",
                                  {key})
                         .find_one();
    return row ? std::optional(row->integer("id")) : std::nullopt;
}

/// Where the report is that the letter goes with, and it waits: it is posting.
void move_report_to_posting(Reconciling& work, const RecordId& record)
{
    const auto state = report_state(
        work.transaction.execute("select state from report where record = $1", {record})
            .one()
            .text("state"));
    if (state == ReportState::Waiting || state == ReportState::Quarantined)
        walk_report(work.transaction, work.occasion, record, state, ReportState::Posting);
}

class TakenOverJob {
public:
    TakenOverJob(Reconciling& work, const KeptJob& job, const PieceFacts& facts)
        : work_(work), job_(job), facts_(facts)
    {
    }

    void take_over()
    {
        const auto row =
            work_.transaction.execute("select state from job where number = $1", {job_.number})
                .find_one();
        const auto state = row ? std::optional(job_state(row->text("state"))) : std::nullopt;
        const bool behind = !state || state == JobState::Numbered || state == JobState::Closed ||
                            state == JobState::Sending;
        if (!behind) return;
        if (!state) {
            insert();
        } else {
            fill();
            walk_job(work_.transaction, work_.occasion, job_.number, *state, JobState::Sent);
        }
        ++work_.findings.jobs;
        for (const auto& letter : job_.letters)
            take_over(letter);
    }

private:
    void insert()
    {
        work_.transaction.execute(
            "insert into job (number, house, state, class, pieces, sheets, pages, witness, "
            "numbered_at, file_name, file_sha256, file_size, manifest, manifest_sha256, closed_at, "
            "sent_at) values ($1, $2, 'sent', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
            "$14)",
            {job_.number, job_.house, job_.package_class, job_.pieces, job_.sheets, job_.pages,
             job_.witness, job_.numbered_at, job_.file_name, job_.file_sha256, job_.file_size,
             job_.manifest, job_.manifest_sha256, job_.closed_at});
        journal_made(work_.transaction, work_.occasion, store::SubjectKind::Job, job_.number,
                     "sent");
    }

    void fill()
    {
        work_.transaction.execute(
            "update job set pieces = $2, sheets = $3, pages = $4, file_name = $5, file_sha256 = "
            "$6, file_size = $7, manifest = $8, manifest_sha256 = $9, closed_at = $10, sent_at = "
            "coalesce(sent_at, $10) where number = $1",
            {job_.number, job_.pieces, job_.sheets, job_.pages, job_.file_name, job_.file_sha256,
             job_.file_size, job_.manifest, job_.manifest_sha256, job_.closed_at});
    }

    void take_over(const KeptLetter& letter)
    {
        auto& transaction = work_.transaction;
        if (transaction.execute("select from report where record = $1", {letter.record}).empty())
            return; // It opens in no store and was never deleted: an incident by itself.
        const auto state = state_of(facts_, job_.number, letter);
        auto row = find_letter(transaction, job_.number, letter);
        if (row && row->job && row->job != job_.number &&
            (row->state == LetterState::Packed || row->state == LetterState::Sent)) {
            // An earlier letter of the same report: this one took its place.
            walk_letter(transaction, work_.occasion, row->id, row->state, LetterState::Superseded);
            row.reset();
        }
        if (row)
            move_letter(*row, letter, state);
        else
            insert_letter(letter, state);
        const auto* mailed = facts_.find(job_.number, letter.piece, "mailed");
        if (mailed)
            transaction.execute("update letter set mailed_on = $3::text::date where job = $1 and "
                                "piece = $2",
                                {job_.number, letter.piece, mailed->date});
        if (state != LetterState::Sent) return;
        move_report_to_posting(work_, letter.record);
        work_.findings.doubtful.push_back({letter.record.text(), job_.number, letter.piece});
    }

    void move_letter(const LetterRow& row, const KeptLetter& letter, LetterState state)
    {
        work_.transaction.execute(
            "update letter set job = $2, piece = $3, pages = $4, sheets = $5, envelope = $6, "
            "postcode = $7, frames_digest = $8 where id = $1",
            {row.id, job_.number, letter.piece, letter.pages, letter.sheets, letter.envelope,
             letter.postcode, letter.frames_digest});
        walk_letter(work_.transaction, work_.occasion, row.id, row.state, state);
    }

    void insert_letter(const KeptLetter& letter, LetterState state)
    {
        const auto id =
            work_.transaction
                .execute("insert into letter (record, kind, state, cause, receiver, letter_date, "
                         "gathered_at, pages, sheets, envelope, postcode, frames_digest, job, "
                         "piece) values ($1, $2, $3, $4, $5, $6::text::date, $7, $8, $9, $10, "
                         "$11, $12, $13, $14) returning id",
                         {letter.record, letter.kind, name_of(state), letter.cause,
                          receiver_id(work_.transaction, letter.receiver), letter.letter_date,
                          letter.gathered_at, letter.pages, letter.sheets, letter.envelope,
                          letter.postcode, letter.frames_digest, job_.number, letter.piece})
                .one()
                .integer("id");
        journal_made(work_.transaction, work_.occasion, store::SubjectKind::Letter,
                     std::to_string(id), name_of(state));
    }

    Reconciling& work_;
    const KeptJob& job_;
    const PieceFacts& facts_;
};

/// Whether the facts say that the receipt was applied. A `rejected` leaves no facts.
bool was_applied(const PieceFacts& facts, const printhouse::Receipt& receipt)
{
    using printhouse::Stage;
    if (receipt.stage == Stage::Received || receipt.stage == Stage::Closed) return true;
    if (receipt.stage == Stage::Rejected) return false;
    const auto job = receipt.package.job.text();
    for (const auto& range : receipt.ranges)
        for (int piece = range.first; piece <= range.last; ++piece)
            if (!facts.find(job, piece, printhouse::word_of(receipt.stage))) return false;
    return true;
}

struct ParsedReceipt {
    printhouse::SignedReceipt signed_receipt;
    std::string file_name;
};

/// Those that the configured certificates still vouch for, by job and in their order.
std::map<std::string, std::vector<ParsedReceipt>>
parse_receipts(Reconciling& work, const std::vector<crypto::Certificate>& certificates)
{
    std::map<std::string, std::vector<ParsedReceipt>> by_job;
    for (const auto& kept : work.known.receipts) {
        try {
            auto receipt = printhouse::parse_receipt(kept.octets, certificates);
            auto& receipts = by_job[receipt.receipt.package.job.text()];
            receipts.push_back({std::move(receipt), kept.file_name});
        } catch (const printhouse::ContractError&) {
            work.findings.unreadable.push_back(kept.file_name);
        }
    }
    for (auto& [job, receipts] : by_job)
        std::ranges::stable_sort(
            receipts, {}, [](const ParsedReceipt& each) { return each.signed_receipt.receipt.n; });
    return by_job;
}

bool is_entered(store::Transaction& transaction, const printhouse::SignedReceipt& receipt)
{
    return !transaction
                .execute(
                    "select from receipt where job = $1 and n = $2 and sha256 = $3",
                    {receipt.receipt.package.job.text(), receipt.receipt.n, receipt.octets_sha256})
                .empty();
}

void enter(Reconciling& work, const ParsedReceipt& parsed, bool applied)
{
    const auto& receipt = parsed.signed_receipt;
    work.transaction.execute(
        "insert into receipt (job, n, sha256, stage, file_name, content, state, signed_at, "
        "arrived_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        {receipt.receipt.package.job.text(), receipt.receipt.n, receipt.octets_sha256,
         printhouse::word_of(receipt.receipt.stage), parsed.file_name,
         printhouse::receipt_json(receipt.receipt), applied ? "applied" : "waiting",
         receipt.signed_at, work.occasion.at});
    ++work.findings.receipts;
}

/// The receipts of one job, and the job as far as those that were applied say.
void take_over_receipts(Reconciling& work, const PieceFacts& facts, const std::string& job,
                        const std::vector<ParsedReceipt>& receipts)
{
    const auto row =
        work.transaction.execute("select state from job where number = $1", {job}).find_one();
    if (!row) return;
    auto state = job_state(row->text("state"));
    auto reached = state;
    int expected = 1;
    for (const auto& parsed : receipts) {
        const auto& receipt = parsed.signed_receipt.receipt;
        const bool applied = receipt.n == expected && was_applied(facts, receipt);
        if (applied) ++expected;
        if (is_entered(work.transaction, parsed.signed_receipt)) continue;
        enter(work, parsed, applied);
        if (!applied) continue;
        if (receipt.stage == printhouse::Stage::Closed)
            reached = JobState::Settled;
        else if (reached == JobState::Sent)
            reached = JobState::Received;
    }
    if (walk_job(work.transaction, work.occasion, job, state, reached) &&
        reached == JobState::Settled)
        work.transaction.execute("update job set over_at = $2 where number = $1",
                                 {job, work.occasion.at});
}

/// Numbers go on without a gap: what lies between was numbered and never closed, or dissolved.
void close_gaps(Reconciling& work)
{
    auto& transaction = work.transaction;
    for (const store::Row row : transaction.execute(
             "select j.house, substr(j.number, 1, 2)::int as generation, max(substr(j.number, "
             "3)::int) as highest from job j group by 1, 2")) {
        transaction.execute("insert into job_counter (house, generation, last) values ($1, $2, $3) "
                            "on conflict (house, generation) do update set last = "
                            "greatest(job_counter.last, excluded.last)",
                            {row.text("house"), row.integer("generation"), row.integer("highest")});
    }
    for (const store::Row row : transaction.execute(
             "insert into job (number, house, state, class, pieces, sheets, pages, witness, "
             "numbered_at, over_at, outbox_empty) select n.number, n.house, 'dissolved', "
             "'unknown', "
             "1, 1, 1, $2::text, $1, $1, true from (select lpad(c.generation::text, 2, '0') || "
             "lpad(i::text, 6, '0') as number, c.house from job_counter c, "
             "generate_series(1, c.last) as i) n where not exists (select from job j where "
             "j.number = n.number) returning number",
             {work.occasion.at, "none"}))
        journal_made(transaction, work.occasion, store::SubjectKind::Job, row.text("number"),
                     "dissolved");
}

void tell_doubtful(Reconciling& work)
{
    std::map<std::string, std::int64_t> letters_of;
    for (const auto& letter : work.findings.doubtful)
        ++letters_of[letter.job];
    for (const auto& [job, letters] : letters_of)
        if (spool::is_by_hand(job))
            store::raise_incident(
                work.transaction,
                {"maybe-sent",
                 {store::SubjectKind::Job, job},
                 "the database is from before a letter was printed here as job " + job +
                     "; it may have been posted and is not printed again",
                 "ask whoever printed it. If it was posted, let two persons say so with "
                 "`print-here " +
                     job +
                     "/1 --posted DAY` and close this incident; if not, "
                     "`recall " +
                     job + " --confirmed-by-house` makes it anew"},
                work.occasion);
        else
            store::raise_incident(work.transaction,
                                  {"maybe-sent",
                                   {store::SubjectKind::Job, job},
                                   "the database is from before job " + job + " was closed; its " +
                                       std::to_string(letters) +
                                       " letters may have been sent and are not sent again",
                                   "ask the print house whether it has job " + job +
                                       ". If it has, close this incident; if it has not, have it "
                                       "reject the job, and its "
                                       "letters are made anew in a new one"},
                                  work.occasion);
}

} // namespace

void take_over_jobs(Reconciling& work, const std::vector<crypto::Certificate>& certificates)
{
    const PieceFacts facts(work.known);
    // As they were closed: a later letter of a report takes the place of one before it.
    std::vector<const KeptJob*> jobs;
    for (const auto& [number, job] : work.known.jobs)
        jobs.push_back(&job);
    std::ranges::stable_sort(jobs, {}, [](const KeptJob* job) { return job->closed_at; });
    for (const auto* job : jobs)
        TakenOverJob(work, *job, facts).take_over();
    for (const auto& [job, receipts] : parse_receipts(work, certificates))
        take_over_receipts(work, facts, job, receipts);
    close_gaps(work);
    tell_doubtful(work);
}

} // namespace reservepost::batch::restore
