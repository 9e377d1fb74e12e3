#pragma once

#include "batch/receivers/register.h"
#include "batch/receivers/setup_guide.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

// A register, and somebody who answers every question of the guide well.

namespace reservepost::batch::receivers {

/// A municipality with two districts, one without, a guest of it, and a number for a new one.
inline constexpr const char* setup_register = R"(
[[receiver]]
municipality = "4204"
district = "01"
municipality_name = "Prøvevik"
district_name = "Nordsida"
default_district = true
language = "nn"
address = ["Barneverntenesta", "Postboks 1", "4601 PRØVEVIK"]
reception = "system"
confirmation = "none"
policy = "24h-business"
public_phone = "00 00 42 04"
web = "www.example.no/barnevern"
hours = "8–15"
contact_name = "Tuva Strandbakk"
contact_email = "tuva@example.no"
agreement_date = 2024-01-15

[[receiver]]
municipality = "4204"
district = "02"
municipality_name = "Prøvevik"
district_name = "Sørsida"
address = ["Barneverntenesta", "Postboks 2", "4602 PRØVEVIK"]
public_phone = "00 00 42 05"

[[receiver]]
municipality = "4205"
district = "00"
municipality_name = "Papirnes"
address = ["Barnevernstjenesten", "Postboks 5", "4605 PAPIRNES"]
public_phone = "00 00 42 06"

[[receiver]]
municipality = "4206"
district = "00"
municipality_name = "Gjestøy"
host = "4205-00"
public_phone = "00 00 42 07"
)";

inline Snapshot known()
{
    const auto file = read_register(setup_register, "register.toml", {});
    return {file.receivers, file.renumberings};
}

/// What somebody answers who sets up the third district of the first municipality.
inline const std::map<std::string_view, std::string> good{
    {"municipality", "4204"},
    {"districts", "yes"},
    {"district", "03"},
    {"copy", "no"},
    {"municipality_name", "Prøvevik"},
    {"district_name", "Vestsida"},
    {"default_district", "no"},
    {"language", "nb"},
    {"reception", "manual"},
    {"place", "own"},
    {"address", "Barneverntjenesten\nPostboks 3\n4603 PRØVEVIK"},
    {"host", "4204-01"},
    {"public_phone", "00 00 42 08"},
    {"web", "www.example.no"},
    {"hours", "9–15"},
    {"contact_name", "Jon Lysø"},
    {"contact_email", "jon@example.no"},
    {"contact_phone", "00 00 42 09"},
    {"warning_emails", "a@example.no\nb@example.no"},
    {"confirmation", "enclose"},
    {"policy", "40h-business"},
    {"agreement_date", "2026-01-31"},
};

/// A guide with all good answers, and others where `answers` has them, until `name` is asked; to
/// the overview for no name.
inline SetupGuide guide_at(std::string_view name,
                           std::map<std::string_view, std::string> answers = {})
{
    answers.insert(good.begin(), good.end());
    SetupGuide guide(known(), {});
    while (guide.question() != nullptr && guide.question()->name != name) {
        const auto* asked = guide.question();
        const auto reply = guide.answer(answers.at(asked->name));
        EXPECT_TRUE(reply.taken) << asked->name << ": " << reply.says;
        if (!reply.taken) break;
    }
    return guide;
}

inline std::string_view asked(const SetupGuide& guide)
{
    return guide.question() == nullptr ? "overview" : guide.question()->name;
}

} // namespace reservepost::batch::receivers
