#pragma once

#include "batch/crypto/secret_key.h"

#include <stdexcept>
#include <string>
#include <string_view>

namespace reservepost::batch::crypto {

/// What was sealed cannot be opened: another key, other associated octets, or a changed file.
class CannotOpen : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Seals `plain` with AES-256-GCM under `key`, bound to `associated` (which is not kept).
/// Gives 12 octets of random nonce, the cipher text, 16 octets of tag.
std::string seal(const SecretKey& key, std::string_view plain, std::string_view associated);

/// What `seal` was given. Throws `CannotOpen`; nothing of the plain text is given out then.
std::string open(const SecretKey& key, std::string_view sealed, std::string_view associated);

} // namespace reservepost::batch::crypto
