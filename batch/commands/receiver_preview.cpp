#include "batch/commands/address_proof.h"
#include "batch/commands/proof_file.h"
#include "batch/commands/receiver_commands.h"
#include "batch/commands/receiver_fit.h"
#include "batch/letters/made_up.h"
#include "batch/letters/words_book.h"
#include "batch/receivers/address_remarks.h"
#include "batch/receivers/register.h"

#include <algorithm>
#include <utility>

namespace reservepost::batch::commands {

namespace {

/// What is looked at: a made-up report to a receiver as the register has it now.
struct Look {
    letters::LetterInput input;
    letters::Wording wording;
    std::vector<printhouse::Profile> profiles;
};

std::vector<printhouse::Profile> profiles_wished(const Invocation& invocation,
                                                 const OpenedState& state)
{
    std::vector<printhouse::Profile> profiles;
    for (const auto& name : invocation.texts("--profile"))
        profiles.push_back(printhouse::load_profile(name));
    return profiles.empty() ? every_profile(state.profile()) : profiles;
}

Look look_at(const Invocation& invocation)
{
    const auto key = receiver_key(invocation, "RECEIVER");
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    const auto receiver = receivers::get(transaction, key);
    const auto snapshot = receivers::snapshot(transaction);
    Look look{letters::made_up_for(receiver, snapshot, letters::MadeUpForm::Private,
                                   letters::situations().front()),
              letters::WordsBook::read(transaction).of(receiver.id),
              profiles_wished(invocation, state)};
    look.input.return_line = state.configuration().letters.return_line;
    return look;
}

/// What may surprise whoever looks, though every letter can be set.
std::vector<std::string> remarks_on(const letters::LetterInput& input)
{
    // Of the address that is printed, whosever it is.
    auto addressed = input.receiver;
    addressed.address = input.address_lines;
    addressed.host.reset();
    auto remarks = receivers::remarks(addressed);
    if (input.host_name)
        remarks.push_back("the address is that of the host " + to_text(*input.receiver.host) +
                          ", " + *input.host_name +
                          "; beside it the letter says whose report it is");
    if (input.return_line.empty())
        remarks.push_back("no return line is configured, so an undeliverable letter cannot come "
                          "back unopened; whoever keeps the configuration gives `return_line`");
    return remarks;
}

std::string indented(const std::string& label, const std::string& value)
{
    constexpr std::size_t width = 18;
    const auto gap = label.size() < width ? width - label.size() : 1;
    return "  " + label + std::string(gap, ' ') + value + "\n";
}

std::string text_of(const Look& look, const std::vector<AddressProof>& proofs)
{
    std::string text = to_text(look.input.receiver.key) + "  " +
                       letters::receiver_name(look.input.receiver) + "\n";
    std::string label = "address";
    for (const auto& line : look.input.address_lines)
        text += indented(std::exchange(label, ""), line);
    label = "window";
    for (const auto& proof : proofs)
        text += indented(std::exchange(label, ""), proof.fit.profile + ": " + proof.sentence);
    for (const auto& remark : remarks_on(look.input))
        text += indented("remark", remark);
    return text;
}

json::Value value_of(const Look& look, const std::vector<AddressProof>& proofs)
{
    std::vector<letters::AddressFit> fits;
    for (const auto& proof : proofs) {
        fits.push_back(proof.fit);
        fits.back().fits = proof.fits;
        fits.back().sentence = proof.sentence;
    }
    auto value = json::Value::object({{"receiver", to_text(look.input.receiver.key)},
                                      {"version", look.input.receiver.version},
                                      {"address", json::Value::list_of(look.input.address_lines)},
                                      {"window", fits_value(fits)},
                                      {"remarks", json::Value::list_of(remarks_on(look.input))}});
    if (look.input.receiver.host) value.set("host", to_text(*look.input.receiver.host));
    return value;
}

/// One page for each profile, beside each other in one file.
std::string pdf_of(const Look& look, std::vector<AddressProof> proofs,
                   const layout::Workshop& workshop)
{
    layout::PdfPiece piece{.number = 1,
                           .kind = "forwarding",
                           .sheets = static_cast<int>(proofs.size()),
                           .plex = "simplex",
                           .envelope = "",
                           .pages = {}};
    for (auto& proof : proofs)
        piece.pages.push_back(std::move(proof.page));
    return proof_pdf({.title = "Reservepost receiver preview " + to_text(look.input.receiver.key),
                      .language = look.input.receiver.language,
                      .piece = std::move(piece)},
                     workshop);
}

int preview(const Invocation& invocation)
{
    const bool drawn = !invocation.text("--output").empty();
    const auto file = drawn ? proof_file(invocation) : std::filesystem::path();
    const auto look = look_at(invocation);
    const layout::Workshop workshop;
    const auto proofs = address_proofs(look.input, look.wording, look.profiles, workshop);
    const auto files =
        drawn ? write_proof(pdf_of(look, proofs, workshop), file) : std::vector<std::string>();
    auto value = value_of(look, proofs);
    value.set("files", json::Value::list_of(files));
    invocation.print(value, text_of(look, proofs) + written_text(files));
    const bool everywhere = std::ranges::all_of(proofs, &AddressProof::fits);
    return everywhere ? all_well : needs_look;
}

} // namespace

Command receiver_preview_command()
{
    using enum Option::Kind;
    return {
        .name = "preview",
        .summary = "See the page that shows in the envelope's window",
        .details = "One page for each print profile that comes with the program and for your "
                   "own, with the window\ndrawn over it, of a letter about people who are made "
                   "up. Exit 2 where the address does not fit one\nof them.\n\n"
                   "  reservepost receiver preview 0301-05\n"
                   "  reservepost receiver preview 0301-05 -o window.png",
        .options = {{Argument, "RECEIVER", "R", "Municipality and district, such as 0301-05", true},
                    {Text, "--output", "FILE", "FILE.pdf, or FILE.png for a picture of each page",
                     false, "", "-o"},
                    {Texts, "--profile", "P",
                     "For this print profile only (profile list); may be repeated"}},
        .run = preview};
}

} // namespace reservepost::batch::commands
