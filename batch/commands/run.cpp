#include "batch/commands/commands.h"
#include "batch/night.h"

#include <algorithm>
#include <thread>

namespace reservepost::batch::commands {

namespace {

int show_forecast(const Invocation& invocation)
{
    auto state = open_state(invocation);
    const auto would = forecast(state);
    invocation.print(
        json::Value::object({{"inbox_files", would.inbox_files},
                             {"due_not_confirmed", would.due_not_confirmed},
                             {"due_rejected", would.due_rejected},
                             {"due_postal", would.due_postal},
                             {"to_typeset", would.to_typeset},
                             {"to_pack", would.to_pack},
                             {"packing", would.packing},
                             {"to_send", would.to_send}}),
        "A run now would\n  take in       " + std::to_string(would.inbox_files) +
            " files from the inbox\n  gather        " + std::to_string(would.due_not_confirmed) +
            " not confirmed in time, " + std::to_string(would.due_rejected) + " rejected, " +
            std::to_string(would.due_postal) + " by post only\n  typeset       " +
            std::to_string(would.to_typeset) + " letters\n  pack          " +
            std::to_string(would.to_pack) + " letters (" + would.packing + ")\n  send          " +
            std::to_string(would.to_send) + " packages left from before\nNothing was changed.\n");
    return all_well;
}

int run_now(const Invocation& invocation)
{
    NightOptions options;
    options.threads =
        invocation.text("--threads").empty()
            ? static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 32U))
            : static_cast<int>(std::clamp<std::int64_t>(invocation.number("--threads"), 1, 32));
    if (const auto only = invocation.text("--only"); !only.empty()) {
        const auto names = night_steps();
        if (std::find(names.begin(), names.end(), only) == names.end()) {
            std::string all;
            for (const auto& name : names)
                all += (all.empty() ? "" : ", ") + name;
            throw UsageError("--only takes one of the steps " + all);
        }
        options.only = only;
    }
    auto state = open_state(invocation);
    if (!invocation.json)
        options.told = [&](const notices::StepReport& step) {
            invocation.out << notices::step_text(step) << std::flush;
        };
    const auto report = run_night(state, options);
    if (!report) {
        invocation.print(json::Value::object({{"outcome", "another-run-is-at-work"}}),
                         "Another run is at work; it does what this one would have done.\n");
        return all_well;
    }
    invocation.print(notices::json_of(*report), notices::closing_text(*report));
    return report->exit_status;
}

} // namespace

Command run_command()
{
    return {
        .name = "run",
        .summary = "One run of the night's work",
        .details = "Takes up what an earlier run left, takes reports in, applies receipts, "
                   "deletes what may be deleted,\nmakes letters of what is due, packs and sends "
                   "them, proves that the books balance, and tells.\nIt can be killed anywhere "
                   "and run again.\n\n  reservepost run\n  reservepost run --dry-run\n  "
                   "reservepost run --only pack",
        .options = {{Option::Kind::Flag, "--dry-run", "", "Say what would be done; change nothing"},
                    {Option::Kind::Text, "--only", "STEP",
                     "recover, balance, intake, receipts, delete, gather, typeset, pack, send "
                     "or notify"},
                    {Option::Kind::Text, "--threads", "N", "Threads that set letters"}},
        .run = [](const Invocation& invocation) {
            return invocation.flag("--dry-run") ? show_forecast(invocation) : run_now(invocation);
        }};
}

} // namespace reservepost::batch::commands
