#pragma once

#include "batch/crypto/certificate.h"
#include "batch/crypto/ed25519.h"
#include "batch/crypto/secret_key.h"

#include <filesystem>
#include <map>
#include <optional>
#include <vector>

// The installation's own keys, each for one purpose, in one directory of mode 0700. A second copy
// lies at the second store's key place.

namespace reservepost::batch {

/// The files, by name.
///
///     lookup.key          finds a report by its reference (HMAC)
///     log.pem             signs the deletion log's checkpoints (Ed25519)
///     heartbeat.pem       signs heartbeats (Ed25519)
///     package.pem, .crt   sign packages (CMS)
///     intake.pem, .crt    open reports that are sealed to the installation (CMS); optional
///     digest.<year>.key   names references in the deletion log of that year (HMAC)
class KeyDirectory {
public:
    /// `copies` are directories that get a second copy of every key made from now on.
    KeyDirectory(std::filesystem::path directory, std::vector<std::filesystem::path> copies);

    /// Makes all keys that are missing. The keys of package and intake are made for rehearsal
    /// only; an operator brings real ones.
    void make_missing(bool rehearsal, int year) const;

    /// Gives every copy the keys that it lacks. A directory of copies that is not there, while the
    /// disk it belongs to is, is made; nothing is made where the disk is away.
    void copy_all() const;

    crypto::SecretKey lookup() const;
    crypto::SigningKey log() const;
    crypto::SigningKey heartbeat() const;
    /// Throws `std::runtime_error` saying what is missing and who brings it.
    crypto::Identity package() const;
    /// Nothing where the installation has none: then no sealed report can be taken in.
    std::optional<crypto::Identity> find_intake() const;

    /// The secret of that year, made if there is none yet.
    crypto::SecretKey digest_secret(int year) const;
    /// Those of all years there are.
    std::vector<crypto::SecretKey> digest_secrets() const;

    const std::filesystem::path& path() const { return directory_; }

private:
    void make_pair(const std::string& name, const std::string& common_name) const;
    void copy(const std::string& name) const;
    std::filesystem::path file(const std::string& name) const { return directory_ / name; }

    std::filesystem::path directory_;
    std::vector<std::filesystem::path> copies_;
};

} // namespace reservepost::batch
