#pragma once

#include "batch/commands/acting_person.h"
#include "batch/configuration/roles.h"
#include "batch/store/cluster.h"

#include <array>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

// Who may do what (DESIGN §16). Commands that work without a state are everybody's.

namespace reservepost::batch::commands {

enum class Role {
    Operator,  ///< Runs the night; answers for letters, incidents and the clock.
    Registrar, ///< Keeps the register of receivers and their words.
    Reviewer,  ///< Sees figures, books and proofs.
};

inline constexpr std::array roles{Role::Operator, Role::Registrar, Role::Reviewer};

std::string_view to_text(Role role); ///< "operator", "registrar", "reviewer".

/// One command that opens a state, and who may call it.
struct CommandRoles {
    std::string_view command; ///< "receiver set".
    bool operators;
    bool registrars;
    bool reviewers;
    store::Role database; ///< As whom it enters the database: with no more rights than it needs.

    bool allows(Role role) const;
};

/// Every command that opens a state.
std::span<const CommandRoles> command_roles();

/// The person is in none of the groups that may do this. The message names role and group.
class NotAllowed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// As whom `command` enters the database. Throws as `require_role` for one that is not in the
/// table.
store::Role database_role(std::string_view command);

/// Throws `NotAllowed` unless `person` has a role that may call `command`. Without `groups` whoever
/// can open the state may do everything. Throws `std::logic_error` for a command that is not in the
/// table: a new one must say whose it is.
void require_role(std::string_view command, const ActingPerson& person,
                  const std::optional<configuration::Roles>& groups);

} // namespace reservepost::batch::commands
