#pragma once

#include "batch/opened_state.h"
#include "batch/spool/certificate_watch.h"

namespace reservepost::batch {

/// What the certificates of this state are good for at `now`. Throws `std::runtime_error` when one
/// that the configuration or the key directory should have is missing or cannot be read.
spool::CertificateVerdict certificate_verdict(const OpenedState& state, holidays::Instant now);

} // namespace reservepost::batch
