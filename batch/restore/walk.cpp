#include "batch/restore/walk.h"

namespace reservepost::batch::restore {

namespace {

void journal_step(store::Transaction& transaction, const store::Occasion& occasion,
                  store::SubjectKind kind, const std::string& subject,
                  const std::optional<std::string>& from, std::string_view to)
{
    store::write_journal(
        transaction,
        {occasion, {kind, subject}, "restored", from, std::string(to), "restore-check"});
}

} // namespace

bool walk_report(store::Transaction& transaction, const store::Occasion& occasion,
                 const RecordId& record, ReportState from, ReportState to)
{
    const auto states = road(report_transitions, from, to);
    for (const auto state : states) {
        const bool gone = state == ReportState::Deleted;
        transaction.execute(gone ? "update report set state = $2, reference_digest = null, "
                                   "content_digest = null where record = $1"
                                 : "update report set state = $2 where record = $1",
                            {record, name_of(state)});
        journal_step(transaction, occasion, store::SubjectKind::Report, record.text(),
                     std::string(name_of(from)), name_of(state));
        from = state;
    }
    return !states.empty();
}

bool walk_letter(store::Transaction& transaction, const store::Occasion& occasion,
                 std::int64_t letter, LetterState from, LetterState to)
{
    const auto states = road(letter_transitions, from, to);
    for (const auto state : states) {
        transaction.execute("update letter set state = $2, held_code = null, held_sentence = null "
                            "where id = $1",
                            {letter, name_of(state)});
        journal_step(transaction, occasion, store::SubjectKind::Letter, std::to_string(letter),
                     std::string(name_of(from)), name_of(state));
        from = state;
    }
    return !states.empty();
}

bool walk_job(store::Transaction& transaction, const store::Occasion& occasion,
              const std::string& number, JobState from, JobState to)
{
    const auto states = road(job_transitions, from, to);
    for (const auto state : states) {
        transaction.execute("update job set state = $2 where number = $1",
                            {number, name_of(state)});
        journal_step(transaction, occasion, store::SubjectKind::Job, number,
                     std::string(name_of(from)), name_of(state));
        from = state;
    }
    return !states.empty();
}

void journal_made(store::Transaction& transaction, const store::Occasion& occasion,
                  store::SubjectKind kind, const std::string& subject, std::string_view state)
{
    journal_step(transaction, occasion, kind, subject, std::nullopt, state);
}

} // namespace reservepost::batch::restore
