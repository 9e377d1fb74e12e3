#pragma once

#include "batch/crypto/openssl.h"

#include <filesystem>

namespace reservepost::batch::crypto {

/// The private key of a PKCS#8 PEM file, mode 0600 in a directory of mode 0700. Throws
/// `std::runtime_error`, naming the file and the remedy.
KeyPointer load_key(const std::filesystem::path& file);

/// Writes `key` to a new PKCS#8 PEM file, mode 0600, synced, never over an existing one.
void save_new_key(const std::filesystem::path& file, EVP_PKEY* key);

} // namespace reservepost::batch::crypto
