#include "batch/letters/reopen.h"

#include "batch/commands/commands.h"
#include "batch/commands/piece_named.h"

namespace reservepost::batch::commands {

namespace {

int resend(const Invocation& invocation)
{
    const auto named = piece_named(invocation, "PIECE");
    if (!named.piece)
        throw UsageError("say which piece, such as " + named.job +
                         "/41; a whole job comes again when the print house rejects it");
    std::optional<receivers::ReceiverKey> to;
    if (!invocation.text("--to").empty()) to = receiver_key(invocation, "--to");
    auto state = open_state(invocation);
    const auto lookup = state.keys().lookup();
    letters::AnswerDesk desk{state.database(), state.vault(), lookup, state.occasion()};
    const auto outcome = letters::resend(desk, named.job, *named.piece, to);
    const bool again = outcome == letters::ReopenOutcome::Reopened;
    invocation.print(json::Value::object({{"piece", invocation.text("PIECE")},
                                          {"outcome", letters::to_text(outcome)},
                                          {"sentence", letters::sentence_of(outcome)}}),
                     "the report of piece " + invocation.text("PIECE") + " " +
                         std::string(letters::sentence_of(outcome)) + "\n");
    return again ? all_well : needs_look;
}

} // namespace

Command resend_command()
{
    return {.name = "resend",
            .summary = "An office says that a letter never came, or that it got another's",
            .details =
                "While the original of the report exists, the next run sends it again and "
                "keeps it for its whole\nretention anew. The piece stands in the small print "
                "of every sheet and in the print house's lists.\nWith --to the letter goes to "
                "another receiver: on the word of an office that got what was not its\n"
                "own. Ask that office to send its letter back, or to shred it.\n\n"
                "  reservepost resend 01000007/41\n"
                "  reservepost resend 01000007/41 --to 0301-05",
            .options = {{Option::Kind::Argument, "PIECE", "JOB/PIECE",
                         "A job's eight digits and the number of the piece", true},
                        {Option::Kind::Text, "--to", "R",
                         "Municipality and district it goes to, such as 0301-05"}},
            .run = resend};
}

} // namespace reservepost::batch::commands
