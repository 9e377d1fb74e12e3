#pragma once

#include "batch/crypto/openssl.h"
#include "holidays/instant.h"

#include <optional>

namespace reservepost::batch::crypto {

/// `instant` cut to whole seconds, as UTCTime before 2050 and GeneralizedTime from then on.
TimePointer to_asn1_time(holidays::Instant instant);

/// Nothing when `time` is no date OpenSSL can read.
std::optional<holidays::Instant> from_asn1_time(const ASN1_TIME* time);

} // namespace reservepost::batch::crypto
