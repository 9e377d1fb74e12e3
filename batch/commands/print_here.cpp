#include "batch/print_here.h"

#include "batch/commands/commands.h"
#include "batch/commands/piece_named.h"

namespace reservepost::batch::commands {

namespace {

/// The letter of that number, or the one that has taken a piece's place.
std::int64_t letter_named(const Invocation& invocation, OpenedState& state)
{
    if (invocation.text("LETTER").find('/') == std::string::npos)
        return invocation.number("LETTER");
    const auto named = piece_named(invocation, "LETTER");
    auto transaction = state.database().begin();
    return spool::newest_letter_of(transaction, named.job, named.piece.value());
}

int tell_asked(const Invocation& invocation, std::int64_t letter, const std::string& how)
{
    invocation.print(json::Value::object({{"letter", letter}, {"step", "asked"}}),
                     "A second person must say the same: `reservepost print-here " +
                         std::to_string(letter) + how + "`. Until then nothing is changed.\n");
    return all_well;
}

int print(const Invocation& invocation, OpenedState& state, std::int64_t letter)
{
    const auto printed = print_here(state, letter, invocation.text("--printer"));
    if (!printed.print) return tell_asked(invocation, letter, " --printer " + printed.printer);
    const auto& job = printed.print->job;
    const auto number = std::to_string(letter);
    invocation.print(json::Value::object({{"letter", letter},
                                          {"step", "printed"},
                                          {"job", job},
                                          {"file", printed.file.string()}}),
                     "Letter " + number + " is job " + job +
                         "; no run takes it any more. Its PDF lies sealed to printer " +
                         printed.printer + ":\n  " + printed.file.string() +
                         "\nWhen it is in the post, two persons say so: `reservepost print-here " +
                         number + " --posted DAY`\n");
    return all_well;
}

int say_posted(const Invocation& invocation, OpenedState& state, std::int64_t letter)
{
    const auto day = find_day(invocation, "--posted").value();
    const auto posted = say_posted_here(state, letter, day);
    if (posted.word == spool::HandWord::Asked)
        return tell_asked(invocation, letter, " --posted " + day.text());
    std::string text = "Letter " + std::to_string(letter) + " was posted on " + day.text() +
                       "; its original is kept as after any other.\n";
    if (!posted.still_there.empty())
        text += "Remove its file yourself: " + posted.still_there + "\n";
    invocation.print(json::Value::object({{"letter", letter}, {"step", "posted"}}), text);
    return all_well;
}

int run_print_here(const Invocation& invocation)
{
    auto state = open_state(invocation);
    const auto letter = letter_named(invocation, state);
    return invocation.text("--posted").empty() ? print(invocation, state, letter)
                                               : say_posted(invocation, state, letter);
}

} // namespace

Command print_here_command()
{
    return {.name = "print-here",
            .summary = "Print a letter that no machine can take; two persons",
            .details =
                "For a letter that is held, or cannot wait for the print house. One person asks, a "
                "second one\nasks for the same: then its PDF lies sealed before the printer, and "
                "no run takes it any more.\nSaid again, the file is put there again. When it is "
                "in the post, two persons say on which day;\nthat counts as a print house's "
                "receipt. `recall JOB` takes it back. docs/by-hand.md tells it all.\n\n  "
                "reservepost print-here 17 --printer front-office\n  reservepost print-here 17 "
                "--posted 2026-11-25",
            .options = {{Option::Kind::Argument, "LETTER", "LETTER",
                         "Its number as `held` shows it; or JOB/PIECE for the letter that has "
                         "taken that piece's place",
                         true},
                        {Option::Kind::Text, "--printer", "NAME",
                         "A [[printer]] of the configuration; not needed where it has only one"},
                        {Option::Kind::Text, "--posted", "DAY",
                         "It is in the post since that day, such as 2026-11-25"}},
            .run = run_print_here};
}

} // namespace reservepost::batch::commands
