#include "batch/recall_job.h"

#include "batch/commands/commands.h"
#include "batch/commands/piece_named.h"

namespace reservepost::batch::commands {

namespace {

std::string_view word_of(spool::RecallOutcome outcome)
{
    switch (outcome) {
    case spool::RecallOutcome::Dissolved:
        return "dissolved";
    case spool::RecallOutcome::TakenBack:
        return "taken-back";
    case spool::RecallOutcome::HouseConfirmed:
        return "confirmed-by-house";
    case spool::RecallOutcome::AskTheHouse:
        return "ask-the-house";
    }
    throw std::logic_error("an outcome without a word [this is a bug]");
}

std::string sentence_of(const Invocation& invocation, const spool::RecallResult& result)
{
    if (result.outcome == spool::RecallOutcome::AskTheHouse)
        return "The print house may have it already; nothing was changed. Telephone it and say:\n\n"
               "    " +
               result.telephone + "\n\nWhen it has agreed: reservepost recall " +
               invocation.text("JOB") + " --confirmed-by-house\n";
    const char* how = result.outcome == spool::RecallOutcome::Dissolved
                          ? "the package was never handed over and is taken apart"
                      : result.outcome == spool::RecallOutcome::TakenBack
                          ? "the package still lay at the print house and was removed there"
                          : "recorded on the print house's word";
    return std::string(how) + "; " + std::to_string(result.letters) + " letters came back, " +
           std::to_string(result.made_again) + " are made again\n";
}

int recall(const Invocation& invocation)
{
    const auto named = piece_named(invocation, "JOB");
    const spool::Recalled what{named.job, named.piece};
    auto state = open_state(invocation);
    const auto result = recall_job(state, what, invocation.flag("--confirmed-by-house"));
    invocation.print(json::Value::object({{"outcome", word_of(result.outcome)},
                                          {"letters", result.letters},
                                          {"made_again", result.made_again},
                                          {"telephone", result.telephone}}),
                     sentence_of(invocation, result));
    return result.outcome == spool::RecallOutcome::AskTheHouse ? needs_look : all_well;
}

} // namespace

Command recall_command()
{
    return {.name = "recall",
            .summary = "Take a job, or one piece of it, back before it is posted",
            .details =
                "A job that was not handed over is taken apart. One that still lies at the print "
                "house before its\ncut-off, unanswered, is removed there. Else you are told what "
                "to say on the telephone, and nothing is\nchanged until you say that the print "
                "house has agreed. One piece comes back only that way.\nIts letters are made "
                "again, unless the municipality has confirmed meanwhile; the print house gets "
                "a\nsigned notice that the job is void.\n\n"
                "  reservepost recall 01000007\n"
                "  reservepost recall 01000007/41 --confirmed-by-house",
            .options = {{Option::Kind::Argument, "JOB", "JOB[/PIECE]",
                         "A job's eight digits, or a piece of it", true},
                        {Option::Kind::Flag, "--confirmed-by-house", "",
                         "The print house has said on the telephone that it prints none of it"}},
            .run = recall};
}

} // namespace reservepost::batch::commands
