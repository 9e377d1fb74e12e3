#include "batch/commands/commands.h"
#include "batch/deletion/balance.h"
#include "batch/store/installation.h"
#include "holidays/oslo_time.h"

// Commands about the books, the clock and the two switches.

namespace reservepost::batch::commands {

namespace {

int balance(const Invocation& invocation)
{
    auto state = open_state(invocation);
    const auto log = deletion::DeletionLog::open(state.log(), state.keys().log());
    const auto result =
        deletion::strike_balance(state.database(), state.vault(), log, state.clock().now());
    auto terms = json::Value::object();
    std::string text;
    for (const auto& [name, count] : result.terms) {
        terms.set(name, count);
        text += "  " + name + std::string(24 - std::min<std::size_t>(23, name.size()), ' ') +
                std::to_string(count) + "\n";
    }
    for (const auto& imbalance : result.imbalances)
        text += imbalance + "\n";
    text += result.is_zero() ? "The books balance.\n" : "The books do not balance.\n";
    invocation.print(json::Value::object({{"terms", terms},
                                          {"imbalances", json::Value::list_of(result.imbalances)}}),
                     text);
    return result.is_zero() ? all_well : needs_look;
}

int accept_clock(const Invocation& invocation)
{
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    store::accept_clock(transaction, state.occasion());
    transaction.commit();
    const auto now = holidays::oslo_text(state.clock().now());
    invocation.print(json::Value::object({{"accepted", now}}),
                     "The clock is believed up to " + now + "; the next run may delete again.\n");
    return all_well;
}

int set_switch(const Invocation& invocation, bool paused)
{
    const auto what = invocation.text("WHAT");
    if (what != "packing" && what != "deletion")
        throw UsageError("what can be paused is packing or deletion");
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    if (what == "packing")
        store::pause_packing(transaction, paused, state.occasion());
    else
        store::pause_deletion(transaction, paused, state.occasion());
    transaction.commit();
    invocation.print(json::Value::object({{what, paused ? "paused" : "goes-on"}}),
                     what + (paused ? " is paused\n" : " goes on\n"));
    return all_well;
}

const Option what{Option::Kind::Argument, "WHAT", "packing|deletion", "What", true};

} // namespace

Command balance_command()
{
    return {.name = "balance",
            .summary = "Prove that every report is accounted for",
            .details = "Counts, and sums the journal. Changes nothing. Exit status 0 clean, 2 "
                       "not.\n\n  reservepost balance",
            .run = balance};
}

Command clock_command()
{
    return {.name = "clock",
            .summary = "Whether the clock is believed",
            .details =
                "Deletion waits when the clock has gone back or leapt by more than 96 hours; "
                "letters go all the same.\n\n  reservepost clock accept",
            .commands = {{.name = "accept",
                          .summary = "You have looked: the clock is right",
                          .details = "  reservepost clock accept",
                          .run = accept_clock}}};
}

Command pause_command()
{
    return {.name = "pause",
            .summary = "Stop packing or deletion until `resume`",
            .details = "Letters that are not packed can still be confirmed away.\n\n  reservepost "
                       "pause packing",
            .options = {what},
            .run = [](const Invocation& invocation) { return set_switch(invocation, true); }};
}

Command resume_command()
{
    return {.name = "resume",
            .summary = "Go on with packing or deletion",
            .details = "  reservepost resume packing",
            .options = {what},
            .run = [](const Invocation& invocation) { return set_switch(invocation, false); }};
}

} // namespace reservepost::batch::commands
