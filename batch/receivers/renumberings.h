#pragma once

#include "batch/receivers/receiver.h"

#include <span>
#include <string_view>

// Numbers of municipalities that went out of use since 2017. Case systems and lists keep old ones
// for years: KS's own example of a report names 1201, which Bergen has not had since 2020.

namespace reservepost::batch::receivers {

/// The renumberings that come with the program, from `tables/renumberings.txt`, sorted by number.
/// Each number is renumbered once; where a municipality was divided, all that got inhabited land
/// are named. They live as long as the program.
std::span<const Renumbering> shipped_renumberings();

/// What came in place of the number `from`: what the register says (`own`) where it says anything
/// of that number, also if that is not in force yet; else what comes with the program; else null.
const Renumbering* find_renumbering(std::string_view from, std::span<const Renumbering> own);

} // namespace reservepost::batch::receivers
