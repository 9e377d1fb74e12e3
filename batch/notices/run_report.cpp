#include "batch/notices/run_report.h"

#include "batch/json/utf8.h"
#include "holidays/oslo_time.h"

#include <algorithm>

namespace reservepost::batch::notices {

namespace {

constexpr std::size_t name_width = 15; ///< Of a step or a kind of trouble.
constexpr std::size_t state_width = 9; ///< Of "skipped" and the space after it.
constexpr std::size_t line_width = 78; ///< What a mail shows without breaking lines by itself.

/// One line of UTF-8, whatever came: a sentence may quote a file's name, and a report that cannot
/// be written or sent would be silence.
std::string one_line(std::string_view text)
{
    std::string line;
    for (std::size_t at = 0; at < text.size();) {
        const auto length = json::character_length(text, at);
        const bool shown = length > 1 || (length == 1 && text[at] >= ' ' && text[at] != '\x7f');
        if (shown)
            line += text.substr(at, length);
        else
            line += length == 0 ? '?' : ' ';
        at += std::max<std::size_t>(length, 1);
    }
    return line;
}

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

std::string padded(std::string_view text, std::size_t width)
{
    const auto length = characters(text);
    return std::string(text) + std::string(length < width ? width - length : 1, ' ');
}

/// `start` and then the words of `text`, broken before `line_width`; further lines stand under the
/// first word.
std::string wrapped(const std::string& start, std::string_view text)
{
    const auto indent = characters(start);
    std::string result = start;
    std::size_t column = indent;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const auto word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        if (column > indent && column + 1 + characters(word) > line_width) {
            result += "\n" + std::string(indent, ' ');
            column = indent;
        } else if (column > indent) {
            result += ' ';
            ++column;
        }
        result += word;
        column += characters(word);
    }
    result.erase(result.find_last_not_of(' ') + 1);
    return result + "\n";
}

std::string counts_of(const StepReport& step)
{
    std::string counts;
    for (const auto& [name, count] : step.counts)
        if (count != 0)
            counts += (counts.empty() ? "" : ", ") + std::to_string(count) + " " + one_line(name);
    return counts;
}

} // namespace

std::string step_text(const StepReport& step)
{
    auto sentence = one_line(step.why);
    const auto counts = counts_of(step);
    if (!counts.empty()) sentence += (sentence.empty() ? "" : "; ") + counts;
    if (sentence.empty() && step.state == StepState::Done) sentence = "nothing to do";
    auto text = wrapped(
        padded(one_line(step.step), name_width) + padded(word(step.state), state_width), sentence);
    for (const auto& remark : step.remarks)
        text += wrapped(std::string(name_width + state_width, ' ') + "- ", one_line(remark));
    return text;
}

namespace {

std::string need_line(std::string_view what, std::int64_t count, std::string_view how)
{
    return padded("  " + std::string(what), name_width + state_width) +
           padded(std::to_string(count), 6) + std::string(how) + "\n";
}

/// What a person must look at, whoever caused it; empty where there is nothing.
std::string needs_text(const RunReport& report)
{
    std::string text;
    if (report.held_letters > 0)
        text += need_line("letters held", report.held_letters, "reservepost held");
    if (report.open_incidents > 0)
        text += need_line("incidents open", report.open_incidents, "reservepost incident list");
    for (const auto& imbalance : report.imbalances)
        text += wrapped(padded("  books", name_width + state_width), one_line(imbalance));
    return text.empty() ? text : "\nNeeds a person\n" + text;
}

std::string failed_steps(const RunReport& report)
{
    std::string names;
    for (const auto& step : report.steps)
        if (step.state == StepState::Failed)
            names += (names.empty() ? "" : ", ") + one_line(step.step);
    return names;
}

/// The outcome in words, and what to do next; a sentence or two each.
std::vector<std::string> outcome_of(const RunReport& report)
{
    std::vector<std::string> words;
    if (report.exit_status == 4)
        words.push_back("The books do not balance, so nothing is deleted until they do. "
                        "`reservepost balance` shows where to look.");
    if (const auto names = failed_steps(report); !names.empty())
        words.push_back("Failed: " + names +
                        ". Nothing is lost: the next run takes it up. Mend what the step's line "
                        "names, or wait if it was a passing fault.");
    if (report.new_trouble)
        words.push_back("Something new is held or open. Look at it with the commands above; a "
                        "letter that is held does not go out before somebody releases it.");
    if (!words.empty()) return words;
    if (report.held_letters > 0 || report.open_incidents > 0)
        return {"All went well; what needs a person was known before this run."};
    return {"All is well; nobody needs to do anything."};
}

json::Value step_value(const StepReport& step)
{
    auto counts = json::Value::object();
    for (const auto& [name, count] : step.counts) {
        const auto key = one_line(name);
        const auto* earlier = counts.find(key);
        counts.set(key, count + (earlier ? earlier->as_integer() : 0));
    }
    json::Value::List remarks;
    for (const auto& remark : step.remarks)
        remarks.emplace_back(one_line(remark));
    return json::Value::object({{"step", one_line(step.step)},
                                {"state", word(step.state)},
                                {"why", one_line(step.why)},
                                {"counts", counts},
                                {"remarks", remarks}});
}

} // namespace

std::string_view word(StepState state)
{
    switch (state) {
    case StepState::Done:
        return "done";
    case StepState::Skipped:
        return "skipped";
    case StepState::Failed:
        return "failed";
    }
    throw std::logic_error("a step in no state [this is a bug]");
}

std::string text_of(const RunReport& report)
{
    const auto started = holidays::oslo_text(report.started_at);
    std::string text = "Reservepost, run " + std::to_string(report.run) +
                       (report.rehearsal ? " (a rehearsal: nothing here is real post)" : "") +
                       "\nStarted " + started.substr(0, 10) + " " + started.substr(11, 5) +
                       ", Oslo time\n\n";
    for (const auto& step : report.steps)
        text += step_text(step);
    return text + closing_text(report);
}

std::string closing_text(const RunReport& report)
{
    auto text =
        needs_text(report) + "\nOutcome (exit " + std::to_string(report.exit_status) + ")\n";
    for (const auto& sentence : outcome_of(report))
        text += wrapped("  ", sentence);
    return text;
}

json::Value json_of(const RunReport& report)
{
    json::Value::List steps;
    for (const auto& step : report.steps)
        steps.push_back(step_value(step));
    json::Value::List imbalances;
    for (const auto& imbalance : report.imbalances)
        imbalances.emplace_back(one_line(imbalance));
    return json::Value::object({{"run", report.run},
                                {"rehearsal", report.rehearsal},
                                {"started_at", holidays::oslo_text(report.started_at)},
                                {"steps", steps},
                                {"held_letters", report.held_letters},
                                {"open_incidents", report.open_incidents},
                                {"new_trouble", report.new_trouble},
                                {"imbalances", imbalances},
                                {"outcome", json::Value::list_of(outcome_of(report))},
                                {"exit_status", report.exit_status}});
}

} // namespace reservepost::batch::notices
