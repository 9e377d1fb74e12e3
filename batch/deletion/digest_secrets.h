#pragma once

#include "batch/crypto/secret_key.h"

#include <filesystem>
#include <map>

namespace reservepost::batch::deletion {

/// The digest secrets in a key directory, by year: its files `digest.<year>.key`. Makes none, so
/// that asking for a year whose secret was destroyed never gives it a new one. Throws as
/// `crypto::SecretKey::load`, and `std::filesystem::filesystem_error` when there is no directory.
std::map<int, crypto::SecretKey> digest_secrets_in(const std::filesystem::path& keys);

} // namespace reservepost::batch::deletion
