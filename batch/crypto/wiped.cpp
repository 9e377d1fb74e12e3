#include "batch/crypto/wiped.h"

#include <openssl/crypto.h>

namespace reservepost::batch::crypto {

Wiped::~Wiped()
{
    OPENSSL_cleanse(octets.data(), octets.size());
}

} // namespace reservepost::batch::crypto
