#include "batch/spool/piece_changes.h"

#include "batch/spool/job_pieces.h"
#include "batch/store/incidents.h"
#include "batch/words/states.h"

#include <map>
#include <set>

namespace reservepost::batch::spool {

namespace {

/// At so many damaged letters of one report a person must look.
constexpr std::int64_t most_damaged = 3;

std::vector<RecordId> records_of(const std::vector<JobPiece>& pieces)
{
    std::vector<RecordId> records;
    records.reserve(pieces.size());
    for (const auto& piece : pieces)
        records.push_back(piece.record);
    return records;
}

/// What one receipt does to the pieces of one job.
class PieceChanges {
public:
    PieceChanges(store::Transaction& transaction, Dispatch& dispatch, const std::string& job,
                 const printhouse::SignedReceipt& receipt)
        : transaction_(transaction), dispatch_(dispatch), job_(job), receipt_(receipt)
    {
    }

    void mailed(const std::vector<printhouse::PieceOnDay>& named)
    {
        const auto pieces = find(named, LetterState::Sent);
        std::vector<std::string> days;
        for (const auto& piece : pieces)
            days.push_back(days_.at(piece.number));
        letters_become(transaction_, dispatch_.occasion, pieces, LetterState::Mailed, "receipt",
                       days);
        note("mailed", pieces);
        reports_posted(pieces);
    }

    void damaged(const std::vector<printhouse::PieceOnDay>& named)
    {
        auto pieces = find(named, LetterState::Sent);
        letters_become(transaction_, dispatch_.occasion, pieces, LetterState::Superseded,
                       "damaged");
        note("damaged", pieces);
        const auto often = damaged_often(pieces);
        for (auto& piece : pieces)
            if (often.contains(piece.record)) piece.held_code = "damaged-too-often";
        make_again(letters::Again::Damaged, pieces);
    }

    void rejected(printhouse::Fault fault)
    {
        std::vector<JobPiece> pieces;
        for (auto& piece : read_pieces(transaction_, job_)) {
            if (piece.state != LetterState::Sent) continue;
            if (fault == printhouse::Fault::File) piece.held_code = "fault-in-file";
            pieces.push_back(std::move(piece));
        }
        letters_become(transaction_, dispatch_.occasion, pieces, LetterState::Superseded,
                       "job-rejected");
        make_again(letters::Again::NotPrinted, pieces);
    }

    void returned(const std::vector<printhouse::PieceOnDay>& named)
    {
        const auto pieces = find(named, LetterState::Mailed);
        letters_become(transaction_, dispatch_.occasion, pieces, LetterState::Returned, "receipt");
        note("returned", pieces);
        reopen(pieces);
        for (const auto& piece : pieces)
            tell_returned(piece);
    }

    const std::vector<vault::Fact>& facts() const { return facts_; }

private:
    /// The named pieces whose letters are in `expected`. A letter that was recalled while its piece
    /// lay at the house is out of the receipt's reach; if it was posted all the same, a person
    /// must know.
    std::vector<JobPiece> find(const std::vector<printhouse::PieceOnDay>& named,
                               LetterState expected)
    {
        std::vector<std::int64_t> numbers;
        for (const auto& piece : named) {
            days_[piece.number] = printhouse::day_text(piece.date);
            numbers.push_back(piece.number);
        }
        std::vector<JobPiece> pieces;
        for (auto& piece : read_pieces(transaction_, job_, numbers)) {
            if (piece.state == expected)
                pieces.push_back(std::move(piece));
            else if (receipt_.receipt.stage == printhouse::Stage::Mailed)
                tell_mailed_all_the_same(piece);
        }
        return pieces;
    }

    void note(const char* event, const std::vector<JobPiece>& pieces)
    {
        std::string code = receipt_.receipt.code;
        for (char& c : code)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        for (const auto& piece : pieces)
            facts_.push_back(fact_of(job_, piece, event, days_.at(piece.number), code));
    }

    void reports_posted(const std::vector<JobPiece>& pieces)
    {
        std::vector<std::string> names;
        for (const store::Row row : transaction_.execute(
                 "update report set state = 'posted', mailed_at = $2 where record = any($1) and "
                 "state = 'posting' returning record",
                 {records_of(pieces), receipt_.signed_at}))
            names.push_back(row.record("record").text());
        journal_reports(std::move(names), "mailed", "posting", "posted");
    }

    /// The records among `pieces` that are damaged for the third time or more.
    std::set<RecordId> damaged_often(const std::vector<JobPiece>& pieces)
    {
        std::set<RecordId> often;
        for (const store::Row row : transaction_.execute(
                 "select record from letter where record = any($1) and cause = $2 group by record "
                 "having count(*) + 1 >= $3",
                 {records_of(pieces), letters::to_text(letters::Again::Damaged), most_damaged}))
            often.insert(row.record("record"));
        return often;
    }

    void make_again(letters::Again why, const std::vector<JobPiece>& pieces)
    {
        spool::make_again(transaction_, dispatch_.occasion, job_, pieces, why, facts_);
    }

    /// Reports of letters that came back wait for a new letter again, which is held.
    void reopen(const std::vector<JobPiece>& pieces)
    {
        std::vector<JobPiece> again;
        std::vector<std::string> names;
        for (auto piece : pieces) {
            if (piece.report_state != ReportState::Posted) continue;
            names.push_back(piece.record.text());
            piece.report_state = ReportState::Posting;
            piece.confirmed_late = false; // Held, so that a person decides about that too.
            piece.held_code = "returned";
            again.push_back(std::move(piece));
        }
        transaction_.execute("update report set state = 'posting', reopened_at = $2 where record = "
                             "any($1)",
                             {records_of(again), dispatch_.occasion.at});
        journal_reports(std::move(names), "returned", "posted", "posting");
        make_again(letters::Again::Returned, again);
    }

    void journal_reports(std::vector<std::string> names, const char* event, const char* from,
                         const char* to)
    {
        store::write_journal(transaction_, {.occasion = dispatch_.occasion,
                                            .kind = store::SubjectKind::Report,
                                            .names = std::move(names),
                                            .event = event,
                                            .from_state = from,
                                            .to_state = to,
                                            .why = std::nullopt});
    }

    void tell_returned(const JobPiece& piece)
    {
        const bool gone = piece.report_state == ReportState::Deleted ||
                          piece.report_state == ReportState::Deleting;
        store::raise_incident(
            transaction_,
            {gone ? "envelope-is-original" : "letter-returned",
             {store::SubjectKind::Letter, std::to_string(piece.letter)},
             "a forwarding letter came back (" + receipt_.receipt.code + ")" +
                 (gone ? "; its original is deleted, so the envelope is the original now" : ""),
             gone ? "take the envelope in, and record what became of it: `incident close INCIDENT "
                    "--why envelope-delivered`, envelope-sent-again, envelope-shredded "
                    "or envelope-lost"
                  : "correct the receiver's address, then release its new letter"},
            dispatch_.occasion);
    }

    void tell_mailed_all_the_same(const JobPiece& piece)
    {
        store::raise_incident(
            transaction_,
            {"recalled-yet-mailed",
             {store::SubjectKind::Letter, std::to_string(piece.letter)},
             "piece " + std::to_string(piece.number) + " of job " + job_ +
                 " was recalled, and the print house has mailed it all the same",
             "tell the receiver that two letters of one report may come, or that one is for "
             "somebody else; a new letter is on its way unless the report was confirmed"},
            dispatch_.occasion);
    }

    store::Transaction& transaction_;
    Dispatch& dispatch_;
    const std::string& job_;
    const printhouse::SignedReceipt& receipt_;
    std::map<std::int64_t, std::string> days_; ///< By piece: the day of its fate.
    std::vector<vault::Fact> facts_;
};

} // namespace

void change_pieces(store::Transaction& transaction, Dispatch& dispatch, const std::string& job,
                   const printhouse::Judgement& judgement, const printhouse::SignedReceipt& receipt)
{
    PieceChanges changes(transaction, dispatch, job, receipt);
    if (!judgement.mailed.empty()) changes.mailed(judgement.mailed);
    if (!judgement.damaged.empty()) changes.damaged(judgement.damaged);
    if (!judgement.returned.empty()) changes.returned(judgement.returned);
    if (judgement.rejected) changes.rejected(*judgement.rejected);
    if (!changes.facts().empty()) dispatch.vault.append_facts(changes.facts());
}

} // namespace reservepost::batch::spool
