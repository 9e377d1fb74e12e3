#pragma once

#include "templates/parsed.h"

#include <vector>

namespace reservepost::templates {

/// The blocks of the template with its fields' values. `fields` must have no unfit
/// ones (inspect.h).
std::vector<layout::Block> filled(const Template::Parsed& parsed, const Fields& fields);

} // namespace reservepost::templates
