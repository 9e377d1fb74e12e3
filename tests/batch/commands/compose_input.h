#pragma once

#include "batch/json/value.h"

#include <string>
#include <vector>

// Letters as lines of input for `compose`.

namespace reservepost::tests {

/// A good letter; tests spoil one member of it.
inline batch::json::Value plain_letter(const std::string& id = "a-1")
{
    using batch::json::Value;
    return Value::object({{"id", id},
                          {"recipient", Value::list({"Kari Nordmann", "Storgata 1", "0155 OSLO"})},
                          {"sender", Value::list({"Eksempel kommune", "Postboks 1", "0101 OSLO"})},
                          {"date", "2026-11-25"},
                          {"subject", "Svar på brevet ditt"},
                          {"paragraphs", Value::list({"Hei.", "Takk for at du skrev til oss."})}});
}

inline std::string line_of(const batch::json::Value& letter)
{
    return batch::json::canonical(letter) + "\n";
}

/// `count` letters of two or four pages, no two alike.
inline std::string lines_of_letters(int count)
{
    std::string lines;
    for (int number = 1; number <= count; ++number) {
        auto letter = plain_letter("letter-" + std::to_string(number));
        std::vector<std::string> paragraphs;
        for (int i = 0; i < number % 4 * 4; ++i)
            paragraphs.push_back("Avsnitt " + std::to_string(i) + " av brev nummer " +
                                 std::to_string(number) +
                                 ": barneverntjenesten har mottatt bekymringsmeldingen og vil "
                                 "undersøke saken før fristen går ut, så snart det er mulig.");
        letter.set("paragraphs", batch::json::Value::list_of(paragraphs));
        lines += line_of(letter);
    }
    return lines;
}

} // namespace reservepost::tests
