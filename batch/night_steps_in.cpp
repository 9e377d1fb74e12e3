#include "batch/deletion/delete_originals.h"
#include "batch/intake/announced.h"
#include "batch/intake/inbox.h"
#include "batch/letters/typeset.h"
#include "batch/night_steps.h"
#include "batch/register_follow_up.h"
#include "batch/restore/restore_check.h"
#include "batch/spool/apply_receipts.h"
#include "batch/spool/by_hand.h"
#include "batch/spool/pack.h"
#include "batch/spool_context.h"
#include "batch/store/incidents.h"
#include "holidays/oslo_time.h"

#include <algorithm>

// The steps that bring in and take away: recover, balance, intake, receipts, delete.

namespace reservepost::batch {

namespace {

/// What `delete_originals` and `finish_deletions` work with, and what it holds on to.
struct OpenedDeletion {
    int year;
    crypto::SecretKey secret;
    deletion::DeletionDesk desk;

    explicit OpenedDeletion(NightWork& work)
        : year(holidays::oslo_date(work.occasion.at).year()),
          secret(work.state.keys().digest_secret(year)),
          desk{work.state.database(),
               work.state.vault(),
               work.log(),
               work.ownership,
               work.occasion,
               {work.state.configuration().retention.retention_days,
                work.state.configuration().retention.retention_posted_days},
               secret,
               year,
               work.state.configuration().log.published}
    {
    }
};

void add_remarks(const deletion::ClockJudgement& clock, notices::StepReport& report)
{
    for (const auto& doubt : clock.doubts)
        report.remarks.push_back(doubt.sentence);
}

} // namespace

/// In this order: the vault's rings and what has no row, deletions under way.
void recover_deletions(NightWork& work, notices::StepReport& report)
{
    deletion::remove_uncommitted_ring(work.state.database(), work.state.vault());
    OpenedDoor opened(work.state, work.occasion);
    const auto adoption = intake::adopt_entries(opened.door);
    report.counts = {{"entries adopted", adoption.adopted},
                     {"spare copies found", adoption.spare_copies},
                     {"entries set aside", adoption.set_aside}};

    OpenedDeletion deletion(work);
    const auto finished = deletion::finish_deletions(deletion.desk);
    work.deleted += finished.deleted;
    report.counts.emplace_back("deletions finished", finished.deleted);
    deletion::destroy_older_rings(work.state.database(), work.state.vault());
}

/// The log's checkpoint to its places.
void recover_log(NightWork& work, notices::StepReport&)
{
    OpenedDeletion deletion(work);
    deletion::publish_log(deletion.desk);
}

void look_at_certificates(NightWork& work, notices::StepReport&)
{
    auto transaction = work.state.database().begin();
    spool::tell_of_certificates(transaction, work.certificates(), work.occasion);
    transaction.commit();
}

/// A closed package is the point of no return, so a pause of packing holds these too.
void recover_jobs(NightWork& work, notices::StepReport& report)
{
    if (!has_numbered_job(work)) return;
    if (packing_is_paused(work)) {
        report.remarks.emplace_back("jobs that are numbered wait, as packing is paused");
        return;
    }
    OpenedSpool spool(work);
    const auto closed = spool::close_numbered_jobs(spool.spool);
    report.counts.emplace_back("jobs closed", closed.jobs);
    report.counts.emplace_back("jobs dissolved", closed.dissolved);
}

namespace {

/// A store that is away is an incident until it is there again.
void tell_of_stores(NightWork& work)
{
    auto transaction = work.state.database().begin();
    for (const auto& store : work.state.vault().status().stores) {
        auto name = store.store;
        std::ranges::replace(name, ' ', '-');
        const store::Subject subject{store::SubjectKind::Installation, name};
        if (store.reachable)
            store::resolve_incident(transaction, "store-away", subject, work.occasion);
        else
            store::raise_incident(transaction,
                                  {"store-away", subject, store.trouble,
                                   "bring its disk back; if that is lost, put empty directories in "
                                   "its place and run `reservepost vault refill`. Nothing is taken "
                                   "in or deleted meanwhile"},
                                  work.occasion);
    }
    transaction.commit();
}

} // namespace

/// What the stores keep beside reports, also in one that was away: register, facts, jobs, receipts.
void recover_stores(NightWork& work, notices::StepReport& report)
{
    tell_of_stores(work);
    keep_register(work.state);
    const auto facts = work.state.vault().level_facts();
    const auto kept = work.state.vault().level_kept();
    const auto confirmed =
        restore::confirm_by_facts(work.state.database(), work.state.vault(), work.occasion);
    if (confirmed > 0)
        report.counts.emplace_back("confirmations taken from the stores' facts", confirmed);
    if (facts + kept > 0)
        report.counts.emplace_back("facts and texts brought to a store that was away",
                                   static_cast<std::int64_t>(facts + kept));
}

/// An imbalance is an incident until the books balance again.
void tell_of_imbalance(store::Transaction& transaction, const deletion::Balance& balance,
                       const store::Occasion& occasion)
{
    const store::Subject subject{store::SubjectKind::Installation, "books"};
    if (balance.is_zero()) {
        store::resolve_incident(transaction, "books-open", subject, occasion);
        return;
    }
    store::raise_incident(transaction,
                          {"books-open", subject,
                           std::to_string(balance.difference()) +
                               " accounts do not balance, first: " + balance.imbalances.front(),
                           "nothing is deleted before `balance` comes out at zero; look where it "
                           "says, and have whoever runs Reservepost mend it"},
                          occasion);
}

void balance_step(NightWork& work, notices::StepReport& report)
{
    const auto balance = deletion::strike_balance(work.state.database(), work.state.vault(),
                                                  work.log(), work.occasion.at);
    auto transaction = work.state.database().begin();
    deletion::write_balance(transaction, balance, work.report.run, 1, work.occasion.at);
    transaction.commit();
    work.balanced = balance.is_zero();
    work.report.imbalances = balance.imbalances;
    report.counts = {{"reports in all", balance.terms.at("reports_in_all")},
                     {"difference", balance.difference()}};
    report.remarks = balance.imbalances;
}

void intake_step(NightWork& work, notices::StepReport& report)
{
    OpenedDoor opened(work.state, work.occasion);
    opened.door.lease = work.options.lease;
    intake::put_back_hidden(work.state.configuration().inbox_directory);
    auto files = intake::list_inbox(work.state.configuration().inbox_directory);
    const auto leftovers =
        intake::list_leftovers(work.state.configuration().inbox_directory, work.occasion.at);
    files.insert(files.end(), leftovers.begin(), leftovers.end());
    const auto counts = intake::take_in_files(opened.door, files, intake::Manner::Inbox,
                                              [](const intake::IntakeAnswer&) {});
    report.counts = {{"taken in", counts.taken_in},
                     {"already taken in", counts.already},
                     {"quarantined", counts.quarantined},
                     {"left in the inbox", counts.left + counts.error_messages}};
    const auto announced = intake::look_for_missing(opened.door);
    if (announced.missing > 0) report.counts.push_back({"announced, missing", announced.missing});
}

void receipts_step(NightWork& work, notices::StepReport& report)
{
    {
        auto transaction = work.state.database().begin();
        spool::watch_hand_prints(transaction, work.state.house_calendar(), work.occasion);
        transaction.commit();
    }
    auto dispatch = make_dispatch(work);
    const auto counts = spool::apply_receipts(dispatch, work.certificates().receipts);
    report.counts = {{"receipts applied", counts.applied}, {"waiting", counts.waiting},
                     {"set aside", counts.set_aside},      {"pieces mailed", counts.mailed},
                     {"pieces damaged", counts.damaged},   {"pieces returned", counts.returned},
                     {"jobs late", counts.late_jobs}};
}

void delete_step(NightWork& work, notices::StepReport& report)
{
    if (!work.balanced) {
        report.state = notices::StepState::Skipped;
        report.why = "the books do not balance";
        return;
    }
    OpenedDeletion deletion(work);
    const auto& clock = work.clock_judgement();
    deletion::RunFacts facts;
    {
        auto transaction = work.state.database().begin();
        facts.deletion_paused = store::read_installation(transaction).deletion_paused;
        facts.log_extends_database_checkpoint =
            deletion::extends_database_checkpoint(transaction, work.log());
    }
    facts.every_store_reachable = work.state.vault().status().all_reachable();
    facts.time_believed = clock.believed();
    facts.balance_is_zero = work.balanced;
    facts.log_extends_published_checkpoint = deletion::extends_published_checkpoints(
        work.log(), work.state.configuration().log.published);
    const auto counts = deletion::delete_originals(deletion.desk, facts);
    work.deleted += counts.deleted;
    report.counts.emplace_back("originals deleted", counts.deleted);
    for (const auto& [reason, reports] : counts.kept)
        report.counts.emplace_back("kept: " + reason, reports);
    add_remarks(clock, report);
}

/// Again at the end; always. A balanced run at a believed time is what later leaps are measured
/// from, and a day's first one, or one that deleted, stands in the deletion log.
void balance_again_step(NightWork& work, notices::StepReport& report)
{
    const auto balance = deletion::strike_balance(work.state.database(), work.state.vault(),
                                                  work.log(), work.occasion.at);
    work.report.imbalances = balance.imbalances;
    const auto today = holidays::oslo_date(work.occasion.at);
    const bool believed = work.clock_judgement().believed();
    auto transaction = work.state.database().begin();
    const auto last = transaction.execute("select max(at) as at from balance where ordinal = 2")
                          .one()
                          .find_instant("at");
    deletion::write_balance(transaction, balance, work.report.run, 2, work.occasion.at);
    tell_of_imbalance(transaction, balance, work.occasion);
    if (balance.is_zero() && believed) store::note_balanced(transaction, work.occasion.at);
    transaction.commit();
    report.counts = {{"difference", balance.difference()}};
    report.remarks = balance.imbalances;

    if (!balance.is_zero()) return;
    if (work.deleted == 0 && last && holidays::oslo_date(*last) == today) return;
    const std::vector<std::string> leaf = {deletion::canonical(deletion::BalanceLeaf{
        .date = today.text(), .terms = balance.terms, .difference = balance.difference()})};
    work.log().append(leaf);
    OpenedDeletion deletion(work);
    deletion::publish_log(deletion.desk);
}

} // namespace reservepost::batch
