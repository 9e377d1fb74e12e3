#include "batch/letters/answers.h"
#include "batch/commands/commands.h"
#include "batch/disk/files.h"
#include "batch/intake/reference.h"

namespace reservepost::batch::commands {

namespace {

constexpr std::uint64_t largest_message_octets = 64 * 1024;

/// The words in a `feilmelding`, or the whole text where it is not one.
std::string message_of(const std::string& octets)
{
    try {
        return json::parse(octets).text_or("melding", "");
    } catch (const json::JsonError&) {
        return octets;
    }
}

using Work = std::function<letters::AnswerOutcome(letters::AnswerDesk&, const std::string&,
                                                  const std::optional<std::string>&)>;

/// "UUID", "UUID SHA-256" or "UUID:SHA-256".
struct Asked {
    std::optional<std::string> reference;
    std::optional<std::string> proof;
};

Asked asked_in(const std::string& text)
{
    const auto end = text.find_first_of(" \t:");
    const auto begin = text.find_first_not_of(" \t:", end);
    if (end == std::string::npos || begin == std::string::npos)
        return {intake::find_reference(text.substr(0, end)), std::nullopt};
    // `sha256sum` writes a name behind it.
    return {intake::find_reference(text.substr(0, end)),
            text.substr(begin, text.find_first_of(" \t", begin) - begin)};
}

/// Does `work` for every reference and tells what came of each.
int answer_all(const Invocation& invocation, const Work& work)
{
    const auto texts = invocation.texts_or_lines("REFERENCE");
    if (texts.empty())
        throw UsageError("standard input holds no reference; it takes UUIDs, one a line");
    auto state = open_state(invocation);
    const auto lookup = state.keys().lookup();
    letters::AnswerDesk desk{state.database(), state.vault(), lookup, state.occasion()};
    json::Value::List values;
    bool all_accepted = true;
    for (const auto& text : texts) {
        const auto [reference, proof] = asked_in(text);
        const auto outcome =
            reference ? work(desk, *reference, proof) : letters::AnswerOutcome::Unknown;
        all_accepted = all_accepted && letters::is_accepted(outcome);
        if (invocation.json)
            values.push_back(json::Value::object({{"reference", reference.value_or("")},
                                                  {"outcome", letters::to_text(outcome)},
                                                  {"sentence", letters::sentence_of(outcome)}}));
        else
            (letters::is_accepted(outcome) ? invocation.out : invocation.err)
                << (reference ? *reference : "(not a UUID)") << "  "
                << letters::sentence_of(outcome) << "\n";
    }
    if (invocation.json) invocation.out << json::pretty(values);
    return all_accepted ? all_well : needs_look;
}

const Option references{Option::Kind::Arguments, "REFERENCE", "UUID…",
                        "References of reports; `-` reads them from standard input, one a line",
                        true};
const Option receiver{Option::Kind::Text, "--receiver", "R",
                      "Who says so: municipality and district, such as 0301-05", true};

} // namespace

Command confirm_command()
{
    return {.name = "confirm",
            .summary = "A municipality says that it has reports",
            .details = "A confirmed report is not sent as a letter. One whose letter is already "
                       "packed is only noted:\nthe letter is on its way. Prefer `-`, so that no "
                       "reference stands in a process list.\nBehind a reference may stand the "
                       "SHA-256 of what the case system has stored (UUID:SHA-256, or\nwith a space "
                       "on standard input); then it counts only if that is what came in.\n\n  "
                       "reservepost confirm --receiver "
                       "4601-02 - < references.txt",
            .options = {references, receiver},
            .run = [](const Invocation& invocation) {
                const auto key = receiver_key(invocation, "--receiver");
                return answer_all(invocation,
                                  [&](auto& desk, const auto& reference, const auto& proof) {
                                      return letters::confirm(desk, reference, key, proof);
                                  });
            }};
}

Command reject_command()
{
    return {.name = "reject",
            .summary = "A case system has refused reports: they go as letters at once",
            .details =
                "  reservepost reject --receiver 4204-00 --feilmelding feilmelding.json UUID",
            .options = {references,
                        receiver,
                        {Option::Kind::Text, "--feilmelding", "FILE",
                         "The system's own message; it is sealed like the report"}},
            .run = [](const Invocation& invocation) {
                const auto key = receiver_key(invocation, "--receiver");
                const auto file = invocation.text("--feilmelding");
                const auto message =
                    file.empty() ? std::string()
                                 : message_of(disk::read_file(file, largest_message_octets));
                return answer_all(invocation, [&](auto& desk, const auto& reference, const auto&) {
                    return letters::reject(desk, reference, key, message);
                });
            }};
}

} // namespace reservepost::batch::commands
