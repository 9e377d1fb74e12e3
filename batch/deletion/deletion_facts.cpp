#include "batch/deletion/deletion_facts.h"

#include "batch/words/states.h"

namespace reservepost::batch::deletion {

namespace {

GateState gate_state(ReportState state)
{
    if (state == ReportState::Posted) return GateState::Posted;
    if (state == ReportState::Confirmed) return GateState::Confirmed;
    if (state == ReportState::Discarded) return GateState::Discarded;
    return GateState::Other;
}

/// What the newest forwarding letter says, and how many there are.
void read_letters(store::Transaction& transaction, const RecordId& record, DeletionFacts& facts)
{
    const auto letters = transaction.execute(
        "select l.state, l.gathered_at, exists (select from receipt e where e.job = l.job and "
        "e.state = 'applied' and e.stage = 'mailed') as receipted from letter l where "
        "l.record = $1 and l.kind = 'forwarding' order by l.id desc",
        {record});
    facts.forwarding_letters = static_cast<int>(letters.size());
    facts.newest_mailed_by_receipt = false;
    facts.newest_returned = false;
    facts.newest_being_made_again = false;
    if (letters.empty()) return;
    const auto newest = letter_state(letters[0].text("state"));
    facts.newest_mailed_by_receipt =
        newest == LetterState::Mailed && letters[0].boolean("receipted");
    facts.newest_returned = newest == LetterState::Returned;
    facts.newest_being_made_again = newest == LetterState::Gathered ||
                                    newest == LetterState::Typeset || newest == LetterState::Held ||
                                    newest == LetterState::Superseded;
}

void read_jobs(store::Transaction& transaction, const RecordId& record, DeletionFacts& facts)
{
    const auto jobs =
        transaction
            .execute("select coalesce(bool_and(j.over_at is not null), true) as over, "
                     "coalesce(bool_and(j.outbox_empty), true) as empty from letter l join job j "
                     "on j.number = l.job where l.record = $1",
                     {record})
            .one();
    facts.jobs_over = jobs.boolean("over");
    facts.outbox_files_gone = jobs.boolean("empty");
}

} // namespace

DeletionFacts read_deletion_facts(store::Transaction& transaction, const RecordId& record,
                                  const RunFacts& run)
{
    const auto report = transaction
                            .execute("select state, mailed_at, confirmed_at, discarded_at, "
                                     "reopened_at from report where record = $1",
                                     {record})
                            .one();
    DeletionFacts facts;
    facts.state = gate_state(report_state(report.text("state")));
    read_letters(transaction, record, facts);
    read_jobs(transaction, record, facts);

    facts.mailed_at = report.find_instant("mailed_at");
    facts.confirmed_at = report.find_instant("confirmed_at");
    facts.discarded_at = report.find_instant("discarded_at");
    facts.last_reopened_at = report.find_instant("reopened_at");
    facts.newest_reopened =
        facts.last_reopened_at && facts.mailed_at && *facts.last_reopened_at > *facts.mailed_at;
    // Confirmations to reporters travel inside the forwarding letter; none is open by itself.
    facts.confirmation_settled = true;

    facts.incident_open =
        !transaction
             .execute("select from incident i where i.state <> 'closed' and "
                      "((i.subject_kind = 'report' and i.subject = $1) or (i.subject_kind = "
                      "'letter' and i.subject in (select l.id::text from letter l where l.record "
                      "= $2)) or (i.subject_kind = 'job' and i.subject in (select l.job from "
                      "letter l where l.record = $2)))",
                      {record.text(), record})
             .empty();

    facts.deletion_paused = run.deletion_paused;
    facts.every_store_reachable = run.every_store_reachable;
    facts.time_believed = run.time_believed;
    facts.balance_is_zero = run.balance_is_zero;
    facts.log_extends_database_checkpoint = run.log_extends_database_checkpoint;
    facts.log_extends_published_checkpoint = run.log_extends_published_checkpoint;
    return facts;
}

} // namespace reservepost::batch::deletion
