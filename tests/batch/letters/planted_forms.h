#pragma once

#include "batch/json/value.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// What KS's schemas ask for (ks-no/fiks-io-bekymringsmelding-protokoll, commit 364c1ff), written
// down here once more and apart from intake's own table, so that neither can forget a field alone;
// and reports with a value of its own planted in every field.

namespace reservepost::tests {

/// A field of a schema: where it stands (keys joined by '/', a list's first entry as 0), and
/// whether it is true or false.
struct SchemaField {
    std::string_view path;
    bool truth = false;
};

// clang-format off
/// `privat.bekymringsmelding.v1.json`; v2 differs in the name of its address file alone.
inline constexpr SchemaField private_schema[] = {
    {"kommunenummer"}, {"kommunenavn"}, {"bydelsnummer"}, {"bydelsnavn"},
    {"privatMelder/personnavn"}, {"privatMelder/telefonnummer"},
    {"privatMelder/adresse/adresselinje1"}, {"privatMelder/adresse/adresselinje2"},
    {"privatMelder/adresse/adresselinje3"}, {"privatMelder/adresse/postnummer"},
    {"privatMelder/adresse/poststed"},
    {"privatBarn/0/personnavn"}, {"privatBarn/0/antattAlder"}, {"privatBarn/0/relasjon"},
    {"privatBarn/0/adresse/adresselinje1"}, {"privatBarn/0/adresse/adresselinje2"},
    {"privatBarn/0/adresse/adresselinje3"}, {"privatBarn/0/adresse/postnummer"},
    {"privatBarn/0/adresse/poststed"},
    {"melding"}, {"sendingstidspunkt"}, {"leveringskanal"},
};

/// `offentlig.bekymringsmelding.v1.json`
inline constexpr SchemaField public_schema_v1[] = {
    {"kommunenummer"}, {"kommunenavn"}, {"bydelsnummer"}, {"bydelsnavn"},
    {"offentligMelder/personnavn"}, {"offentligMelder/rolle"}, {"offentligMelder/telefonnummer"},
    {"offentligMelder/epost"}, {"offentligMelder/virksomhet/navn"},
    {"offentligMelder/virksomhet/orgnr"},
    {"offentligMelder/virksomhet/adresse/adresselinje1"},
    {"offentligMelder/virksomhet/adresse/adresselinje2"},
    {"offentligMelder/virksomhet/adresse/adresselinje3"},
    {"offentligMelder/virksomhet/adresse/postnummer"},
    {"offentligMelder/virksomhet/adresse/poststed"},
    {"offentligBarn/0/fnr"}, {"offentligBarn/0/ufoedt", true}, {"offentligBarn/0/personnavn"},
    {"offentligBarn/0/telefonnummer"},
    {"offentligBarn/0/adresse/adresselinje1"}, {"offentligBarn/0/adresse/adresselinje2"},
    {"offentligBarn/0/adresse/adresselinje3"}, {"offentligBarn/0/adresse/postnummer"},
    {"offentligBarn/0/adresse/poststed"},
    {"offentligBarn/0/orientert", true}, {"offentligBarn/0/orientertGrunn"},
    {"foresatte/0/personnavn"}, {"foresatte/0/telefonnummer"}, {"foresatte/0/orientert", true},
    {"foresatte/0/orientertGrunn"},
    {"behovForTolk"}, {"andreHjelpeinstanser"},
    {"melding/melding"}, {"melding/historie"},
    {"sendingstidspunkt"}, {"leveringskanal"},
};

/// What `offentlig.bekymringsmelding.v2.json` has besides.
inline constexpr SchemaField public_schema_v2_only[] = {{"melding/andreSynspunkter"}};
// clang-format on

struct PlantedForm {
    std::string name;
    std::vector<SchemaField> fields;
};

/// Both forms in both versions.
inline std::vector<PlantedForm> planted_forms()
{
    const std::vector<SchemaField> of_private(std::begin(private_schema), std::end(private_schema));
    const std::vector<SchemaField> v1(std::begin(public_schema_v1), std::end(public_schema_v1));
    std::vector<SchemaField> v2 = v1;
    v2.insert(v2.end(), std::begin(public_schema_v2_only), std::end(public_schema_v2_only));
    return {{"private v1", of_private},
            {"private v2", of_private},
            {"public v1", v1},
            {"public v2", v2}};
}

/// The value planted in a field: PLNT, and of each of its keys the first letter and the last two;
/// short enough for a window.
inline std::string planted_value(const SchemaField& field)
{
    if (field.path == "kommunenummer") return "0301";
    if (field.path == "bydelsnummer") return "01";
    std::string value = "PLNT";
    for (std::string_view rest = field.path; !rest.empty();) {
        const std::string_view key = rest.substr(0, rest.find('/'));
        value += "." + std::string(key.substr(0, 1));
        if (key.size() > 2) value += key.substr(key.size() - 2);
        rest.remove_prefix(std::min(key.size() + 1, rest.size()));
    }
    return value;
}

/// What stands in a field: by default the planted value, or `truth` where it is true or false.
struct Planting {
    std::function<std::string(const SchemaField&)> value = planted_value;
    bool truth = true;
    std::string left_out = {}; ///< The path of a field that is not there at all.
};

/// The part of the report below `prefix` (empty, or ending in '/').
inline batch::json::Value planted_below(const PlantedForm& form, const Planting& planting,
                                        const std::string& prefix)
{
    using batch::json::Value;
    Value value;
    std::set<std::string> done;
    for (const SchemaField& field : form.fields) {
        if (!field.path.starts_with(prefix) || field.path == planting.left_out) continue;
        const std::string rest(field.path.substr(prefix.size()));
        const std::string key = rest.substr(0, rest.find('/'));
        if (!done.insert(key).second) continue;
        const bool leaf = key == rest;
        Value below = !leaf         ? planted_below(form, planting, prefix + key + "/")
                      : field.truth ? Value(planting.truth)
                                    : Value(planting.value(field));
        if (key == "0")
            value.add(std::move(below));
        else
            value.set(key, std::move(below));
    }
    return value;
}

/// A report of that form as JSON.
inline std::string planted_json(const PlantedForm& form, const Planting& planting = {})
{
    return batch::json::pretty(planted_below(form, planting, ""));
}

} // namespace reservepost::tests
