#pragma once

#include "batch/receivers/receiver.h"

#include <optional>
#include <string>
#include <string_view>

namespace reservepost::batch::receivers {

/// How a receiver was found, and so what the letter must say about it.
enum class RouteNote {
    Exact,             ///< Both numbers as given.
    DefaultDistrict,   ///< District 00 or unknown: the municipality's default district.
    Successor,         ///< Outdated; its one successor, with the same district or by name.
    SuccessorDefault,  ///< The same, but the successor's default district.
    NoMunicipality,    ///< No receiver and no successor has this municipality number.
    NoDefaultDistrict, ///< The municipality is there, this district is not, and none is default.
    SeveralSuccessors, ///< The number was split; which one is meant cannot be known.
    SuccessorNotReady, ///< The one successor has no receiver that fits.
    NotInUse,          ///< The receiver that fits has no agreement that has begun.
};

/// The code kept in the database and in reports: "exact", "default-district" …
std::string_view to_text(RouteNote note);
std::optional<RouteNote> find_route_note(std::string_view text);

/// Where a report goes. Without a receiver its letter is held with an alarm at once.
struct Route {
    std::optional<ReceiverKey> receiver;
    RouteNote note = RouteNote::NoMunicipality;
    bool operator==(const Route&) const = default;
};

/// The receiver of a report that names `municipality` and `district`, on the day `today` (Oslo).
///
/// Exact match; else the successor that a closed receiver names; else the municipality's default
/// district; else, for an outdated number with one successor, the successor's same or default
/// district; else none. Successors are followed from number to number while there is exactly one
/// and it is in force; what the register says of a number comes before the table that the program
/// brings. Receivers without an agreement that has begun get nothing. No receiver is guessed from a
/// name. DESIGN.md §5.
Route route(std::string_view municipality, std::string_view district, const Snapshot& snapshot,
            holidays::Date today);

} // namespace reservepost::batch::receivers
