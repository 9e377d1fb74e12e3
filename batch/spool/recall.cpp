#include "batch/spool/recall.h"

#include "batch/disk/fail_point.h"
#include "batch/disk/files.h"
#include "batch/printhouse/receipt.h"
#include "batch/spool/by_hand.h"
#include "batch/spool/job_pieces.h"
#include "holidays/operating_days.h"
#include "holidays/oslo_time.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch::spool {

namespace {

struct JobRow {
    JobState state;
    std::optional<std::string> file_name;
    std::optional<holidays::Instant> sent_at;
};

std::invalid_argument refusal(const Recalled& what, const std::string& why)
{
    return std::invalid_argument("job " + what.job + " " + why);
}

JobRow read_job(store::Transaction& transaction, const Recalled& what)
{
    const auto row = transaction
                         .execute("select state, file_name, sent_at from job where number = $1 "
                                  "for update",
                                  {what.job})
                         .find_one();
    if (!row) throw refusal(what, "does not exist");
    return {job_state(row->text("state")), row->find_text("file_name"),
            row->find_instant("sent_at")};
}

/// Throws for what cannot come back whatever anybody says.
void check_state(const Recalled& what, JobState state)
{
    switch (state) {
    case JobState::Numbered:
        throw refusal(what, "has no package yet; `reservepost pause packing` keeps it from being "
                            "closed, and a letter is withdrawn by `confirm`");
    case JobState::Closed:
        if (what.piece)
            throw refusal(what, "is closed and not sent; one piece cannot be taken out of a sealed "
                                "package. Recall the whole job: the others are packed anew");
        return;
    case JobState::Sending:
        throw refusal(what, "is being handed over; run `reservepost run --only send`, then recall "
                            "it");
    case JobState::Sent:
        return;
    case JobState::Received:
        if (what.piece) return;
        throw refusal(what, "was received by the print house; recall its pieces one by one, such "
                            "as " +
                                what.job + "/1");
    case JobState::Settled:
    case JobState::Dissolved:
    case JobState::Rejected:
    case JobState::Recalled:
        throw refusal(what, "is over (" + std::string(name_of(state)) + "); nothing was changed");
    }
}

/// Whether the house says anything of the job, looked at or not.
bool is_answered(Dispatch& dispatch, const Recalled& what)
{
    {
        auto transaction = dispatch.database.begin();
        if (!transaction.execute("select from receipt where job = $1 limit 1", {what.job}).empty())
            return true;
    }
    return std::ranges::any_of(dispatch.transport.receipts(), [&](const std::string& name) {
        return printhouse::ReceiptName::parse(name).package.job.text() == what.job;
    });
}

/// Takes the file away from the house if that proves that the house has not had it. One that an
/// earlier call took away, and was cut off, is proof as well, however late it is.
bool take_back(Dispatch& dispatch, const Recalled& what, const JobRow& job,
               std::chrono::minutes cut_off)
{
    if (is_by_hand(what.job)) return false;
    if (dispatch.transport.exists_partial(printhouse::taken_back_name(*job.file_name))) return true;
    const bool in_time = dispatch.occasion.at <
                         holidays::next_cut_off(*job.sent_at, cut_off, dispatch.house_calendar);
    if (!in_time || is_answered(dispatch, what)) return false;
    bool taken = false;
    disk::durably("recall.taken-back",
                  [&] { taken = dispatch.transport.take_back(*job.file_name); });
    return taken;
}

/// Removes at the house what was taken away from it, once the books know.
void remove_taken_back(Dispatch& dispatch, const JobRow& job)
{
    dispatch.transport.remove_partial(printhouse::taken_back_name(*job.file_name));
}

std::string telephone_text(const Recalled& what, const JobRow& job)
{
    if (is_by_hand(what.job))
        return "Job " + what.job +
               " was printed here: please do not post it, destroy what is "
               "printed, and delete the file " +
               *job.file_name + ".";
    if (what.piece) {
        const auto piece = std::to_string(*what.piece);
        return "Job " + what.job + ": please take out piece " + piece +
               ", do not post it, destroy it, and report it as damaged.";
    }
    return "Job " + what.job + ", file " + *job.file_name +
           ": please print nothing of it, destroy what is printed, and delete the file. Send no "
           "receipt for it. A notice of kind void follows.";
}

/// The letters that come back: of a piece its own, of a job all that are on their way.
std::vector<JobPiece> pieces_of(store::Transaction& transaction, const Recalled& what)
{
    std::optional<std::vector<std::int64_t>> numbers;
    if (what.piece) numbers = {*what.piece};
    auto pieces = read_pieces(transaction, what.job, numbers);
    if (what.piece && pieces.empty())
        throw refusal(what, "has no piece " + std::to_string(*what.piece));
    if (what.piece && pieces.front().state != LetterState::Sent)
        throw refusal(what, "cannot give piece " + std::to_string(*what.piece) + " back: it is " +
                                std::string(name_of(pieces.front().state)));
    std::erase_if(pieces, [](const JobPiece& piece) {
        return piece.state != LetterState::Packed && piece.state != LetterState::Sent;
    });
    return pieces;
}

void job_becomes(store::Transaction& transaction, const Dispatch& dispatch, const Recalled& what,
                 JobState from, JobState to)
{
    transaction.execute("update job set state = $2, over_at = $3 where number = $1",
                        {what.job, name_of(to), dispatch.occasion.at});
    store::write_journal(transaction, {dispatch.occasion,
                                       {store::SubjectKind::Job, what.job},
                                       std::string(name_of(to)),
                                       std::string(name_of(from)),
                                       std::string(name_of(to)),
                                       "recall"});
}

/// Changes the books: letters first, then the job where all of it came back.
RecallResult write_recalled(Dispatch& dispatch, const Recalled& what, RecallOutcome outcome)
{
    RecallResult result{.outcome = outcome};
    auto transaction = dispatch.database.begin();
    dispatch.ownership.check(transaction);
    lock_reports(transaction, what.job);
    const auto job = read_job(transaction, what);
    check_state(what, job.state);
    const auto pieces = pieces_of(transaction, what);
    letters_become(transaction, dispatch.occasion, pieces, LetterState::Superseded, "recalled");
    std::vector<vault::Fact> facts;
    for (const auto& piece : pieces)
        facts.push_back(
            fact_of(what.job, piece, "recalled", holidays::oslo_date(dispatch.occasion.at).text()));
    make_again(transaction, dispatch.occasion, what.job, pieces, letters::Again::Recalled, facts);
    dispatch.vault.append_facts(facts);
    if (!what.piece)
        job_becomes(transaction, dispatch, what, job.state,
                    job.state == JobState::Closed ? JobState::Dissolved : JobState::Recalled);
    result.letters = static_cast<std::int64_t>(pieces.size());
    result.made_again = std::ranges::count_if(pieces, [](const JobPiece& piece) {
        return piece.report_state == ReportState::Posting && !piece.confirmed_late;
    });
    transaction.commit("recall.committed");
    return result;
}

} // namespace

RecallResult recall(Dispatch& dispatch, const Recalled& asked, bool confirmed_by_house,
                    std::chrono::minutes cut_off)
{
    auto what = asked;
    if (is_by_hand(what.job)) what.piece.reset(); // Its one piece is all of it.
    const auto job = [&] {
        auto transaction = dispatch.database.begin();
        dispatch.ownership.check(transaction);
        auto row = read_job(transaction, what);
        if (row.state == JobState::Recalled && !is_by_hand(what.job))
            remove_taken_back(dispatch, row); // An earlier call was cut off before that.
        check_state(what, row.state);
        pieces_of(transaction, what); // Refuses a piece that is none, before anything is done.
        return row;
    }();
    if (job.state == JobState::Closed)
        return write_recalled(dispatch, what, RecallOutcome::Dissolved);
    if (!what.piece && take_back(dispatch, what, job, cut_off)) {
        const auto result = write_recalled(dispatch, what, RecallOutcome::TakenBack);
        remove_taken_back(dispatch, job);
        return result;
    }
    if (confirmed_by_house) return write_recalled(dispatch, what, RecallOutcome::HouseConfirmed);
    return {.outcome = RecallOutcome::AskTheHouse, .telephone = telephone_text(what, job)};
}

} // namespace reservepost::batch::spool
