#include "batch/commands/commands.h"
#include "batch/sight.h"
#include "holidays/oslo_time.h"

namespace reservepost::batch::commands {

namespace {

json::Value counts_value(const std::map<std::string, std::int64_t>& counts)
{
    auto value = json::Value::object();
    for (const auto& [state, count] : counts)
        value.set(state, count);
    return value;
}

json::Value sight_value(const Sight& sight)
{
    json::Value::List queues;
    for (const auto& queue : sight.queues)
        queues.push_back(json::Value::object({{"receiver", queue.receiver},
                                              {"waiting", queue.waiting},
                                              {"posting", queue.posting},
                                              {"next_due", holidays::oslo_text(queue.next_due)}}));
    json::Value::List jobs;
    for (const auto& job : sight.jobs)
        jobs.push_back(json::Value::object({{"job", job.number},
                                            {"state", job.state},
                                            {"class", job.class_name},
                                            {"pieces", job.pieces},
                                            {"waits_for", job.waits_for}}));
    auto value = json::Value::object({{"now", holidays::oslo_text(sight.now)},
                                      {"rehearsal", sight.rehearsal},
                                      {"reports", counts_value(sight.reports)},
                                      {"letters", counts_value(sight.letters)},
                                      {"queues", queues},
                                      {"jobs", jobs},
                                      {"held", sight.held},
                                      {"quarantined", sight.quarantined},
                                      {"incidents", sight.incidents},
                                      {"mails_waiting", sight.mails_waiting},
                                      {"last_run", sight.last_run},
                                      {"log_size", sight.log_size},
                                      {"remarks", json::Value::list_of(sight.remarks)}});
    if (sight.last_run_at) value.set("last_run_at", holidays::oslo_text(*sight.last_run_at));
    if (sight.last_balanced_at)
        value.set("last_balanced_at", holidays::oslo_text(*sight.last_balanced_at));
    return value;
}

std::string counts_text(const std::map<std::string, std::int64_t>& counts)
{
    std::string text;
    for (const auto& [state, count] : counts)
        if (count > 0) text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + state;
    return text.empty() ? "none" : text;
}

std::string row(const std::string& label, const std::string& text)
{
    return label + std::string(13 - label.size(), ' ') + text + "\n";
}

std::string sight_text(const Sight& sight)
{
    std::string text =
        row("Now", short_time(sight.now) + (sight.rehearsal ? "  (rehearsal)" : "")) +
        row("Reports", counts_text(sight.reports)) + row("Letters", counts_text(sight.letters));
    text += "\n";
    for (const auto& queue : sight.queues)
        text += row("Queue", queue.receiver + "  " + std::to_string(queue.waiting) + " waiting, " +
                                 std::to_string(queue.posting) + " posting, next due " +
                                 short_time(queue.next_due));
    for (const auto& job : sight.jobs)
        text += row("Job", job.number + "  " + job.class_name + "  " + std::to_string(job.pieces) +
                               " pieces  " + job.state + ", waits for " + job.waits_for);
    if (!sight.queues.empty() || !sight.jobs.empty()) text += "\n";
    text +=
        row("Held",
            std::to_string(sight.held) + (sight.held > 0 ? "  (see `reservepost held`)" : "")) +
        row("Quarantine",
            std::to_string(sight.quarantined) +
                (sight.quarantined > 0 ? "  (see `reservepost quarantine list`)" : "")) +
        row("Incidents", std::to_string(sight.incidents) +
                             (sight.incidents > 0 ? "  (see `reservepost incident list`)" : "")) +
        row("Mails", std::to_string(sight.mails_waiting) + " waiting") +
        row("Last run", sight.last_run_at ? std::to_string(sight.last_run) + " at " +
                                                short_time(*sight.last_run_at)
                                          : "none yet") +
        row("Balanced",
            sight.last_balanced_at ? short_time(*sight.last_balanced_at) : "never yet") +
        row("Deletion log", std::to_string(sight.log_size) + " leaves");
    for (const auto& remark : sight.remarks)
        text += row("Note", remark);
    return text;
}

} // namespace

Command status_command()
{
    return {.name = "status",
            .summary = "What waits, what is on its way, what needs a person",
            .details = "Changes nothing.\n\n  reservepost status",
            .run = [](const Invocation& invocation) {
                auto state = open_state(invocation);
                const auto sight = look(state);
                invocation.print(sight_value(sight), sight_text(sight));
                return all_well;
            }};
}

} // namespace reservepost::batch::commands
