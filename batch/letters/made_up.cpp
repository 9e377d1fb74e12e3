#include "batch/letters/made_up.h"

#include "batch/intake/judge.h"
#include "batch/letters/embedded_samples.h"
#include "batch/receivers/register.h"
#include "holidays/oslo_time.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch::letters {

namespace {

using receivers::RouteNote;

struct Sample {
    MadeUpForm form;
    std::string_view language;
    std::string_view file;
};

// clang-format off
constexpr Sample samples[] = {
    {MadeUpForm::Private,  "nb", "bbe93094-b146-4a7a-ac6e-71111d115da8.json"},
    {MadeUpForm::PublicV1, "nb", "3c95589f-3119-4003-bced-95fafbd7f064.json"},
    {MadeUpForm::PublicV2, "nb", "df7c3799-1163-40b2-86f2-b291c599b9da.json"},
    {MadeUpForm::Private,  "nn", "6a2c9069-285f-45b1-9f4a-5a677c60a23d.json"},
    {MadeUpForm::PublicV1, "nn", "1681a616-32d6-42d4-b57e-a0eb20d94f8c.json"},
    {MadeUpForm::PublicV2, "nn", "ec333f01-541e-4fb3-ba32-5f6dc0f3f62f.json"},
};
// clang-format on

std::string_view sample_file(std::string_view name)
{
    for (const EmbeddedFile& file : embedded_files())
        if (file.name == name) return file.bytes;
    throw std::logic_error("a sample is not part of the program [this is a bug]");
}

const Sample& sample_of(MadeUpForm form, std::string_view language)
{
    for (const Sample& sample : samples)
        if (sample.form == form && sample.language == language) return sample;
    throw std::invalid_argument("made-up reports are in nb and nn, not in \"" +
                                std::string(language) + "\"");
}

const receivers::Snapshot& made_up_register()
{
    static const receivers::Snapshot snapshot = [] {
        auto file = receivers::read_register(sample_file("receivers.toml"), "receivers.toml", {});
        std::sort(file.receivers.begin(), file.receivers.end(),
                  [](const auto& a, const auto& b) { return a.key < b.key; });
        return receivers::Snapshot{std::move(file.receivers), std::move(file.renumberings)};
    }();
    return snapshot;
}

void give(LetterInput& input, const receivers::Receiver& receiver,
          const receivers::Snapshot& snapshot)
{
    input.receiver = receiver;
    input.address_lines = receivers::resolved_address(receiver, snapshot);
    input.host_name.reset();
    if (receiver.host)
        if (const auto* host = snapshot.find(*receiver.host))
            input.host_name = host->municipality_name;
    input.portal_too = receiver.reception != receivers::Reception::Postal;
}

/// Gives the letter to the made-up receiver `nb` or `nn`, by the letter's language.
void give_to(LetterInput& input, const receivers::ReceiverKey& nb, const receivers::ReceiverKey& nn)
{
    const auto& snapshot = made_up_register();
    give(input, *snapshot.find(input.receiver.language == "nn" ? nn : nb), snapshot);
}

void send_again(LetterInput& input, Again why, int days_later)
{
    input.again = SentAgain{why, input.letter_date, std::nullopt};
    input.letter_date = input.letter_date + days_later;
}

void send_after_confirmation(LetterInput& input, Again why)
{
    input.again = SentAgain{why, std::nullopt, input.letter_date};
    input.letter_date = input.letter_date + 29;
}

void refuse(LetterInput& input, std::string message)
{
    input.cause = Cause::Rejected;
    input.rejection_message = std::move(message);
}

// clang-format off
constexpr Situation all_situations[] = {
    {"late", "nobody confirmed the report in time", [](LetterInput&) {}},
    {"rejected", "the case system refused it and said why",
     [](LetterInput& i) { refuse(i, "Kunne ikke lese filen: feltet «fnr» har feil lengde."); }},
    {"rejected-silent", "the case system refused it and said nothing",
     [](LetterInput& i) { refuse(i, ""); }},
    {"postal", "the receiver chose post",
     [](LetterInput& i) { i.cause = Cause::PostChosen; i.portal_too = false; }},
    {"damaged", "the letter before was damaged before it was posted",
     [](LetterInput& i) { send_again(i, Again::Damaged, 2); }},
    {"not-printed", "the print house refused the job of the letter before",
     [](LetterInput& i) { send_again(i, Again::NotPrinted, 1); }},
    {"recalled", "the letter before was taken back",
     [](LetterInput& i) { send_again(i, Again::Recalled, 1); }},
    {"returned", "the letter before came back",
     [](LetterInput& i) { send_again(i, Again::Returned, 19); }},
    {"not-arrived", "the letter before did not arrive",
     [](LetterInput& i) { send_again(i, Again::NotArrived, 12); }},
    {"lost", "the receiver confirmed the report and does not have it",
     [](LetterInput& i) { send_after_confirmation(i, Again::LostByReceiver); }},
    {"rejected-late", "the case system confirmed it first and refused it later",
     [](LetterInput& i) {
         refuse(i, "Mappen finnes ikke.");
         send_after_confirmation(i, Again::RejectedLate);
     }},
    {"host", "the letter goes to a host municipality",
     [](LetterInput& i) { give_to(i, {"4223", "00"}, {"4650", "00"}); }},
    {"no-district", "the report names no district",
     [](LetterInput& i) { i.notes.route = RouteNote::DefaultDistrict; i.report.district = "00"; }},
    {"unknown-district", "the report names a district that is not registered",
     [](LetterInput& i) { i.notes.route = RouteNote::DefaultDistrict; i.report.district = "07"; }},
    {"successor", "the report names an outdated municipality number",
     [](LetterInput& i) {
         i.notes.route = RouteNote::Successor;
         i.report.municipality = i.receiver.language == "nn" ? "1420" : "1201";
         give_to(i, {"4601", "02"}, {"4640", "00"});
     }},
    {"closed-district", "the report names a district that another one took over",
     [](LetterInput& i) {
         i.notes.route = RouteNote::Successor;
         i.report.municipality = i.receiver.key.municipality;
         i.report.district = "09";
     }},
    {"chosen", "a person chose the receiver",
     [](LetterInput& i) { i.notes.chosen_by_hand = true; }},
    {"no-phone", "the receiver has no public telephone number",
     [](LetterInput& i) { i.receiver.public_phone.clear(); i.receiver.hours.clear(); }},
    {"departures", "the report departs from its form",
     [](LetterInput& i) {
         i.report.departures = {{"/privatBarn/0/adresse", "missing"}, {"/?", "unknown-field"}};
     }},
    {"unreadable", "the file is no form; it is printed as it came",
     [](LetterInput& i) {
         i.raw_text = "{\"privatMelder\": {\n  \"personnavn\": \"Halvt navn\",\n  \"melding\": \"Jeg";
         i.notes.chosen_by_hand = true;
     }},
    {"english", "the reporter used the portal in English",
     [](LetterInput& i) { i.reporter_language = "en"; }},
};
// clang-format on

LetterInput bare_input(const Sample& sample)
{
    const auto judged = intake::judge(sample_file(sample.file), sample.file);
    return {.report = judged.report.value(),
            .raw_text = {},
            .reference = std::string(sample.file.substr(0, sample.file.find('.'))),
            .accepted_at = holidays::parse_instant("2026-11-23T10:00:00+01:00"),
            .due_at = holidays::parse_instant("2026-11-25T02:00:00+01:00"),
            .letter_date = holidays::Date(2026, 11, 25),
            .cause = Cause::NotConfirmed,
            .rejection_message = {},
            .again = {},
            .notes = {},
            .receiver = {},
            .address_lines = {},
            .return_line = "Retur: Postboks 900, 0101 OSLO",
            .host_name = {},
            .confirmation = receivers::Confirmation::Enclose,
            .portal_too = true,
            .reporter_language = {}};
}

} // namespace

std::string_view to_text(MadeUpForm form)
{
    switch (form) {
    case MadeUpForm::Private:
        return "private";
    case MadeUpForm::PublicV1:
        return "public-v1";
    case MadeUpForm::PublicV2:
        break;
    }
    return "public-v2";
}

std::optional<MadeUpForm> find_made_up_form(std::string_view text)
{
    for (const auto form : {MadeUpForm::Private, MadeUpForm::PublicV1, MadeUpForm::PublicV2})
        if (to_text(form) == text) return form;
    return std::nullopt;
}

std::span<const Situation> situations()
{
    return all_situations;
}

const Situation& situation(std::string_view name)
{
    std::string names;
    for (const Situation& one : all_situations) {
        if (one.name == name) return one;
        names += (names.empty() ? "" : ", ") + std::string(one.name);
    }
    throw std::invalid_argument("there is no such situation; there are " + names);
}

LetterInput made_up(MadeUpForm form, std::string_view language, const Situation& situation)
{
    LetterInput input = bare_input(sample_of(form, language));
    const auto& snapshot = made_up_register();
    give(input, *snapshot.find({input.report.municipality, input.report.district}), snapshot);
    situation.put(input);
    return input;
}

LetterInput made_up_for(const receivers::Receiver& receiver, const receivers::Snapshot& snapshot,
                        MadeUpForm form, const Situation& situation)
{
    LetterInput input = bare_input(sample_of(form, receiver.language));
    give(input, receiver, snapshot);
    situation.put(input);
    // Some situations bring a receiver of their own; this letter stays with the one asked for.
    if (input.receiver.key != receiver.key) give(input, receiver, snapshot);
    return input;
}

} // namespace reservepost::batch::letters
