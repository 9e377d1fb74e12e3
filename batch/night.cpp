#include "batch/night.h"

#include "batch/night_steps.h"
#include "batch/store/incidents.h"
#include "batch/store/runs.h"

#include <algorithm>
#include <set>
#include <typeinfo>
#include <unistd.h>

namespace reservepost::batch {

namespace {

using notices::RunReport;
using notices::StepReport;
using notices::StepState;

/// A row of the night. The order of the rows is the order of the work.
struct Step {
    std::string_view name;
    /// Each is tried, whatever became of the one before it.
    std::vector<void (*)(NightWork&, StepReport&)> parts;
    /// Steps whose failure means that this one is skipped.
    std::vector<std::string_view> needs;
    bool always = false; ///< Runs whatever failed before it.
};

const std::vector<Step>& steps()
{
    // clang-format off
    static const std::vector<Step> table = {
        {"recover",       {recover_deletions, recover_log, recover_jobs, recover_stores}, {}},
        {"balance",       {balance_step},       {}},
        {"intake",        {intake_step},        {}},
        {"receipts",      {look_at_certificates, receipts_step}, {}},
        {"delete",        {delete_step},        {"recover", "balance", "receipts"}},
        {"gather",        {gather_step},        {}},
        {"typeset",       {typeset_step},       {}},
        {"pack",          {pack_step},          {}},
        {"send",          {send_step},          {}},
        {"balance again", {balance_again_step}, {}, true},
        {"notify",        {notify_step},        {}, true},
    };
    // clang-format on
    return table;
}

/// What goes with a step that is run alone.
bool is_wanted(const Step& step, const std::optional<std::string>& only)
{
    if (!only || step.always || step.name == *only || step.name == "recover") return true;
    return step.name == "balance" && *only == "delete";
}

/// The sentence of an exception. Ours are written to be shown; of the others only the kind is, as
/// foreign libraries quote what they were given.
std::string sentence_of(const std::exception& error)
{
    if (dynamic_cast<const std::runtime_error*>(&error) ||
        dynamic_cast<const std::logic_error*>(&error))
        return error.what();
    return std::string("an unexpected error of the kind ") + typeid(error).name() +
           " [this is a bug]";
}

const StepReport* find_step(const RunReport& report, std::string_view name)
{
    for (const auto& step : report.steps)
        if (step.step == name) return &step;
    return nullptr;
}

/// Why a step cannot run, or nothing.
std::string missing_need(const RunReport& report, const Step& step)
{
    for (const auto need : step.needs) {
        const auto* earlier = find_step(report, need);
        if (earlier && earlier->state == StepState::Failed)
            return "needs the step " + std::string(need) + ", which failed";
    }
    return {};
}

StepReport perform(NightWork& work, const Step& step)
{
    StepReport report;
    report.step = step.name;
    report.why = missing_need(work.report, step);
    if (!report.why.empty()) {
        report.state = StepState::Skipped;
        return report;
    }
    for (const auto part : step.parts) {
        try {
            part(work, report);
        } catch (const std::exception& error) {
            report.state = StepState::Failed;
            report.why += (report.why.empty() ? "" : "; ") + sentence_of(error);
        }
    }
    return report;
}

int exit_status_of(const RunReport& report)
{
    if (!report.imbalances.empty()) return 4;
    const bool failed = std::any_of(report.steps.begin(), report.steps.end(), [](const auto& step) {
        return step.state == StepState::Failed;
    });
    if (failed) return 3;
    return report.new_trouble ? 2 : 0;
}

std::string host_name()
{
    char name[254] = {};
    ::gethostname(name, sizeof name - 1);
    return name;
}

std::int64_t enter_run(OpenedState& state, const store::NightOwnership& ownership,
                       const std::string& host)
{
    auto transaction = state.database().begin();
    const auto number = store::begin_run(transaction, host, state.clock().now());
    ownership.note_run(transaction, number);
    const auto installation = store::read_installation(transaction);
    transaction.commit();
    restore::note_run(state.vault(), run_marks(state), number,
                      {installation.rehearsal, installation.generation});
    return number;
}

/// A holder that hung may be in the middle of anything: a person must look at its host.
void tell_of_silent_holder(NightWork& work)
{
    const auto& holder = work.ownership.taken_from();
    if (!holder) return;
    auto transaction = work.state.database().begin();
    store::raise_incident(
        transaction,
        {.code = "night-taken-over",
         .subject = {store::SubjectKind::Installation, "night"},
         .sentence = "nothing was heard any more of the run on host " + holder->host +
                     " (process " + std::to_string(holder->pid) +
                     "), so this run has taken the night over",
         .remedy = "look what held that process up, and end it; it can do nothing more outside"},
        work.occasion);
    transaction.commit();
}

} // namespace

std::vector<std::string> night_steps()
{
    std::vector<std::string> names;
    for (const auto& step : steps())
        if (step.name != "balance again") names.emplace_back(step.name);
    return names;
}

restore::RunMarks run_marks(const OpenedState& state)
{
    return {state.log(), state.outbox()};
}

void refuse_older_database(OpenedState& state)
{
    auto transaction = state.database().begin();
    restore::refuse_older_database(transaction, state.vault(), run_marks(state));
}

std::optional<store::NightOwnership> own_night(OpenedState& state, std::chrono::milliseconds lease)
{
    return store::NightOwnership::take(
        state.connect(),
        {.host = host_name(), .pid = ::getpid(), .since = state.clock().now(), .run = std::nullopt},
        lease);
}

std::optional<RunReport> run_night(OpenedState& state, const NightOptions& options)
{
    const auto now = state.clock().now();
    const auto ownership = own_night(state, options.lease);
    if (!ownership) return std::nullopt;
    refuse_older_database(state);

    NightWork work(state, *ownership, options);
    work.report.run = enter_run(state, *ownership, host_name());
    work.report.started_at = now;
    work.report.rehearsal = state.rehearsal();
    work.occasion = {now, work.report.run, "night"};
    tell_of_silent_holder(work);

    for (const auto& step : steps()) {
        if (!is_wanted(step, options.only)) continue;
        if (step.name == "notify") {
            work.count_troubles();
            work.report.exit_status = exit_status_of(work.report);
        }
        work.report.steps.push_back(perform(work, step));
        options.told(work.report.steps.back());
    }
    work.report.exit_status = exit_status_of(work.report);
    work.end_run();
    return work.report;
}

} // namespace reservepost::batch
