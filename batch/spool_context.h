#pragma once

#include "batch/night_steps.h"
#include "batch/spool/send.h"
#include "batch/spool/spool.h"

// Inside the night: what packing and sending need, put together.

namespace reservepost::batch {

/// What `pack` works with, and what it holds on to. Throws `std::runtime_error` when the package
/// certificate is missing, or the certificates are such that nothing may be packed.
struct OpenedSpool {
    crypto::Identity signer;
    spool::Spool spool;

    explicit OpenedSpool(NightWork& work);
};

/// What `send` and `receipts` work with.
spool::Dispatch make_dispatch(NightWork& work);

/// Whether an earlier run left a job between its number and its file.
bool has_numbered_job(NightWork& work);

/// Whether a person has stopped packing for now.
bool packing_is_paused(NightWork& work);

} // namespace reservepost::batch
