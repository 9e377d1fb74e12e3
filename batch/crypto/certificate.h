#pragma once

#include "batch/crypto/digest.h"
#include "holidays/instant.h"

#include <filesystem>
#include <memory>
#include <string>

namespace reservepost::batch::crypto {

/// An X.509 certificate, held by its PEM text. A value.
class Certificate {
public:
    /// Throws `std::runtime_error` when `pem` holds no certificate.
    static Certificate from_pem(std::string_view pem);
    static Certificate load(const std::filesystem::path& file);

    const std::string& pem() const { return pem_; }
    std::string common_name() const;
    Digest fingerprint() const; ///< SHA-256 of the DER form: what is pinned.
    holidays::Instant not_before() const;
    holidays::Instant not_after() const;
    bool valid_at(holidays::Instant instant) const;

    bool operator==(const Certificate&) const = default;

private:
    explicit Certificate(std::string pem) : pem_(std::move(pem)) {}
    std::string pem_;
};

/// A private key for CMS (EC P-256 or RSA), held in memory, read from a file of mode 0600.
class PrivateKey {
public:
    static PrivateKey load(const std::filesystem::path& file);
    /// PKCS#8 PEM, mode 0600, synced, never over an existing file.
    void save_new(const std::filesystem::path& file) const;

    ~PrivateKey();
    PrivateKey(PrivateKey&&) noexcept;
    PrivateKey& operator=(PrivateKey&&) noexcept;

    struct Handle; ///< OpenSSL's key; only `batch/crypto` looks inside.
    explicit PrivateKey(std::unique_ptr<Handle> handle);
    const Handle& handle() const { return *handle_; }

private:
    std::unique_ptr<Handle> handle_;
};

struct Identity {
    Certificate certificate;
    PrivateKey key;
};

/// A new P-256 key with a self-signed certificate for rehearsal: `common_name` begins with
/// "REHEARSAL ", valid 2000-01-01 to 2199-12-31, usable for signing and for key agreement.
Identity make_rehearsal_identity(const std::string& common_name);

/// The same, but valid from `not_before` to `not_after`, both included, whole seconds in the years
/// 1950 to 9999: to try out what becomes of a certificate that has expired.
Identity make_rehearsal_identity(const std::string& common_name, holidays::Instant not_before,
                                 holidays::Instant not_after);

/// Whether `certificate` says of itself that it is for rehearsal only.
bool is_for_rehearsal(const Certificate& certificate);

} // namespace reservepost::batch::crypto
