#include "tests/bench/made_up_night.h"

#include "batch/initialise.h"
#include "batch/intake/take_in.h"
#include "batch/json/value.h"
#include "batch/night_steps.h"
#include "batch/receivers/register.h"
#include "batch/receivers/register_change.h"
#include "holidays/oslo_time.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace reservepost::bench {

namespace {

constexpr std::uint64_t group = 500;

std::string padded(std::uint64_t number, std::size_t digits)
{
    const std::string plain = std::to_string(number);
    return std::string(digits - std::min(digits, plain.size()), '0') + plain;
}

/// Numbers that no municipality has: from 9000 on.
std::string municipality(std::uint64_t receiver)
{
    return std::to_string(9000 + receiver);
}

std::string register_of(int receivers)
{
    std::string text;
    for (int i = 0; i < receivers; ++i) {
        const auto number = municipality(static_cast<std::uint64_t>(i));
        text += "[[receiver]]\nagreement_date = 2020-01-01\nmunicipality = \"" + number +
                "\"\ndistrict = \"00\"\nmunicipality_name = \"Prøvevik\"\naddress = "
                "[\"Barneverntjenesten\", \"Postboks 1\", \"" +
                number + " PRØVEVIK\"]\npublic_phone = \"00 00 00 00\"\n\n";
    }
    return text;
}

using batch::json::Value;

Value person(const std::string& name)
{
    return Value::object({{"personnavn", name},
                                {"adresse", Value::object({{"adresselinje1", "Prøveveien 1"},
                                                                 {"postnummer", "9000"},
                                                                 {"poststed", "PRØVEVIK"}})}});
}

std::string text_of(const BenchLetter& letter)
{
    std::string text;
    for (const auto& paragraph : letter.paragraphs)
        text += (text.empty() ? "" : "\n\n") + paragraph;
    return text;
}

batch::intake::Incoming report(const LetterKind& kind, std::uint64_t number, int receivers)
{
    const auto letter = letter_of(kind, number);
    const auto octets = batch::json::canonical(Value::object(
        {{"kommunenummer", municipality(number % static_cast<std::uint64_t>(receivers))},
         {"kommunenavn", "Prøvevik"},
         {"bydelsnummer", "00"},
         {"privatMelder", person(letter.name)},
         {"privatBarn", Value(std::vector<Value>{person("Nils Planteby")})},
         {"melding", text_of(letter)}}));
    return {"6f1d2c3b-0000-4000-8000-" + padded(number, 12) + ".json", octets, std::nullopt};
}

void require_taken_in(const std::vector<batch::intake::IntakeAnswer>& answers)
{
    for (const auto& answer : answers)
        if (answer.outcome != batch::intake::Outcome::TakenIn)
            throw std::logic_error("a made-up report was not taken in: " + answer.sentence);
}

} // namespace

holidays::Instant reports_come_in()
{
    return holidays::find_local_instant("2026-11-23T08:00").value();
}

holidays::Instant night_falls()
{
    return holidays::find_local_instant("2026-11-25T08:10").value();
}

batch::OpenedState open_state(const std::filesystem::path& directory, holidays::Instant now)
{
    return batch::OpenedState::open({directory, {}, now, "bench"});
}

void make_state(const std::filesystem::path& directory, int receivers)
{
    batch::initialise({directory, {}, reports_come_in(), "bench"}, true, [](const auto&) {});
    auto state = batch::OpenedState::open(
        {directory, {}, reports_come_in(), "bench", batch::store::Role::Registrar});
    auto transaction = state.database().begin();
    batch::receivers::import_register(
        transaction, batch::receivers::read_register(register_of(receivers), "register.toml", {}),
        state.occasion());
    transaction.commit();
}

void take_in_reports(batch::OpenedState& state, const LetterKind& kind, std::uint64_t count,
                     int receivers)
{
    batch::OpenedDoor opened(state, state.occasion());
    for (std::uint64_t first = 1; first <= count; first += group) {
        std::vector<batch::intake::Incoming> files;
        for (std::uint64_t number = first; number < std::min(first + group, count + 1); ++number)
            files.push_back(report(kind, number, receivers));
        require_taken_in(batch::intake::take_in(opened.door, files));
    }
}

} // namespace reservepost::bench
