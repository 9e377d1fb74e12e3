#pragma once

#include "batch/store/value.h"
#include "holidays/instant.h"

#include <optional>
#include <string>
#include <string_view>

// How values look on the wire to PostgreSQL: as text, which the server reads by the type that the
// statement demands. Nothing here is ever pasted into a statement.

namespace reservepost::batch::store {

/// The wire text of `value`, nothing for null. Throws `std::invalid_argument` for text with a NUL.
std::optional<std::string> to_wire(const Value& value);

/// "2026-11-22 04:00:12.123456+00". Throws `std::out_of_range` outside the years 1–9999.
std::string instant_to_wire(holidays::Instant instant);

/// The instant that a `timestamptz` in a session of UTC and ISO dates shows; nothing for anything
/// else, such as "infinity".
std::optional<holidays::Instant> instant_from_wire(std::string_view text);

/// The octets of a `bytea` in the form "\x…"; nothing for anything else.
std::optional<std::string> octets_from_wire(std::string_view text);

} // namespace reservepost::batch::store
