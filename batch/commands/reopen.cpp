#include "batch/letters/reopen.h"

#include "batch/commands/commands.h"
#include "batch/intake/reference.h"

namespace reservepost::batch::commands {

namespace {

const std::string from_option = "--from";
const std::string to_option = "--to";
const std::string receiver_option = "--receiver";

letters::Again cause_of(const Invocation& invocation)
{
    if (const auto cause = letters::find_reopen_cause(invocation.text("--why"))) return *cause;
    throw UsageError("--why takes lost-by-receiver, letter-not-arrived, returned or rejected-late");
}

holidays::Date required_day(const Invocation& invocation, const std::string& option)
{
    if (const auto day = find_day(invocation, option)) return *day;
    throw UsageError("--from and --to go together, with --receiver");
}

std::optional<receivers::ReceiverKey> receiver_of(const Invocation& invocation)
{
    if (invocation.text(receiver_option).empty()) return std::nullopt;
    return receiver_key(invocation, receiver_option);
}

letters::AnswerDesk desk_of(OpenedState& state, const crypto::SecretKey& lookup)
{
    return {state.database(), state.vault(), lookup, state.occasion()};
}

int reopen_references(const Invocation& invocation, letters::Again why)
{
    const auto texts = invocation.texts_or_lines("REFERENCE");
    const auto receiver = receiver_of(invocation);
    auto state = open_state(invocation);
    const auto lookup = state.keys().lookup();
    auto desk = desk_of(state, lookup);
    json::Value::List values;
    bool all_accepted = true;
    for (const auto& text : texts) {
        const auto reference = intake::find_reference(text);
        const auto outcome =
            reference ? letters::reopen(desk, *reference, why, receiver, state.deadline_calendar())
                      : letters::ReopenOutcome::Unknown;
        const bool accepted = letters::is_accepted(outcome);
        all_accepted = all_accepted && accepted;
        if (invocation.json)
            values.push_back(json::Value::object({{"reference", reference.value_or("")},
                                                  {"outcome", letters::to_text(outcome)},
                                                  {"sentence", letters::sentence_of(outcome)}}));
        else
            (accepted ? invocation.out : invocation.err)
                << (reference ? *reference : "(not a UUID)") << "  "
                << letters::sentence_of(outcome) << "\n";
    }
    if (invocation.json) invocation.out << json::pretty(values);
    return all_accepted ? all_well : needs_look;
}

int reopen_days(const Invocation& invocation, letters::Again why)
{
    const letters::Days days{required_day(invocation, from_option), required_day(invocation, to_option)};
    if (days.to < days.from) throw UsageError("--to lies before --from; both days are included");
    const auto receiver = receiver_key(invocation, receiver_option);
    const bool dry = invocation.flag("--dry-run");
    auto state = open_state(invocation);
    const auto lookup = state.keys().lookup();
    auto desk = desk_of(state, lookup);
    std::int64_t reports = 0;
    if (dry) {
        auto transaction = state.database().begin();
        reports = letters::count_to_reopen(transaction, receiver, days, why);
    } else {
        reports = letters::reopen_all(desk, receiver, days, why);
    }
    const auto count = std::to_string(reports) + (reports == 1 ? " report of " : " reports of ") +
                       receivers::to_text(receiver);
    invocation.print(
        json::Value::object(
            {{"receiver", receivers::to_text(receiver)}, {"reports", reports}, {"reopened", !dry}}),
        dry ? count + " would be reopened; nothing was changed"
            : count + (reports == 1 ? " goes as a letter in the next run"
                                    : " go as letters in the next run"));
    return all_well;
}

int reopen(const Invocation& invocation)
{
    const auto why = cause_of(invocation);
    const bool by_days =
        !invocation.text(from_option).empty() || !invocation.text(to_option).empty();
    const bool by_reference = !invocation.texts("REFERENCE").empty();
    if (by_days == by_reference)
        throw UsageError("say which reports: either references (`-` reads them from standard "
                         "input), or --receiver with --from and --to");
    if (by_reference && invocation.flag("--dry-run"))
        throw UsageError("--dry-run counts the reports of --from and --to; of a reference, "
                         "`reservepost deletion explain` tells what state it is in");
    return by_days ? reopen_days(invocation, why) : reopen_references(invocation, why);
}

} // namespace

Command reopen_command()
{
    return {
        .name = "reopen",
        .summary = "A receiver has not got reports after all: they go as letters (again)",
        .details =
            "While the original of a confirmed or posted report exists, it gets a new letter in "
            "the next run,\nand is kept for its whole retention anew. --why says what the letter "
            "tells of it:\n"
            "  lost-by-receiver     it was confirmed, and its case system has not stored it\n"
            "  letter-not-arrived   its letter never came\n"
            "  returned             its letter came back\n"
            "  rejected-late        it was confirmed, and its case system refused it later\n\n"
            "With --receiver, --from and --to all reports are meant that the receiver confirmed on "
            "these days\n(Oslo, both included); for letter-not-arrived and returned those whose "
            "letter was posted then.\nA discarded file is taken back for the receiver that "
            "--receiver names.\n\n"
            "  reservepost reopen --why lost-by-receiver --receiver 4601-02 --from 2026-11-02 --to "
            "2026-11-30\n"
            "  reservepost reopen --why letter-not-arrived - < references.txt",
        .options = {{Option::Kind::Arguments, "REFERENCE", "UUID…",
                     "References of reports; `-` reads them from standard input, one a line"},
                    {Option::Kind::Text, "--why", "CODE", "Why: one of the four above", true},
                    {Option::Kind::Text, receiver_option, "R",
                     "Municipality and district, such as 0301-05"},
                    {Option::Kind::Text, from_option, "D", "First day, such as 2026-11-02"},
                    {Option::Kind::Text, to_option, "D", "Last day, included"},
                    {Option::Kind::Flag, "--dry-run", "",
                     "Count the reports of these days and change nothing"}},
        .run = reopen};
}

} // namespace reservepost::batch::commands
