#include "batch/commands/roles.h"

#include <algorithm>

namespace reservepost::batch::commands {

namespace {

constexpr bool yes = true;
constexpr bool no = false;
constexpr auto works = store::Role::Night;
constexpr auto registers = store::Role::Registrar;
constexpr auto reads = store::Role::Reviewer;

// Whoever changes where letters go does not run the night, and the other way round; who proves what
// happened changes nothing.
// clang-format off
constexpr CommandRoles table[] = {
    //                       operator registrar reviewer in the database
    {"intake",                 yes,     no,     no, works},
    {"quarantine list",        yes,     no,     no, reads},
    {"quarantine release",     yes,     no,     no, works},
    {"quarantine discard",     yes,     no,     no, works},
    {"confirm",                yes,     no,     no, works},
    {"reject",                 yes,     no,     no, works},
    {"reopen",                 yes,     no,     no, works},
    {"recall",                 yes,     no,     no, works},
    {"resend",                 yes,     no,     no, works},
    {"print-here",             yes,     no,     no, works},
    {"receiver list",          yes,     yes,    no, reads},
    {"receiver show",          yes,     yes,    no, reads},
    {"receiver set",           no,      yes,    no, registers},
    {"receiver setup",         no,      yes,    no, registers},
    {"receiver import",        no,      yes,    no, registers},
    {"receiver export",        no,      yes,    no, reads},
    {"receiver approve",       no,      yes,    no, registers},
    {"receiver history",       yes,     yes,    no, reads},
    {"receiver preview",       yes,     yes,    no, reads},
    {"report",                 yes,     yes,    yes, reads},
    {"run",                    yes,     no,     no, works},
    {"status",                 yes,     yes,    yes, reads},
    {"held",                   yes,     no,     no, reads},
    {"release",                yes,     no,     no, works},
    {"incident list",          yes,     no,     yes, reads},
    {"incident show",          yes,     no,     yes, reads},
    {"incident ack",           yes,     no,     no, works},
    {"incident close",         yes,     no,     no, works},
    {"pause",                  yes,     no,     no, works},
    {"resume",                 yes,     no,     no, works},
    {"balance",                yes,     no,     yes, works},
    {"clock accept",           yes,     no,     no, works},
    {"deadline",               yes,     no,     yes, reads},
    {"templates set",          no,      yes,    no, registers},
    {"templates list",         yes,     yes,    no, reads},
    {"templates drop",         no,      yes,    no, registers},
    {"preview",                yes,     yes,    no, reads},
    {"deletion explain",       yes,     no,     yes, reads},
    {"log prove",              yes,     no,     yes, reads},
    {"log lookup",             yes,     no,     yes, reads},
    {"log certificate",        yes,     no,     yes, reads},
    {"log export",             yes,     no,     yes, reads},
    {"vault verify",           yes,     no,     yes, works},
    {"vault rotate",           yes,     no,     no, works},
    {"vault refill",           yes,     no,     no, works},
    {"vault drop",             yes,     no,     no, works},
    {"vault clear-unfinished", yes,     no,     no, works},
    {"restore check",          yes,     no,     no, works},
};
// clang-format on

const CommandRoles& row_of(std::string_view command)
{
    const auto* row = std::ranges::find(table, command, &CommandRoles::command);
    if (row == std::end(table))
        throw std::logic_error("`" + std::string(command) +
                               "` opens a state and stands in no table of roles [this is a bug]");
    return *row;
}

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

store::Role database_role(std::string_view command)
{
    return row_of(command).database;
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
