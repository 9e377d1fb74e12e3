#include "batch/clock.h"
#include "batch/commands/commands.h"
#include "batch/disk/files.h"
#include "batch/notices/heartbeat_check.h"
#include "holidays/oslo_time.h"

#include <charconv>

// The one command that runs on another host than all the others: it needs no state, no database and
// no secret, only a place that both hosts see.

namespace reservepost::batch::commands {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t longest_heartbeat = 100'000; ///< Octets; ours have about 500.
constexpr std::uint64_t longest_seen = 100;
constexpr mode_t own_file = 0600;

std::optional<std::int64_t> highest_seen(const std::string& file)
{
    if (file.empty() || !fs::exists(file)) return std::nullopt;
    auto text = disk::read_file(file, longest_seen);
    if (text.ends_with('\n')) text.pop_back();
    std::int64_t run = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), run);
    if (error != std::errc() || end != text.data() + text.size() || run < 1)
        throw UsageError("the file of --seen should hold a run's number alone; remove it to begin "
                         "anew");
    return run;
}

/// The number never goes back, so that a heartbeat that was put back is found every time.
void remember(const std::string& file, std::int64_t run, std::optional<std::int64_t> before)
{
    if (file.empty() || (before && *before >= run)) return;
    disk::replace_durably(file, std::to_string(run) + "\n", own_file);
}

json::Value judgement_value(const notices::HeartbeatJudgement& judgement)
{
    auto value = json::Value::object(
        {{"clean", judgement.clean()}, {"findings", json::Value::list_of(judgement.findings)}});
    if (!judgement.heartbeat) return value;
    const auto& heartbeat = *judgement.heartbeat;
    auto steps = json::Value::object();
    for (const auto& [step, state] : heartbeat.steps)
        steps.set(step, notices::word(state));
    value.set("name", heartbeat.name);
    value.set("run", heartbeat.run);
    value.set("ended_at", holidays::oslo_text(heartbeat.ended_at));
    value.set("next_run_by", holidays::oslo_text(heartbeat.next_run_by));
    value.set("steps", steps);
    return value;
}

std::string judgement_text(const notices::HeartbeatJudgement& judgement)
{
    std::string text;
    for (const auto& finding : judgement.findings)
        text += finding + "\n";
    if (!judgement.heartbeat) return text;
    const auto& heartbeat = *judgement.heartbeat;
    text += heartbeat.name + ", run " + std::to_string(heartbeat.run) + "\n  ended    " +
            short_time(heartbeat.ended_at) + "\n  next by  " + short_time(heartbeat.next_run_by) +
            "\n";
    for (const auto& [step, state] : heartbeat.steps)
        if (state == notices::StepState::Failed) text += "  failed   " + step + "\n";
    return judgement.clean() ? text + "The heartbeat is there, signed and in time.\n" : text;
}

int judge(const Invocation& invocation)
{
    const auto key = deletion::VerifierKey::from_line(key_line(invocation.text("--vkey")));
    const auto seen_file = invocation.text("--seen");
    const auto seen = highest_seen(seen_file);
    const auto note = disk::read_file(fs::path(invocation.text("--from")) / notices::heartbeat_file,
                                      longest_heartbeat);
    const auto now = invocation.now ? *invocation.now : Clock().now();
    const auto judgement = notices::judge_heartbeat(note, key, now, seen);
    invocation.print(judgement_value(judgement), judgement_text(judgement));
    if (judgement.heartbeat) remember(seen_file, judgement.heartbeat->run, seen);
    return judgement.clean() ? all_well : needs_look;
}

/// A place that cannot be read is status 1 here, not a step that failed.
int check(const Invocation& invocation)
{
    try {
        return judge(invocation);
    } catch (const std::system_error& error) {
        throw std::runtime_error(std::string("could not judge: ") + error.what());
    } catch (const deletion::NoteError& error) {
        throw UsageError("--vkey takes the heartbeat key's public line: " +
                         std::string(error.what()));
    }
}

} // namespace

Command heartbeat_command()
{
    return {
        .name = "heartbeat",
        .summary = "Whether the night's work is alive, seen from another host",
        .details =
            "Every run leaves a signed heartbeat that says when the next must be there.\n\n  "
            "reservepost heartbeat check --from /mnt/heartbeat --vkey KEY",
        .commands = {
            {.name = "check",
             .summary = "Judge the newest heartbeat; exit 0 clean, 2 an alarm, 1 could not judge",
             .details =
                 "Needs no state and no database: run it every quarter of an hour on a host that\n"
                 "sees one of the places of [heartbeat], and let its exit status raise the alarm.\n"
                 "It is an alarm when the next run is 30 minutes late, when the signature is "
                 "wrong,\n"
                 "when the two hosts' clocks disagree, and, with --seen, when the run's number "
                 "went\n"
                 "back.\n\n"
                 "  reservepost heartbeat check --from /mnt/heartbeat --vkey KEY --seen "
                 "/var/lib/monitor/run",
             .options = {{Option::Kind::Text, "--from", "PLACE",
                          "The directory that holds the file `heartbeat`", true},
                         {Option::Kind::Text, "--vkey", "KEY",
                          "The heartbeat key's public line, name+id+key", true},
                         {Option::Kind::Text, "--seen", "FILE",
                          "Where to remember the highest run number seen"}},
             .run = check}}};
}

} // namespace reservepost::batch::commands
