#pragma once

#include "batch/opened_state.h"
#include "batch/spool/certificate_watch.h"

namespace reservepost::batch {

/// What the certificates of this state are good for at `now`. Throws `std::runtime_error` when one
/// of the print house's that the configuration names is missing, or any cannot be read: a receipt
/// must not be judged without it.
spool::CertificateVerdict certificate_verdict(const OpenedState& state, holidays::Instant now);

} // namespace reservepost::batch
