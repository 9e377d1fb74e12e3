#include "batch/crypto/key_file.h"
#include "batch/crypto/key_handle.h"

#include <stdexcept>

namespace reservepost::batch::crypto {

namespace {

/// CMS of OpenSSL 3.0 signs with these two; Ed25519 fails there.
bool serves_for_cms(const EVP_PKEY* key)
{
    constexpr int least_rsa_bits = 2048;
    if (EVP_PKEY_is_a(key, "RSA") == 1) return EVP_PKEY_get_bits(key) >= least_rsa_bits;
    if (EVP_PKEY_is_a(key, "EC") != 1) return false;
    char group[64] = {};
    std::size_t length = 0;
    return EVP_PKEY_get_group_name(key, group, sizeof group, &length) == 1 &&
           std::string_view(group, length) == "prime256v1";
}

} // namespace

PrivateKey::PrivateKey(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
PrivateKey::~PrivateKey() = default;
PrivateKey::PrivateKey(PrivateKey&&) noexcept = default;
PrivateKey& PrivateKey::operator=(PrivateKey&&) noexcept = default;

PrivateKey PrivateKey::load(const std::filesystem::path& file)
{
    KeyPointer key = load_key(file);
    const bool serves = serves_for_cms(key.get());
    forget_errors();
    if (!serves)
        throw std::runtime_error(file.string() + ": holds a key of another kind; EC P-256 or RSA "
                                                 "of at least 2048 bits must be there");
    return PrivateKey(std::make_unique<Handle>(Handle{std::move(key)}));
}

void PrivateKey::save_new(const std::filesystem::path& file) const
{
    save_new_key(file, handle_->key.get());
}

} // namespace reservepost::batch::crypto
