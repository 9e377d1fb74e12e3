#pragma once

#include "batch/intake/take_in.h"
#include "tests/support/killed_at.h"
#include "tests/support/test_office.h"

#include <string>
#include <vector>

// Reports for a `TestOffice`, as the portal would send them.

namespace reservepost::tests {

/// The door of `office`, for as long as nobody changes its time or run.
inline batch::intake::IntakeDoor door_of(TestOffice& office)
{
    return {
        office.database,   office.vault, office.lookup_key, office.digest_secrets, office.calendar,
        office.occasion(), false};
}

/// The reference of that number.
inline std::string reference(int number)
{
    const std::string digits = std::to_string(number);
    return "6f1d2c3b-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

/// A private report as JSON. `text` tells two of them apart; an empty `sent_at` is left out.
inline std::string report_text(const std::string& municipality, const std::string& district,
                               const std::string& text = "Jeg er bekymret.",
                               const std::string& sent_at = {})
{
    return R"({"kommunenummer":")" + municipality + R"(","bydelsnummer":")" + district +
           R"(","privatMelder":{"personnavn":"Oda Planteby"},"privatBarn":[{"personnavn":)"
           R"("Nils Planteby"}],"melding":")" +
           text + '"' + (sent_at.empty() ? "" : R"(,"sendingstidspunkt":")" + sent_at + '"') + '}';
}

inline batch::intake::Incoming incoming(int number, std::string octets)
{
    return {reference(number) + ".json", std::move(octets), std::nullopt};
}

inline batch::intake::IntakeAnswer take_in_one(TestOffice& office,
                                               const batch::intake::Incoming& file)
{
    auto door = door_of(office);
    return batch::intake::take_in(door, {&file, 1}).at(0);
}

} // namespace reservepost::tests
