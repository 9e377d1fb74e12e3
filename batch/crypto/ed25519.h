#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace reservepost::batch::crypto {

/// An Ed25519 key pair (RFC 8032) that signs checkpoints and heartbeats.
class SigningKey {
public:
    static SigningKey generate();
    /// Reads a PKCS#8 PEM file; the same demands on mode and directory as `SecretKey::load`.
    static SigningKey load(const std::filesystem::path& file);
    /// Writes a new PKCS#8 PEM file, mode 0600, synced. Throws `std::system_error` if it exists.
    void save_new(const std::filesystem::path& file) const;

    std::string public_key() const;                    ///< 32 octets.
    std::string sign(std::string_view message) const;  ///< 64 octets.

    ~SigningKey();
    SigningKey(SigningKey&&) noexcept;
    SigningKey& operator=(SigningKey&&) noexcept;

private:
    struct Key;
    explicit SigningKey(std::unique_ptr<Key> key);
    std::unique_ptr<Key> key_;
};

/// Whether `signature` (64 octets) over `message` was made with the key whose public half is
/// `public_key` (32 octets). Wrong lengths are simply false.
bool verify(std::string_view public_key, std::string_view message, std::string_view signature);

} // namespace reservepost::batch::crypto
