#include "batch/notices/heartbeat_check.h"

#include "holidays/oslo_time.h"

namespace reservepost::batch::notices {

namespace {

/// "2026-11-25 02:00 Oslo time"; the place where people meet an instant.
std::string time_text(holidays::Instant instant)
{
    const auto text = holidays::oslo_text(instant);
    return text.substr(0, 10) + " " + text.substr(11, 5) + " Oslo time";
}

std::string minutes_text(holidays::Duration duration)
{
    const auto minutes = std::chrono::floor<std::chrono::minutes>(duration).count();
    return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
}

/// The heartbeat inside, if the key signed it under its own name.
Heartbeat open_heartbeat(std::string_view text, const deletion::VerifierKey& key)
{
    const auto note = deletion::SignedNote::parse(text);
    if (!note.signed_by(key))
        throw deletion::NoteError("it is not signed by the key asked for (" + key.name + ")");
    auto heartbeat = Heartbeat::from_body(note.body);
    if (heartbeat.name != key.name)
        throw deletion::NoteError("it is of another installation than the key's (" + key.name +
                                  ")");
    return heartbeat;
}

} // namespace

HeartbeatJudgement judge_heartbeat(std::string_view note, const deletion::VerifierKey& key,
                                   holidays::Instant now, std::optional<std::int64_t> highest_seen)
{
    HeartbeatJudgement judgement;
    try {
        judgement.heartbeat = open_heartbeat(note, key);
    } catch (const deletion::NoteError& error) {
        judgement.findings.push_back("the heartbeat is not to be believed: " +
                                     std::string(error.what()));
        return judgement;
    }
    const auto& heartbeat = *judgement.heartbeat;
    if (now > heartbeat.next_run_by + heartbeat_grace)
        judgement.findings.push_back("the run after run " + std::to_string(heartbeat.run) +
                                     " is missing: it had to be "
                                     "there by " +
                                     time_text(heartbeat.next_run_by) + ", " +
                                     minutes_text(now - heartbeat.next_run_by) +
                                     " ago. Look whether the machine and its timer are running");
    if (heartbeat.ended_at > now + heartbeat_grace)
        judgement.findings.push_back(
            "run " + std::to_string(heartbeat.run) + " ended " +
            minutes_text(heartbeat.ended_at - now) +
            " ahead of this host's clock: set the clock of whichever host is wrong");
    if (highest_seen && heartbeat.run < *highest_seen)
        judgement.findings.push_back(
            "the run's number went back from " + std::to_string(*highest_seen) + " to " +
            std::to_string(heartbeat.run) +
            ": an old heartbeat was put back, or the installation works on an older copy of its "
            "database");
    return judgement;
}

} // namespace reservepost::batch::notices
