#pragma once

#include "batch/json/value.h"
#include "batch/letters/address_fit.h"
#include "batch/printhouse/profile.h"

#include <span>
#include <string>
#include <vector>

namespace reservepost::batch::commands {

/// The print profiles for which an address must fit: those that come with the program, and behind
/// them `own`, the installation's, where it is none of these.
std::vector<printhouse::Profile> every_profile(const printhouse::Profile& own);

/// Their windows, in the same order: what `letters::address_fit` takes.
std::vector<letters::Window> windows_of(std::span<const printhouse::Profile> profiles);

/// A line for each profile: "norway: fits in 11 pt"; the first begins with `label`, the others are
/// indented as far.
std::string fits_text(std::span<const letters::AddressFit> fits, const std::string& label);

/// The same for programs.
json::Value fits_value(std::span<const letters::AddressFit> fits);

} // namespace reservepost::batch::commands
