#pragma once

#include "templates/parsed.h"

#include <vector>

// What inspecting and filling share: finding a field's value while walking a template's tree.

namespace reservepost::templates {

/// The letter's fields, and those of the entries of the loops being walked.
using Scopes = std::vector<const Fields*>;

inline const FieldUse& use_of(const Template::Parsed& parsed, int field)
{
    return parsed.uses.at(static_cast<std::size_t>(field));
}

/// The value that a use stands for in these scopes; null where there is none.
inline const Value* find_value(const FieldUse& use, const Scopes& scopes)
{
    return scopes.at(use.scope)->find(use.name);
}

/// One function for each kind of node.
template <class... Cases> struct Overloaded : Cases... {
    using Cases::operator()...;
};

} // namespace reservepost::templates
