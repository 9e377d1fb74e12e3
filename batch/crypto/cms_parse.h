#pragma once

#include "batch/crypto/cms.h"
#include "batch/crypto/openssl.h"

namespace reservepost::batch::crypto {

/// The one CMS structure (DER or BER) that `octets` are, and nothing behind it. Throws `CmsError`.
CmsPointer parse_cms(std::string_view octets);

} // namespace reservepost::batch::crypto
