#include "batch/spool/piece_changes.h"

#include "batch/letters/causes.h"
#include "batch/store/incidents.h"
#include "batch/words/states.h"
#include "holidays/oslo_time.h"

namespace reservepost::batch::spool {

namespace {

/// After so many damaged letters of one report a person must look.
constexpr std::int64_t most_damaged = 3;

struct PieceRow {
    std::int64_t letter;
    LetterState state;
    RecordId record;
    ReportState report_state;
    bool confirmed_late;
    std::int64_t receiver;
};

/// The letter of one piece, its report locked first.
PieceRow lock_piece(store::Transaction& transaction, const std::string& job, std::int64_t piece)
{
    const auto record =
        transaction
            .execute("select record from letter where job = $1 and piece = $2 and state in "
                     "('packed', 'sent', 'mailed', 'returned', 'superseded')",
                     {job, piece})
            .one()
            .record("record");
    const auto report = transaction
                            .execute("select state, confirmed_late_at is not null as late from "
                                     "report where record = $1 for update",
                                     {record})
                            .one();
    const auto letter = transaction
                            .execute("select id, state, receiver from letter where job = $1 and "
                                     "piece = $2 and record = $3 and state in ('packed', 'sent', "
                                     "'mailed', 'returned', 'superseded') for update",
                                     {job, piece, record})
                            .one();
    return {letter.integer("id"),
            letter_state(letter.text("state")),
            record,
            report_state(report.text("state")),
            report.boolean("late"),
            letter.integer("receiver")};
}

class PieceChange {
public:
    PieceChange(store::Transaction& transaction, Dispatch& dispatch, const std::string& job,
                std::int64_t piece, std::vector<vault::Fact>& facts)
        : transaction_(transaction), dispatch_(dispatch), job_(job), piece_(piece), facts_(facts),
          row_(lock_piece(transaction, job, piece))
    {
    }

    void mailed(const std::string& day, holidays::Instant signed_at)
    {
        letter_becomes("mailed", "receipt", day);
        fact("mailed", day, {});
        if (row_.report_state != ReportState::Posting) return;
        transaction_.execute("update report set mailed_at = $2 where record = $1",
                             {row_.record, signed_at});
        report_becomes("posted", "mailed");
    }

    void damaged(const std::string& day)
    {
        letter_becomes("superseded", "damaged");
        fact("damaged", day, {});
        const auto before = transaction_
                                .execute("select count(*) as letters from letter where record = $1 "
                                         "and state = 'superseded'",
                                         {row_.record})
                                .one()
                                .integer("letters");
        make_again(letters::Again::Damaged, before >= most_damaged ? "damaged-too-often" : "");
    }

    void rejected(printhouse::Fault fault)
    {
        letter_becomes("superseded", "job-rejected");
        make_again(letters::Again::NotPrinted,
                   fault == printhouse::Fault::File ? "fault-in-file" : "");
    }

    void returned(const std::string& day, const std::string& code)
    {
        letter_becomes("returned", "receipt");
        fact("returned", day, code);
        if (row_.report_state == ReportState::Posted) {
            transaction_.execute("update report set reopened_at = $2 where record = $1",
                                 {row_.record, dispatch_.occasion.at});
            report_becomes("posting", "returned");
            gather_new(letters::Again::Returned, "returned");
        }
        const bool gone =
            row_.report_state == ReportState::Deleted || row_.report_state == ReportState::Deleting;
        store::raise_incident(
            transaction_,
            {"letter-returned",
             {store::SubjectKind::Letter, std::to_string(row_.letter)},
             "a forwarding letter came back (" + code + ")" +
                 (gone ? "; its original is deleted, so the envelope is the original now" : ""),
             gone ? "take the envelope in and record its fate by closing this incident"
                  : "correct the receiver's address, then release its new letter"},
            dispatch_.occasion);
    }

private:
    void letter_becomes(const char* state, const char* why, std::optional<std::string> day = {})
    {
        transaction_.execute("update letter set state = $2, mailed_on = coalesce($3::text::date, "
                             "mailed_on) where id = $1",
                             {row_.letter, state, day});
        store::write_journal(transaction_,
                             {dispatch_.occasion,
                              {store::SubjectKind::Letter, std::to_string(row_.letter)},
                              state,
                              std::string(name_of(row_.state)),
                              state,
                              why});
    }

    void report_becomes(const char* state, const char* why)
    {
        transaction_.execute("update report set state = $2 where record = $1",
                             {row_.record, state});
        store::write_journal(transaction_, {dispatch_.occasion,
                                            {store::SubjectKind::Report, row_.record.text()},
                                            why,
                                            std::string(name_of(row_.report_state)),
                                            state,
                                            std::nullopt});
    }

    /// A new letter takes the place of this one, unless the municipality has the report meanwhile.
    void make_again(letters::Again why, const std::string& held_code)
    {
        if (row_.report_state != ReportState::Posting) return;
        if (!row_.confirmed_late) return gather_new(why, held_code);
        transaction_.execute("update report set confirmed_at = confirmed_late_at where record = $1",
                             {row_.record});
        fact("confirmed", holidays::oslo_date(dispatch_.occasion.at).text(), "late");
        report_becomes("confirmed", "confirmed-late");
    }

    void gather_new(letters::Again why, const std::string& held_code)
    {
        const bool held = !held_code.empty();
        const auto letter =
            transaction_
                .execute("insert into letter (record, kind, state, cause, receiver, letter_date, "
                         "gathered_at, held_code, held_sentence) values ($1, 'forwarding', $2, "
                         "$8, $3, $4::text::date, $5, $6, $7) returning id",
                         {row_.record, held ? "held" : "gathered", row_.receiver,
                          holidays::oslo_date(dispatch_.occasion.at).text(), dispatch_.occasion.at,
                          held ? store::Value(held_code) : store::Value(nullptr),
                          held ? store::Value("its last letter did not arrive (" + held_code +
                                              "); mend the cause, then release it")
                               : store::Value(nullptr),
                          letters::to_text(why)})
                .one()
                .integer("id");
        store::write_journal(transaction_, {dispatch_.occasion,
                                            {store::SubjectKind::Letter, std::to_string(letter)},
                                            held ? "held" : "gathered",
                                            std::nullopt,
                                            held ? "held" : "gathered",
                                            held ? held_code : std::string(letters::to_text(why))});
    }

    void fact(const char* event, const std::string& day, const std::string& code)
    {
        std::string lower = code;
        for (char& c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        facts_.push_back({.record = row_.record,
                          .event = event,
                          .date = day,
                          .job = job_,
                          .piece = std::to_string(piece_),
                          .code = lower});
    }

    store::Transaction& transaction_;
    Dispatch& dispatch_;
    const std::string& job_;
    std::int64_t piece_;
    std::vector<vault::Fact>& facts_;
    PieceRow row_;
};

} // namespace

void change_pieces(store::Transaction& transaction, Dispatch& dispatch, const std::string& job,
                   const printhouse::Judgement& judgement, const printhouse::SignedReceipt& receipt)
{
    std::vector<vault::Fact> facts;
    const auto change = [&](std::int64_t piece) {
        return PieceChange(transaction, dispatch, job, piece, facts);
    };
    for (const auto& piece : judgement.mailed)
        change(piece.number).mailed(printhouse::day_text(piece.date), receipt.signed_at);
    for (const auto& piece : judgement.damaged)
        change(piece.number).damaged(printhouse::day_text(piece.date));
    for (const auto& piece : judgement.returned)
        change(piece.number).returned(printhouse::day_text(piece.date), receipt.receipt.code);
    if (judgement.rejected)
        for (const store::Row row :
             transaction.execute("select piece from letter where job = $1 and state = 'sent' "
                                 "order by piece",
                                 {job}))
            change(row.integer("piece")).rejected(*judgement.rejected);
    if (!facts.empty()) dispatch.vault.append_facts(facts);
}

} // namespace reservepost::batch::spool
