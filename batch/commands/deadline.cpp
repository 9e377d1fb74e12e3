#include "holidays/deadline.h"
#include "batch/commands/commands.h"
#include "batch/commands/deadline_compare.h"
#include "holidays/oslo_time.h"

namespace reservepost::batch::commands {

namespace {

using holidays::Calendar;
using holidays::DeadlinePolicy;
using holidays::Instant;

constexpr std::int64_t most_hours = 100'000;

std::vector<DeadlinePolicy> policies_of(const Invocation& invocation)
{
    const auto hours = invocation.values.contains("--hours") ? invocation.number("--hours")
                                                             : holidays::usual_hours;
    if (hours < 0 || hours > most_hours)
        throw UsageError("--hours takes 0 to " + std::to_string(most_hours));
    std::vector<DeadlinePolicy> policies;
    auto modes = invocation.texts("--mode");
    if (modes.empty()) modes = {"business-day-hours"};
    for (const auto& mode : modes) {
        const auto policy = holidays::find_trial_policy(mode, static_cast<int>(hours));
        if (!policy)
            throw UsageError("--mode takes business-day-hours, wall-clock, office-hours or "
                             "business-days:N");
        policies.push_back(*policy);
    }
    return policies;
}

/// An instant as it was written: to the microsecond, as we count, and all digits of its fraction.
struct WrittenInstant {
    Instant instant;
    std::string fraction; ///< Without zeros at the end; empty where there is none.
};

WrittenInstant read_instant(const std::string& text)
{
    WrittenInstant written{holidays::parse_instant(text), {}};
    const auto point = text.find_first_of(".,");
    if (point != std::string::npos) {
        const auto end = text.find_first_not_of("0123456789", point + 1);
        written.fraction = text.substr(point + 1, end == std::string::npos ? end : end - point - 1);
        written.fraction.erase(written.fraction.find_last_not_of('0') + 1);
    }
    return written;
}

/// The second of `instant` in Oslo, with another fraction.
std::string oslo_text(Instant instant, const std::string& fraction)
{
    constexpr std::size_t after_seconds = std::string_view("2026-11-25T02:00:00").size();
    auto text = holidays::oslo_text(std::chrono::floor<std::chrono::seconds>(instant));
    if (!fraction.empty()) text.insert(after_seconds, '.' + fraction);
    return text;
}

/// The deadline with the fraction that came in, also where that is finer than a microsecond: then
/// what is finer runs on beside the count, unless the deadline does not depend on it.
std::string due_text(const DeadlinePolicy& policy, const WrittenInstant& received,
                     const Calendar& calendar)
{
    constexpr std::size_t digits_of_microseconds = 6;
    const auto due = holidays::due(policy, received.instant, calendar);
    if (received.fraction.size() <= digits_of_microseconds) return holidays::oslo_text(due);
    const auto next = holidays::Duration(1);
    const auto due_after = holidays::due(policy, received.instant + next, calendar);
    return due_after == due ? holidays::oslo_text(due)
                            : oslo_text(due_after - next, received.fraction);
}

/// Answers instants under every policy; the working goes beneath each line.
class Answers {
public:
    explicit Answers(const Invocation& invocation)
        : invocation_(invocation), policies_(policies_of(invocation)),
          calendar_(invocation.flag("--close-eves") ? Calendar::norway().close_eves()
                                                    : Calendar::norway())
    {
    }

    /// What cannot be answered becomes a line on standard error that says where it stands, and
    /// never repeats what stands there.
    void take(const std::string& text, const std::string& place)
    {
        try {
            answer(read_instant(text));
        } catch (const holidays::UnreadableInstant& error) {
            refuse(place, error.what());
        } catch (const holidays::OutsideCalendar& error) {
            refuse(place, error.what());
        }
    }

    int finish() const
    {
        if (invocation_.json) invocation_.out << json::pretty(values_);
        return all_answered_ ? all_well : needs_look;
    }

private:
    void answer(const WrittenInstant& received)
    {
        // All of it first: an instant is answered under every policy or not at all.
        std::vector<std::string> dues, workings;
        for (const auto& policy : policies_) {
            dues.push_back(due_text(policy, received, calendar_));
            if (invocation_.flag("--explain"))
                workings.push_back(holidays::explain(policy, received.instant, calendar_));
        }
        const auto from = oslo_text(received.instant, received.fraction);
        for (std::size_t i = 0; i < policies_.size(); ++i) {
            const auto mode = mode_text(policies_[i]);
            if (invocation_.json) {
                auto value = json::Value::object(
                    {{"received", from}, {"mode", mode}, {"deadline", dues[i]}});
                if (!workings.empty()) value.set("working", workings[i]);
                values_.push_back(value);
                continue;
            }
            invocation_.out << from << '\t' << mode << '\t' << dues[i] << '\n';
            if (!workings.empty()) invocation_.out << workings[i] << '\n';
        }
    }

    void refuse(const std::string& place, const std::string& why)
    {
        all_answered_ = false;
        invocation_.err << place << ": " << why << '\n';
    }

    const Invocation& invocation_;
    std::vector<DeadlinePolicy> policies_;
    Calendar calendar_;
    json::Value::List values_;
    bool all_answered_ = true;
};

/// One instant a line. Empty lines are passed over; so are what other systems put around lines, a
/// carriage return at the end and a byte order mark before the first.
void take_lines(const Invocation& invocation, Answers& answers)
{
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    std::int64_t number = 0;
    for (std::string line; std::getline(invocation.in, line);) {
        ++number;
        if (number == 1 && line.starts_with(byte_order_mark)) line.erase(0, byte_order_mark.size());
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (!line.empty()) answers.take(line, "line " + std::to_string(number));
    }
}

int deadline(const Invocation& invocation)
{
    if (invocation.values.contains("--compare")) return compare_deadlines(invocation);
    Answers answers(invocation);
    const auto given = invocation.texts("INSTANT");
    if (given.empty() || given == std::vector<std::string>{"-"})
        take_lines(invocation, answers);
    else
        for (std::size_t i = 0; i < given.size(); ++i)
            answers.take(given[i], "argument " + std::to_string(i + 1));
    return answers.finish();
}

} // namespace

Command deadline_command()
{
    return {
        .name = "deadline",
        .summary = "When something received at an instant falls due",
        .details =
            "Instants as 2026-11-27T15:00 (Oslo), with an offset or Z; from standard input, one a "
            "line, where none is given.\nPrints received, mode and deadline, parted by tabs. Of an "
            "hour that comes twice in October the earlier is meant,\nunless an offset says "
            "otherwise.\n\n  reservepost deadline 2026-11-27T15:00 --explain\n  reservepost "
            "deadline --mode wall-clock --mode business-days:2 < instants.txt\n  reservepost "
            "deadline --compare - < reference.txt",
        .options = {{Option::Kind::Arguments, "INSTANT", "INSTANT", "When it was received"},
                    {Option::Kind::Texts, "--mode", "M",
                     "business-day-hours (default), wall-clock, office-hours or business-days:N; "
                     "may be repeated"},
                    {Option::Kind::Text, "--hours", "N", "Hours to count (default: 40)"},
                    {Option::Kind::Flag, "--close-eves", "",
                     "24 and 31 December do not count either"},
                    {Option::Kind::Flag, "--explain", "",
                     "Show the working: which hours of which day counted"},
                    {Option::Kind::Text, "--compare", "UUID",
                     "One report under all four modes, by its reference; `-` reads that from "
                     "standard input"}},
        .run = deadline};
}

} // namespace reservepost::batch::commands
