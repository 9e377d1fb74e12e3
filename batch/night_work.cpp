#include "batch/night_steps.h"

#include "batch/hand_over_certificates.h"
#include "batch/printhouse/open_transport.h"
#include "batch/spool/apply_receipts.h"
#include "batch/store/incidents.h"
#include "batch/store/runs.h"

namespace reservepost::batch {

namespace {

letters::EnvelopeLimits limits_of(const printhouse::Profile& profile)
{
    letters::EnvelopeLimits limits{.envelopes = {}, .most_pages = profile.max_pages};
    for (const auto& [envelope, most_sheets] : profile.envelopes)
        limits.envelopes.push_back({std::string(printhouse::code_of(envelope)), most_sheets});
    return limits;
}

} // namespace

NightWork::NightWork(OpenedState& opened, const store::NightOwnership& owner,
                     const NightOptions& wanted)
    : state(opened), ownership(owner), options(wanted)
{
}

NightWork::~NightWork() = default;

deletion::DeletionLog& NightWork::log()
{
    if (!log_) log_.emplace(deletion::DeletionLog::open(state.log(), state.keys().log()));
    return *log_;
}

const letters::Typesetter& NightWork::typesetter()
{
    if (!typesetter_) {
        auto transaction = state.database().begin();
        workshop_ = std::make_unique<layout::Workshop>();
        typesetter_ = std::make_unique<letters::Typesetter>(
            state.vault(), *workshop_,
            letters::PrintSetting{state.profile().geometry, limits_of(state.profile()),
                                  state.configuration().letters.return_line},
            letters::WordsBook::read(transaction));
    }
    return *typesetter_;
}

printhouse::Transport& NightWork::transport()
{
    if (!transport_) transport_ = printhouse::open_transport(state.configuration().print_house);
    return *transport_;
}

const spool::CertificateVerdict& NightWork::certificates()
{
    if (!certificates_) certificates_ = certificate_verdict(state, occasion.at);
    return *certificates_;
}

const deletion::ClockJudgement& NightWork::clock_judgement()
{
    if (clock_) return *clock_;
    deletion::ClockFacts facts;
    facts.now = occasion.at;
    {
        auto transaction = state.database().begin();
        const auto installation = store::read_installation(transaction);
        facts.last_balanced_run = installation.last_balanced_at;
        if (installation.clock_accepted_at > installation.last_balanced_at)
            facts.accepted = installation.clock_accepted_at;
        facts.newest_receipt_signed_at = spool::newest_receipt_signed_at(transaction);
    }
    // In a rehearsal `--now` is the only clock; elsewhere the print house's is met on the way.
    if (!state.rehearsal()) meet_clock_of_print_house(facts);
    clock_ = deletion::judge_clock(facts);
    return *clock_;
}

/// A print house that is away is a clock that is not met; the steps that need the house tell of it.
void NightWork::meet_clock_of_print_house(deletion::ClockFacts& facts)
{
    try {
        const auto theirs = transport().touch_time();
        facts.others.push_back({"print house", theirs, state.clock().now()});
    } catch (const std::runtime_error&) {
        return;
    }
}

void NightWork::count_troubles()
{
    auto transaction = state.database().begin();
    report.held_letters =
        transaction.execute("select count(*) as n from letter where state = 'held'")
            .one()
            .integer("n");
    report.open_incidents = store::count_unacknowledged(transaction, occasion.at);
    const auto new_ones =
        transaction
            .execute("select (select count(*) from incident where opened_run = $1 and state = "
                     "'open') + (select count(*) from journal where run = $1 and subject_kind = "
                     "'letter' and to_state = 'held') as n",
                     {report.run})
            .one()
            .integer("n");
    report.new_trouble = new_ones > 0;
}

void NightWork::end_run()
{
    auto transaction = state.database().begin();
    store::end_run(transaction, report.run, state.clock().now(), report.exit_status,
                   json::canonical(notices::json_of(report)));
    transaction.commit();
}

OpenedDoor::OpenedDoor(OpenedState& state, store::Occasion occasion)
    : lookup_key(state.keys().lookup()), digest_secrets(state.keys().digest_secrets()),
      recipient(state.keys().find_intake()), door{state.database(),
                                                  state.vault(),
                                                  lookup_key,
                                                  digest_secrets,
                                                  state.deadline_calendar(),
                                                  std::move(occasion),
                                                  false,
                                                  recipient ? &*recipient : nullptr}
{
}

} // namespace reservepost::batch
