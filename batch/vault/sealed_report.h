#pragma once

#include "holidays/instant.h"

#include <string>
#include <string_view>

namespace reservepost::batch::vault {

/// What the vault keeps of one report: the very octets that came in, and enough beside them to make
/// the database's row anew. It exists in the clear in memory only.
struct SealedReport {
    std::string reference;    ///< The portal's UUID as text; empty where there was none.
    std::string municipality; ///< Four digits as stated, or empty.
    std::string district;     ///< Two digits as stated, or empty.
    holidays::Instant accepted_at{};
    holidays::Instant taken_in_at{};
    std::string note;   ///< Small JSON of intake's notes; the vault does not look inside.
    std::string octets; ///< The original file, byte for byte.
    bool operator==(const SealedReport&) const = default;
};

/// The one encoding of `report`, before it is sealed: the line `reservepost report 1`, then each
/// field in the order above with its length as four octets, big end first (the instants as eight
/// octets of microseconds since 1970), and last the original with a length of eight octets. Throws
/// `std::length_error` if a field other than `octets` is longer than 1 MiB.
std::string encode(const SealedReport& report);

/// The report that `encode` was given. Throws `std::invalid_argument` for anything else.
SealedReport decode_report(std::string_view octets);

} // namespace reservepost::batch::vault
