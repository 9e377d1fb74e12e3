#include "batch/letters/held.h"

#include "batch/commands/commands.h"
#include "batch/letters/held_causes.h"
#include "holidays/oslo_time.h"

#include <algorithm>

namespace reservepost::batch::commands {

namespace {

/// What ends the cause with that code; empty for one that an older version gave.
std::string_view end_of(std::string_view code)
{
    const auto* cause = std::ranges::find(letters::held_causes, code, &letters::HeldCause::code);
    return cause == letters::held_causes.end() ? std::string_view() : cause->ends;
}

} // namespace

Command held_command()
{
    return {.name = "held",
            .summary = "Letters that a person must look at",
            .details = "Each with its reason and who can mend it. `release LETTER` gives one back "
                       "to the night.\n\n  reservepost held",
            .run = [](const Invocation& invocation) {
                auto state = open_state(invocation);
                auto transaction = state.database().begin();
                json::Value::List values;
                std::string text;
                for (const auto& letter : letters::list_held(transaction)) {
                    values.push_back(
                        json::Value::object({{"letter", letter.id},
                                             {"code", letter.code},
                                             {"sentence", letter.sentence},
                                             {"ends", end_of(letter.code)},
                                             {"receiver", letter.receiver},
                                             {"due", holidays::oslo_text(letter.due_at)}}));
                    text += "letter " + std::to_string(letter.id) + "  " +
                            (letter.receiver.empty() ? "no receiver" : letter.receiver) + "  due " +
                            short_time(letter.due_at) + "  " + letter.code + "\n    " +
                            letter.sentence +
                            "\n    ended by: " + std::string(end_of(letter.code)) + "\n";
                }
                invocation.print(values, text.empty() ? "No letter is held.\n" : text);
                return all_well;
            }};
}

Command release_command()
{
    return {.name = "release",
            .summary = "Give a held letter back to the night",
            .details = "It is set again in the next run, and held again if its cause still "
                       "stands.\n\n  reservepost release 17\n  reservepost release 17 --receiver "
                       "0301-05",
            .options = {{Option::Kind::Argument, "LETTER", "LETTER",
                         "Its number as `held` shows it", true},
                        {Option::Kind::Text, "--receiver", "R",
                         "The receiver it goes to; the letter says that a person chose it"}},
            .run = [](const Invocation& invocation) {
                auto state = open_state(invocation);
                std::optional<receivers::ReceiverKey> receiver;
                if (!invocation.text("--receiver").empty())
                    receiver = receiver_key(invocation, "--receiver");
                auto transaction = state.database().begin();
                letters::release(transaction, invocation.number("LETTER"), receiver,
                                 state.occasion());
                transaction.commit();
                invocation.print(json::Value::object({{"letter", invocation.number("LETTER")},
                                                      {"state", "gathered"}}),
                                 "released; the next run sets it again\n");
                return all_well;
            }};
}

} // namespace reservepost::batch::commands
