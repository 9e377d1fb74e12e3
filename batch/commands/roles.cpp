#include "batch/commands/roles.h"

#include <algorithm>

namespace reservepost::batch::commands {

namespace {

constexpr bool yes = true;
constexpr bool no = false;

// Whoever changes where letters go does not run the night, and the other way round; who proves what
// happened changes nothing.
// clang-format off
constexpr CommandRoles table[] = {
    //                       operator registrar reviewer
    {"intake",                 yes,     no,     no },
    {"quarantine list",        yes,     no,     no },
    {"quarantine release",     yes,     no,     no },
    {"confirm",                yes,     no,     no },
    {"reject",                 yes,     no,     no },
    {"receiver list",          yes,     yes,    no },
    {"receiver show",          yes,     yes,    no },
    {"receiver set",           no,      yes,    no },
    {"receiver setup",         no,      yes,    no },
    {"receiver import",        no,      yes,    no },
    {"receiver export",        no,      yes,    no },
    {"receiver approve",       no,      yes,    no },
    {"receiver history",       yes,     yes,    yes},
    {"receiver preview",       yes,     yes,    no },
    {"report",                 yes,     yes,    yes},
    {"run",                    yes,     no,     no },
    {"status",                 yes,     yes,    yes},
    {"held",                   yes,     no,     no },
    {"release",                yes,     no,     no },
    {"incident list",          yes,     no,     yes},
    {"incident show",          yes,     no,     yes},
    {"incident ack",           yes,     no,     no },
    {"incident close",         yes,     no,     no },
    {"pause",                  yes,     no,     no },
    {"resume",                 yes,     no,     no },
    {"balance",                yes,     no,     yes},
    {"clock accept",           yes,     no,     no },
    {"deadline",               yes,     no,     yes},
    {"templates set",          no,      yes,    no },
    {"templates list",         yes,     yes,    no },
    {"templates drop",         no,      yes,    no },
    {"preview",                yes,     yes,    no },
    {"deletion explain",       yes,     no,     yes},
};
// clang-format on

const std::string& group_of(Role role, const configuration::Roles& groups)
{
    switch (role) {
    case Role::Operator:
        return groups.operators;
    case Role::Registrar:
        return groups.registrars;
    case Role::Reviewer:
        return groups.reviewers;
    }
    throw std::logic_error("a role without a group [this is a bug]");
}

bool has(const ActingPerson& person, Role role, const configuration::Roles& groups)
{
    return std::ranges::find(person.groups, group_of(role, groups)) != person.groups.end();
}

[[noreturn]] void refuse(const CommandRoles& row, const ActingPerson& person,
                         const configuration::Roles& groups)
{
    std::string allowed;
    for (const auto role : roles) {
        if (!row.allows(role)) continue;
        allowed += (allowed.empty() ? "" : " or ") + std::string(to_text(role)) + " (group " +
                   group_of(role, groups) + ")";
    }
    throw NotAllowed("this needs the role " + allowed + ", and " + person.name +
                     " has it not; whoever administers this host can put " + person.name +
                     " into the group");
}

} // namespace

std::string_view to_text(Role role)
{
    switch (role) {
    case Role::Operator:
        return "operator";
    case Role::Registrar:
        return "registrar";
    case Role::Reviewer:
        return "reviewer";
    }
    throw std::logic_error("a role without a name [this is a bug]");
}

bool CommandRoles::allows(Role role) const
{
    return (role == Role::Operator && operators) || (role == Role::Registrar && registrars) ||
           (role == Role::Reviewer && reviewers);
}

std::span<const CommandRoles> command_roles()
{
    return table;
}

void require_role(std::string_view command, const ActingPerson& person,
                  const std::optional<configuration::Roles>& groups)
{
    const auto* row = std::ranges::find(table, command, &CommandRoles::command);
    if (row == std::end(table))
        throw std::logic_error("`" + std::string(command) +
                               "` opens a state and stands in no table of roles [this is a bug]");
    if (!groups) return;
    const bool allowed = std::ranges::any_of(
        roles, [&](Role role) { return row->allows(role) && has(person, role, *groups); });
    if (!allowed) refuse(*row, person, *groups);
}

} // namespace reservepost::batch::commands
