#include "batch/intake/inbox.h"
#include "batch/letters/gather.h"
#include "batch/letters/held.h"
#include "batch/letters/typeset.h"
#include "batch/mail_server.h"
#include "batch/night_steps.h"
#include "batch/notices/heartbeat.h"
#include "batch/packing_wait.h"
#include "batch/schedule.h"
#include "batch/spool/notices.h"
#include "batch/spool/pack.h"
#include "batch/spool_context.h"
#include "batch/store/incidents.h"
#include "batch/store/statistics.h"
#include "holidays/operating_days.h"

// The steps that lead to the post and tell of it: gather, typeset, pack, send, notify.

namespace reservepost::batch {

namespace {

/// The run report goes to the operators when somebody must act on it.
void queue_run_report(NightWork& work)
{
    const auto& state = work.state;
    if (work.report.exit_status == 0 || state.configuration().operator_emails.empty()) return;
    auto transaction = work.state.database().begin();
    for (const auto& address : state.configuration().operator_emails)
        notices::queue_mail(transaction,
                            {.recipient = address,
                             .subject = "Reservepost run " + std::to_string(work.report.run) +
                                        " needs a look (exit " +
                                        std::to_string(work.report.exit_status) + ")",
                             .body = notices::text_of(work.report)},
                            mail_sender(state), work.occasion.at);
    transaction.commit();
}

} // namespace

void gather_step(NightWork& work, notices::StepReport& report)
{
    store::refresh_statistics(work.state.database());
    const auto counts = letters::gather(work.state.database(), work.occasion);
    report.counts = {{"not confirmed in time", counts.not_confirmed},
                     {"rejected by a case system", counts.rejected},
                     {"post chosen", counts.postal}};
    auto transaction = work.state.database().begin();
    const auto released = letters::release_returned(transaction, work.occasion);
    transaction.commit();
    if (released > 0) report.counts.emplace_back("released to a new address", released);
}

void typeset_step(NightWork& work, notices::StepReport& report)
{
    store::refresh_statistics(work.state.database());
    const auto set_back =
        letters::reset_outdated(work.state.database(), work.typesetter(), work.occasion);
    const auto counts = letters::typeset(work.state.database(), work.typesetter(), work.occasion,
                                         {.threads = work.options.threads,
                                          .connect = [&] { return work.state.connect(); },
                                          .lease = work.options.lease});
    report.counts = {{"letters typeset", counts.typeset}, {"held", counts.held}};
    if (set_back > 0) report.counts.emplace_back("set anew after an upgrade", set_back);
    if (counts.uncovered_characters > 0)
        report.counts.emplace_back("characters printed as code points",
                                   counts.uncovered_characters);
}

void pack_step(NightWork& work, notices::StepReport& report)
{
    const bool wanted = work.options.only == "pack";
    const auto waits = wanted ? std::nullopt : packing_waits(work.state, work.occasion.at);
    if (waits) {
        report.state = notices::StepState::Skipped;
        report.why = *waits;
        return;
    }
    store::refresh_statistics(work.state.database());
    OpenedSpool opened(work);
    const auto counts = spool::pack(opened.spool);
    report.counts = {{"packages closed", counts.jobs},
                     {"letters in them", counts.pieces},
                     {"sheets", counts.sheets}};
    if (counts.set_back > 0) report.counts.emplace_back("letters set back", counts.set_back);
    if (counts.dissolved > 0) report.counts.emplace_back("jobs dissolved", counts.dissolved);
}

namespace {

/// An incident while notices wait for our key or certificate, resolved as soon as they do not.
void tell_of_notices(NightWork& work, const std::optional<std::string>& why_waiting)
{
    const store::Subject subject{store::SubjectKind::Installation, "package-key"};
    auto transaction = work.state.database().begin();
    if (why_waiting)
        store::raise_incident(transaction,
                              {"notices-wait", subject, *why_waiting,
                               "bring package.pem and package.crt back into the key directory; the "
                               "next run says what it has to say"},
                              work.occasion);
    else
        store::resolve_incident(transaction, "notices-wait", subject, work.occasion);
    transaction.commit();
}

/// What no package tells the print house: that a number is void, that nothing comes today, or what
/// will come before the cut-off.
void send_notices(NightWork& work, spool::Dispatch& dispatch, notices::StepReport& report)
{
    std::optional<crypto::Identity> signer;
    try {
        signer = work.state.keys().package();
    } catch (const std::runtime_error& error) { // Without it nothing is packed: `pack` fails.
        tell_of_notices(work, std::string("notices to the print house wait: ") + error.what());
        return;
    }
    tell_of_notices(work, std::nullopt);
    const spool::NoticeTerms terms{work.state.configuration().print_house.name, *signer,
                                   work.state.profile().plex()};
    spool::tell_void_jobs(dispatch, terms);
    const auto cut_off = holidays::next_cut_off(work.occasion.at, work.state.profile().cut_off,
                                                work.state.house_calendar());
    const bool paused = packing_is_paused(work);
    if (paused ? is_last_before_cut_off(work.state, work.occasion.at)
               : !packing_waits(work.state, work.occasion.at))
        spool::tell_no_job(dispatch, terms);
    else if (!paused)
        spool::advise(dispatch, terms, cut_off);
    const auto sent = spool::send_notices(dispatch, terms);
    if (sent > 0) report.counts.emplace_back("notices sent", sent);
}

} // namespace

void send_step(NightWork& work, notices::StepReport& report)
{
    const auto closed = why_house_closed(work.occasion.at, work.state.house_calendar());
    if (closed && work.options.only != "send") {
        report.state = notices::StepState::Skipped;
        report.why = *closed;
        return;
    }
    auto dispatch = make_dispatch(work);
    const auto counts = spool::send(dispatch);
    report.counts = {{"packages sent", counts.sent}};
    if (counts.waiting_for_receipt > 0)
        report.counts.emplace_back("waiting for a receipt before sending again",
                                   counts.waiting_for_receipt);
    send_notices(work, dispatch, report);
}

/// The heartbeat first: silence is the alarm, and must not follow from a fault of the mails.
void notify_step(NightWork& work, notices::StepReport& report)
{
    const auto note = notices::heartbeat_note(
        heartbeat_name(work.state), work.report, work.state.clock().now(),
        next_scheduled(work.occasion.at, work.state.configuration().schedule),
        work.state.keys().heartbeat());
    report.remarks = notices::write_heartbeat(note, work.state.configuration().heartbeat_places);
    queue_run_report(work);
    const auto mails =
        notices::send_queued(work.state.database(), mail_server(work.state), work.occasion.at);
    report.counts = {{"mails sent", mails.sent}, {"mails waiting", mails.waiting}};
    for (const auto& trouble : mails.troubles)
        report.remarks.push_back(trouble);
}

Forecast forecast(OpenedState& state)
{
    Forecast result;
    const auto now = state.clock().now();
    result.inbox_files =
        static_cast<std::int64_t>(intake::list_inbox(state.configuration().inbox_directory).size());
    {
        auto transaction = state.database().begin();
        const auto due = letters::count_due(transaction, now);
        result.due_not_confirmed = due.not_confirmed;
        result.due_rejected = due.rejected;
        result.due_postal = due.postal;
        const auto count = [&](const char* sql) {
            return transaction.execute(sql).one().integer("n");
        };
        result.to_typeset =
            due.all() + count("select count(*) as n from letter where state = 'gathered'");
        result.to_pack = due.all() + spool::count_packable(transaction, now) +
                         count("select count(*) as n from letter where state = 'gathered'");
        result.to_send =
            count("select count(*) as n from job where state in ('closed', 'sending')");
    }
    const auto waits = packing_waits(state, now);
    result.packing = waits ? "not in this run: " + *waits : "packages are closed in this run";
    return result;
}

} // namespace reservepost::batch
