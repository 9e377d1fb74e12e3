#pragma once

#include "batch/crypto/certificate.h"
#include "batch/crypto/openssl.h"

namespace reservepost::batch::crypto {

struct PrivateKey::Handle {
    KeyPointer key;
};

/// OpenSSL's certificate for `certificate`.
X509Pointer parsed(const Certificate& certificate);

/// The value for OpenSSL's certificate.
Certificate certificate_of(X509* certificate);

} // namespace reservepost::batch::crypto
