#pragma once

#include "batch/crypto/cms.h"
#include "holidays/date.h"

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

// The portal's signed list of the day: what it has sent, so that what did not come is missed.
//
// A CMS SignedData (DER) with the content inside, JSON:
//
//     {"kind": "reservepost-announced", "version": 1, "day": "2026-11-25",
//      "reports": [{"number": 1, "reference": "UUID", "receiver": "9101-03"}, …]}
//
// `number` runs over all reports that the portal ever sends, without gaps, and rises in the list.

namespace reservepost::batch::intake {

/// A list that does not count: not signed by the portal, or not of this form. Nothing of it is
/// kept.
class ListError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct AnnouncedReport {
    std::int64_t number = 0;
    std::string reference; ///< A UUID in lower case.
    std::string receiver;  ///< "9101-03".
};

struct AnnouncedList {
    holidays::Date day;
    holidays::Instant signed_at;
    std::vector<AnnouncedReport> reports;
};

inline constexpr std::size_t largest_list_octets = 64U * 1024 * 1024;
inline constexpr std::size_t most_announced = 500'000;

/// The list in `octets`. Throws `ListError` saying what is wrong and where, without a reference.
AnnouncedList read_announced_list(std::string_view octets,
                                  const std::vector<crypto::Certificate>& pinned);

} // namespace reservepost::batch::intake
