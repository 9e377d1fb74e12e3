#include "batch/print_here.h"

#include "batch/disk/files.h"
#include "batch/night.h"
#include "batch/words/letter_error.h"
#include "layout/workshop.h"

#include <algorithm>
#include <stdexcept>
#include <system_error>

namespace reservepost::batch {

namespace {

using configuration::Printer;

const Printer* find_printer(const OpenedState& state, const std::string& name)
{
    const auto& printers = state.configuration().printers;
    const auto found = std::ranges::find(printers, name, &Printer::name);
    return found == printers.end() ? nullptr : &*found;
}

const Printer& printer_named(const OpenedState& state, const std::string& name)
{
    const auto& printers = state.configuration().printers;
    if (printers.empty())
        throw std::invalid_argument("the configuration names no [[printer]]; docs/by-hand.md says "
                                    "how one is written down");
    if (name.empty() && printers.size() == 1) return printers.front();
    if (const auto* printer = find_printer(state, name)) return *printer;
    std::string all;
    for (const auto& printer : printers)
        all += (all.empty() ? "" : ", ") + printer.name;
    throw std::invalid_argument("--printer is one of " + all);
}

/// To whom the letter is sealed. Nobody is sealed to whose certificate does not hold.
crypto::Certificate recipient_of(const OpenedState& state, const Printer& printer)
{
    auto certificate = crypto::Certificate::load(printer.certificate);
    if (!certificate.valid_at(state.clock().now()))
        throw std::invalid_argument("the certificate of printer " + printer.name +
                                    " is not valid now; have a new one made for it");
    if (crypto::is_for_rehearsal(certificate) != state.rehearsal())
        throw std::invalid_argument("the certificate of printer " + printer.name +
                                    (state.rehearsal()
                                         ? " is a real one; a rehearsal holds none"
                                         : " is for rehearsal; no real letter is sealed to it"));
    return certificate;
}

/// The night, which no run may have meanwhile.
store::NightOwnership owned_night(OpenedState& state)
{
    auto ownership = own_night(state);
    if (!ownership)
        throw std::runtime_error("a run is at work, and no letter is taken out of its hands; try "
                                 "again when it is over (`reservepost status` shows it)");
    refuse_older_database(state);
    return std::move(*ownership);
}

spool::HandPrint print_now(OpenedState& state, std::int64_t letter, const Printer& printer)
{
    const auto recipient = recipient_of(state, printer);
    const auto ownership = owned_night(state);
    const layout::Workshop workshop;
    auto words = [&] {
        auto transaction = state.database().begin();
        return letters::WordsBook::read(transaction);
    }();
    const letters::Typesetter typesetter(
        state.vault(), workshop, spool::hand_setting(state.configuration().letters.return_line),
        std::move(words));
    spool::HandDesk desk{state.database(), state.vault(),    typesetter,
                         ownership,        state.occasion(), state.outbox()};
    try {
        return spool::print_by_hand(desk, letter, printer.name, recipient);
    } catch (const LetterError& error) {
        throw std::invalid_argument("letter " + std::to_string(letter) +
                                    " cannot be printed here either: " + error.what());
    }
}

/// Puts the sealed file where the printer's people find it, the first time or again.
std::filesystem::path bring(const OpenedState& state, const spool::HandPrint& print,
                            const Printer& printer)
{
    try {
        spool::bring_to_printer(state.outbox() / print.file, printer.directory);
        return printer.directory / print.file;
    } catch (const std::system_error& error) {
        throw std::runtime_error("job " + print.job +
                                 " is sealed, and out of the night's reach, but could not be put "
                                 "before the printer: " +
                                 error.what() + "; mend that and say the same again");
    }
}

std::optional<spool::HandPrint> find_print(OpenedState& state, std::int64_t letter)
{
    auto transaction = state.database().begin();
    return spool::find_hand_print(transaction, letter);
}

PrintedHere print_again(const OpenedState& state, const spool::HandPrint& print)
{
    const auto* printer = find_printer(state, print.printer);
    if (printer == nullptr)
        throw std::invalid_argument(
            "it is sealed to printer " + print.printer +
            ", which the configuration names no more; `reservepost recall " + print.job +
            " --confirmed-by-house` makes it anew");
    if (!std::filesystem::exists(state.outbox() / print.file))
        throw std::invalid_argument(
            "its sealed file was lost with the outbox; `reservepost recall " + print.job +
            " --confirmed-by-house` makes it anew");
    return {printer->name, print, bring(state, print, *printer)};
}

} // namespace

PrintedHere print_here(OpenedState& state, std::int64_t letter, const std::string& name)
{
    if (const auto print = find_print(state, letter)) return print_again(state, *print);
    const auto& printer = printer_named(state, name);
    {
        auto transaction = state.database().begin();
        const auto word = spool::ask_to_print(transaction, letter, printer.name, state.occasion());
        if (word == spool::HandWord::Asked) {
            transaction.commit();
            return {printer.name, std::nullopt, {}};
        }
    }
    const auto print = print_now(state, letter, printer);
    return {printer.name, print, bring(state, print, printer)};
}

PostedHere say_posted_here(OpenedState& state, std::int64_t letter, holidays::Date day)
{
    const auto print = find_print(state, letter);
    const auto ownership = owned_night(state);
    PostedHere posted{.word = spool::say_posted(state.database(), state.vault(), ownership, letter,
                                                day, state.occasion()),
                      .still_there = {}};
    const auto* printer = print ? find_printer(state, print->printer) : nullptr;
    if (posted.word == spool::HandWord::Asked || printer == nullptr) return posted;
    try {
        disk::remove_durably(printer->directory / print->file);
    } catch (const std::system_error& error) {
        posted.still_there = error.what();
    }
    return posted;
}

} // namespace reservepost::batch
