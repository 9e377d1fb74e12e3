#include "batch/configuration/roles.h"

#include "batch/configuration/table_reader.h"

namespace reservepost::batch::configuration {

namespace {

bool is_group(std::string_view name)
{
    constexpr std::size_t longest = 32;
    return name.size() <= longest &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") ==
               std::string_view::npos;
}

std::string group(TableReader& reader, std::string_view key)
{
    auto name = reader.required_text(key);
    if (!name.empty() && !is_group(name))
        reader.complain(key, "must be a group of the operating system: lower-case letters, digits, "
                             "- and _");
    return name;
}

} // namespace

Roles read_roles(TableReader reader)
{
    Roles roles;
    roles.operators = group(reader, "operator");
    roles.registrars = group(reader, "registrar");
    roles.reviewers = group(reader, "reviewer");
    reader.finish();
    return roles;
}

} // namespace reservepost::batch::configuration
