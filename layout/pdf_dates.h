#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace reservepost::layout {

/// The instant, in seconds since 1970 UTC, of a date as PDF writes it (ISO 32000-1, 7.9.4):
/// "D:20261125081000+01'00'". What is left out at its end is the least it can be; without an offset
/// it is taken for UTC. None if it is no date.
std::optional<std::int64_t> find_pdf_date(std::string_view text);

/// The same of a date as XMP writes it (ISO 8601): "2026-11-25T08:10:00+01:00", "2026-11-25".
/// Fractions of a second are left out.
std::optional<std::int64_t> find_xmp_date(std::string_view text);

} // namespace reservepost::layout
