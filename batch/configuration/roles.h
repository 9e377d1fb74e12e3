#pragma once

#include <string>

namespace reservepost::batch::configuration {

class TableReader;

/// `[roles]`: for each role the group of the operating system whose members have it.
struct Roles {
    std::string operators;  ///< `operator`: the night, letters, incidents.
    std::string registrars; ///< `registrar`: the register of receivers and their words.
    std::string reviewers;  ///< `reviewer`: sight and the books.
    bool operator==(const Roles&) const = default;
};

/// Reads the section. All three groups must be there; what is wrong becomes findings.
Roles read_roles(TableReader reader);

} // namespace reservepost::batch::configuration
