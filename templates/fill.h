#pragma once

#include "templates/parsed.h"

#include <vector>

namespace reservepost::templates {

/// Every use of a field that `fields` cannot serve, in branches that are not taken too.
std::vector<TemplateError> unfit_fields(const Template::Parsed& parsed, const Fields& fields);

/// The blocks of the template with its fields' values. `fields` must have no unfit ones.
std::vector<layout::Block> filled(const Template::Parsed& parsed, const Fields& fields);

} // namespace reservepost::templates
