#pragma once

#include "batch/json/value.h"
#include "batch/register_addresses.h"

#include <span>
#include <string>
#include <vector>

namespace reservepost::batch::commands {

/// A line for each profile: "norway: fits in 11 pt"; the first begins with `label`, the others are
/// indented as far.
std::string fits_text(std::span<const letters::AddressFit> fits, const std::string& label);

/// The same for programs.
json::Value fits_value(std::span<const letters::AddressFit> fits);

} // namespace reservepost::batch::commands
