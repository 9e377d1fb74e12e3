#include "batch/commands/receiver_commands.h"
#include "batch/commands/setup_dialogue.h"
#include "batch/disk/files.h"
#include "batch/receivers/setup_answers.h"
#include "batch/register_addresses.h"
#include "layout/workshop.h"

#include <iostream>
#include <memory>
#include <unistd.h>

// `receiver setup`: a receiver is set up by a dialogue as the portal's guide holds it, or from a
// file with the answers.

namespace reservepost::batch::commands {

namespace {

using receivers::Receiver;
using receivers::ReceiverKey;

constexpr std::uint64_t largest_answers_octets = 64 * 1024;

std::optional<ReceiverKey> named_by(const Invocation& invocation, const std::string& option)
{
    if (invocation.text(option).empty()) return std::nullopt;
    return receiver_key(invocation, option);
}

/// A terminal shows what is typed; elsewhere the answers are written between the questions.
bool is_terminal(const std::istream& in)
{
    return &in == &std::cin && ::isatty(STDIN_FILENO) == 1;
}

std::string outcome_text(const ReceiverKey& key, const Receiver* stored,
                         const receivers::RegisterChange& change, const FollowUp& done)
{
    const bool nothing = change.in_force.empty() && !change.waiting;
    auto text = to_text(key);
    if (stored == nullptr)
        text += " is not in the register yet\n";
    else
        text += (nothing ? " is so already, at version " : " is at version ") +
                std::to_string(stored->version) + "\n";
    for (const auto& changed : change.in_force)
        if (changed.after.key != key)
            text += to_text(changed.after.key) + " is no longer the default district\n";
    text += change_text(change, done);
    if (stored != nullptr && !stored->agreement_date && !change.waiting)
        text += "it gets no reports before it has a date of the agreement\n";
    if (stored != nullptr)
        text += "see how a letter looks: reservepost receiver preview " + to_text(key) + "\n";
    return text;
}

/// Stores what is wanted of a receiver and says what came of it.
int store(const Invocation& invocation, OpenedState& state, const Receiver& wanted,
          std::int64_t seen_version)
{
    auto transaction = state.database().begin();
    const auto before = receivers::snapshot(transaction);
    const auto change = receivers::set_up(transaction, wanted, seen_version, state.occasion());
    const auto stored = receivers::find(transaction, wanted.key);
    const auto done = follow_up(state, transaction, before, change);
    auto value = change_value(change, done);
    value.set("stored", true);
    value.set("receiver", to_text(wanted.key));
    value.set("version", stored ? stored->version : 0);
    invocation.print(value, outcome_text(wanted.key, stored ? &*stored : nullptr, change, done));
    return change_status(done);
}

int set_up_from_file(const Invocation& invocation, const std::string& path)
{
    if (!invocation.text("--inherit").empty())
        throw UsageError("with --answers the district to copy from stands in the file, as "
                         "inherit = \"0301-04\"");
    const auto named = named_by(invocation, "RECEIVER");
    auto state = open_state(invocation);
    auto transaction = std::make_optional(state.database().begin());
    const auto known = receivers::snapshot(*transaction);
    transaction.reset();
    const auto answers = receivers::read_setup_answers(
        disk::read_file(path, largest_answers_octets), path, named, known);
    return store(invocation, state, answers.wanted, answers.seen_version);
}

/// Whether an address fits the window of every print house, found where it is typed and not when
/// all has been answered.
receivers::AddressJudge address_judge(const OpenedState& state)
{
    return [windows = windows_of(every_profile(state.profile())),
            return_line = state.configuration().letters.return_line,
            workshop = std::make_shared<const layout::Workshop>(
                layout::Workshop::Purpose::Addresses)](const auto& lines) {
        std::vector<std::string> faults;
        for (const auto& fit : letters::address_fit(lines, return_line, windows, *workshop))
            if (!fit.fits)
                faults.push_back("for print profile " + fit.profile + ": " + fit.sentence);
        return faults;
    };
}

/// The state is closed again: nothing of it is held while a person thinks.
receivers::SetupGuide guide_for(const Invocation& invocation)
{
    const auto named = named_by(invocation, "RECEIVER");
    const auto copy = named_by(invocation, "--inherit");
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    receivers::SetupGuide guide(receivers::snapshot(transaction),
                                receivers::waiting_changes(transaction), named, copy);
    guide.judge_addresses(address_judge(state));
    return guide;
}

int set_up(const Invocation& invocation)
{
    if (const auto path = invocation.text("--answers"); !path.empty())
        return set_up_from_file(invocation, path);
    auto guide = guide_for(invocation);
    auto& out = invocation.json ? invocation.err : invocation.out;
    switch (hold_setup_dialogue(guide, invocation.in, out, !is_terminal(invocation.in))) {
    case DialogueEnd::InputEnded:
        invocation.err
            << "reservepost receiver setup: the input ended before `use`; nothing is stored\n";
        return wrong_usage;
    case DialogueEnd::Quit:
        invocation.print(json::Value::object({{"stored", false}}), "Nothing is stored.\n");
        return all_well;
    case DialogueEnd::Use:
        break;
    }
    auto state = open_state(invocation);
    const auto* before = guide.stored();
    return store(invocation, state, guide.wanted(), before == nullptr ? 0 : before->version);
}

} // namespace

Command receiver_setup_command()
{
    return {.name = "setup",
            .summary = "Set one receiver up, question by question or from a file",
            .details =
                "Asks as the guide for municipalities does, shows an overview, and stores on "
                "`use`. A receiver that is\nin the register begins with its values; the same "
                "again changes nothing. What moves letters in a\nmunicipality that is in use "
                "waits for a second person (`receiver approve`).\n\nAn answers file is TOML with "
                "the members of one [[receiver]] of the register file, without that\nline, and "
                "inherit = \"0301-04\" where wanted. One receiver a file; several at once: "
                "`receiver import`.\n\n"
                "  reservepost receiver setup\n"
                "  reservepost receiver setup 0301-05 --inherit 0301-04\n"
                "  reservepost receiver setup --answers frogner.toml",
            .options = {{Option::Kind::Argument, "RECEIVER", "R",
                         "Municipality and district, such as 0301-05; else it is asked"},
                        {Option::Kind::Text, "--answers", "FILE", "Ask nothing: read the answers"},
                        {Option::Kind::Text, "--inherit", "R",
                         "Propose another district's language, reception, confirmation, deadline, "
                         "web page, hours and agreement date"}},
            .run = set_up};
}

} // namespace reservepost::batch::commands
