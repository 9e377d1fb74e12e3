#pragma once

#include "templates/parsed.h"

#include <vector>

namespace reservepost::templates {

/// Every use of a field that `fields` cannot serve, in branches that are not taken too.
std::vector<TemplateError> unfit_fields(const Template::Parsed& parsed, const Fields& fields);

} // namespace reservepost::templates
