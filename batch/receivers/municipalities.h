#pragma once

#include "holidays/date.h"

#include <optional>
#include <span>
#include <string_view>

namespace reservepost::batch::receivers {

/// A municipality that is in use.
struct Municipality {
    std::string_view number;             ///< Four digits.
    std::string_view name;               ///< Norwegian; Sámi and Kven names are left out.
    std::optional<holidays::Date> since; ///< The first day of the number; none: before 2017.
};

/// The 357 municipalities since 1 January 2024, from `tables/municipalities.txt`, sorted by
/// number. They live as long as the program.
std::span<const Municipality> known_municipalities();

/// The municipality in use that has that number, or null.
const Municipality* find_municipality(std::string_view number);

} // namespace reservepost::batch::receivers
