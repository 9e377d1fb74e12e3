#include "batch/notices/heartbeat.h"

#include "batch/disk/files.h"
#include "holidays/oslo_time.h"

#include <algorithm>
#include <charconv>

namespace reservepost::batch::notices {

namespace {

using deletion::NoteError;

constexpr mode_t readable_by_all = 0644;
constexpr std::size_t most_steps = 100;

/// Takes the next line, without its end, off the front of `text`.
std::string_view take_line(std::string_view& text, const char* what)
{
    const auto end = text.find('\n');
    if (end == std::string_view::npos)
        throw NoteError("a heartbeat ends before its " + std::string(what));
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

/// What follows `word` and a space in the next line.
std::string_view take_value(std::string_view& text, const char* word)
{
    auto line = take_line(text, word);
    const auto start = std::string(word) + " ";
    if (!line.starts_with(start))
        throw NoteError("a heartbeat's line should begin with '" + std::string(word) + "'");
    line.remove_prefix(start.size());
    return line;
}

/// Only the one text that we write ourselves: another spelling would not be our note.
holidays::Instant instant_of(std::string_view text)
{
    const auto instant = holidays::find_local_instant(text);
    if (!instant || holidays::utc_text(*instant) != text)
        throw NoteError("a heartbeat's time should look like 2026-11-25T01:00:00Z");
    return *instant;
}

std::int64_t run_of(std::string_view text)
{
    std::int64_t run = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), run);
    if (error != std::errc() || end != text.data() + text.size() || run < 1 ||
        std::to_string(run) != text)
        throw NoteError("a heartbeat's run should be a whole number from 1");
    return run;
}

std::pair<std::string, StepState> step_of(std::string_view line)
{
    const auto space = line.rfind(' ');
    for (const auto state : {StepState::Done, StepState::Skipped, StepState::Failed})
        if (space != std::string_view::npos && space > 0 && line.substr(space + 1) == word(state))
            return {std::string(line.substr(0, space)), state};
    throw NoteError("a heartbeat's step should end with done, skipped or failed");
}

bool is_plain_word(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

} // namespace

std::string Heartbeat::body() const
{
    auto text = name + "\nrun " + std::to_string(run) + "\nended " + holidays::utc_text(ended_at) +
                "\nnext " + holidays::utc_text(next_run_by) + "\n";
    for (const auto& [step, state] : steps) {
        if (!is_plain_word(step))
            throw std::logic_error("a step whose name is not one line of ASCII [this is a bug]");
        text += step + " " + std::string(word(state)) + "\n";
    }
    return text;
}

Heartbeat Heartbeat::from_body(std::string_view body)
{
    Heartbeat heartbeat;
    heartbeat.name = take_line(body, "name");
    if (heartbeat.name.empty()) throw NoteError("a heartbeat without a name");
    heartbeat.run = run_of(take_value(body, "run"));
    heartbeat.ended_at = instant_of(take_value(body, "ended"));
    heartbeat.next_run_by = instant_of(take_value(body, "next"));
    while (!body.empty()) {
        if (heartbeat.steps.size() == most_steps)
            throw NoteError("a heartbeat with more than 100 steps");
        heartbeat.steps.push_back(step_of(take_line(body, "last line's end")));
    }
    return heartbeat;
}

std::string heartbeat_note(const std::string& name, const RunReport& report,
                           holidays::Instant ended_at, holidays::Instant next_run_by,
                           const crypto::SigningKey& key)
{
    Heartbeat heartbeat{name, report.run, ended_at, next_run_by, {}};
    for (const auto& step : report.steps)
        heartbeat.steps.emplace_back(step.step, step.state);
    deletion::SignedNote note{heartbeat.body(), {}};
    note.sign(name, key);
    return note.text();
}

std::vector<std::string> write_heartbeat(const std::string& note,
                                         const std::vector<std::filesystem::path>& places)
{
    std::vector<std::string> troubles;
    for (const auto& place : places) {
        try {
            // The program makes private directories; this one is for whoever watches.
            if (std::filesystem::create_directory(place))
                std::filesystem::permissions(place, std::filesystem::perms(0755));
            disk::replace_durably(place / heartbeat_file, note, readable_by_all);
        } catch (const std::system_error& error) {
            troubles.push_back("the heartbeat could not be written to " + place.string() + ": " +
                               error.code().message());
        }
    }
    return troubles;
}

} // namespace reservepost::batch::notices
