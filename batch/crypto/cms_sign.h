#pragma once

#include "batch/crypto/certificate.h"
#include "batch/crypto/openssl.h"

namespace reservepost::batch::crypto {

/// What every signature of ours has: SHA-256, CAdES signing certificate, no list of what we can do.
inline constexpr unsigned int signing_flags = CMS_BINARY | CMS_NOSMIMECAP | CMS_CADES;

/// A CMS SignedData by `signer` with the signing time `at`, still without its content. `form` is
/// CMS_DETACHED, CMS_STREAM or 0.
CmsPointer begin_signature(const Identity& signer, holidays::Instant at, unsigned int form);

} // namespace reservepost::batch::crypto
