#include "tests/batch/intake/sample_forms.h"

#include <charconv>
#include <optional>

namespace reservepost::tests {

namespace {

using batch::json::Value;

constexpr std::string_view private_text = R"({
  "kommunenummer": "3301", "kommunenavn": "Drammen", "bydelsnummer": "00", "bydelsnavn": "Hele",
  "privatMelder": {
    "personnavn": "Ánnámárjá Uglebakk", "telefonnummer": "+47 400 00 001",
    "adresse": { "adresselinje1": "Kornbrekke 4", "adresselinje2": "Oppgang B",
                 "adresselinje3": "c/o Fjellrev", "postnummer": "3015", "poststed": "Drammen" }
  },
  "privatBarn": [
    { "personnavn": "Tiril Mosegård", "antattAlder": "omtrent 9", "relasjon": "Nabojente",
      "adresse": { "adresselinje1": "Kornbrekke 6", "adresselinje2": "H0101",
                   "adresselinje3": "Bakgården", "postnummer": "3016", "poststed": "Konnerud" } },
    { "personnavn": "Jonas Mosegård", "antattAlder": "6", "relasjon": "Broren hennes",
      "adresse": { "adresselinje1": "Kornbrekke 6B" } }
  ],
  "melding": "Jeg hører gråt om natten.\nDet har vart siden påske.",
  "sendingstidspunkt": "2026-11-23T10:00:00", "leveringskanal": "Portal"
})";

constexpr std::string_view public_text = R"({
  "kommunenummer": "4601", "kommunenavn": "Bergen", "bydelsnummer": "02", "bydelsnavn": "Indre",
  "offentligMelder": {
    "personnavn": "Sigve Tangvald", "rolle": "Helsesykepleier", "telefonnummer": "400 00 002",
    "epost": "sigve.tangvald@skule.example",
    "virksomhet": {
      "navn": "Bjørkelia skule", "orgnr": "999000111",
      "adresse": { "adresselinje1": "Skulevegen 1", "adresselinje2": "Bygg C",
                   "adresselinje3": "Tredje høgda", "postnummer": "5003", "poststed": "Sandviken" }
    }
  },
  "offentligBarn": [
    { "fnr": "00000000191", "ufoedt": false, "personnavn": "Live Solberg Nes",
      "telefonnummer": "400 00 003",
      "adresse": { "adresselinje1": "Havnegata 8", "adresselinje2": "Leilighet 3",
                   "adresselinje3": "Inngang frå sjøen", "postnummer": "5004",
                   "poststed": "Nordnes" },
      "orientert": true, "orientertGrunn": "Ho bad oss om hjelp." },
    { "fnr": "", "ufoedt": true, "personnavn": "Ufødd", "telefonnummer": "",
      "adresse": { "adresselinje1": "Havnegata 8" }, "orientert": false, "orientertGrunn": "" }
  ],
  "foresatte": [
    { "personnavn": "Petra Nes", "telefonnummer": "400 00 004", "orientert": false,
      "orientertGrunn": "Vi er redde for følgjene." }
  ],
  "behovForTolk": "Tigrinja", "andreHjelpeinstanser": "PPT sidan august",
  "melding": { "melding": "Live kjem utan mat.", "historie": "Det byrja i haust.",
               "andreSynspunkter": "Læraren er samd." },
  "sendingstidspunkt": "2026-11-23T10:05:00", "leveringskanal": "Fagsystem"
})";

/// The first key of `path`, which is shortened by it.
std::string_view take_key(std::string_view& path)
{
    const auto end = std::min(path.find('/'), path.size());
    const auto key = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    return key;
}

Value changed(const Value& document, std::string_view path, const std::optional<Value>& value)
{
    const auto key = take_key(path);
    if (document.is_list()) {
        std::size_t number = 0;
        std::from_chars(key.data(), key.data() + key.size(), number);
        auto items = document.as_list();
        if (number == items.size()) items.emplace_back();
        items.at(number) = path.empty() ? value.value() : changed(items.at(number), path, value);
        return items;
    }
    Value result = Value::object();
    bool seen = false;
    for (const auto& [name, old] : document.as_object()) {
        if (name != key) {
            result.set(name, old);
            continue;
        }
        seen = true;
        if (!path.empty()) {
            result.set(name, changed(old, path, value));
        } else if (value) {
            result.set(name, *value);
        }
    }
    if (!seen && value) result.set(std::string(key), *value);
    return result;
}

} // namespace

Value private_sample()
{
    return batch::json::parse(private_text);
}

Value public_sample()
{
    return batch::json::parse(public_text);
}

Value with(const Value& document, std::string_view path, const Value& value)
{
    return changed(document, path, value);
}

Value without(const Value& document, std::string_view path)
{
    return changed(document, path, std::nullopt);
}

} // namespace reservepost::tests
