#pragma once

#include "batch/configuration/findings.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace reservepost::batch::configuration {

class TableReader;

/// `[print_house.sftp]`: a print house that is reached over SFTP.
struct Sftp {
    std::string host; ///< A name or an address.
    int port = 22;
    std::string user;
    std::filesystem::path key_file; ///< Our private key, mode 0600, without a passphrase.
    /// The fingerprints of the house's host keys as `ssh-keygen -l` prints them, "SHA256:…". Any of
    /// them will do, so that a new key can be written down before it is taken into use.
    std::vector<std::string> host_keys;
    std::string directory_to;   ///< At the house: packages and notices are put there.
    std::string directory_from; ///< At the house: receipts are fetched there.
    int timeout_seconds = 60;   ///< For the house to answer one request.
    int retries = 3;            ///< How often a lost connection is made again before it is told.
    bool operator==(const Sftp&) const = default;
};

/// `[print_house]`. There is one way to the house: two directories, or SFTP.
struct PrintHouse {
    std::string name;                     ///< Stands in manifests and reports.
    std::filesystem::path directory_to;   ///< Packages and notices are put there; empty: SFTP.
    std::filesystem::path directory_from; ///< Receipts are fetched there; empty: SFTP.
    std::optional<Sftp> sftp;
    /// PEM files of the certificates a package is encrypted to.
    std::vector<std::filesystem::path> certificate;
    /// PEM files of the certificates whose signature on a receipt counts.
    std::vector<std::filesystem::path> receipt_certificates;
    /// The print profile: the name of one that comes with the program, or a TOML file (what ends in
    /// ".toml"), made absolute.
    std::string profile = "norway";
    int pieces_per_package = 500;
    int resend_after_hours = 4; ///< Of the house's working hours.
    /// Oslo days after its end on which a sealing certificate is used where there is no other.
    int grace_days = 7;
    /// Certificates that are used for nothing any more: SHA-256, 64 lower-case hexadecimal digits.
    std::vector<std::string> revoked;
    bool operator==(const PrintHouse&) const = default;
};

/// Reads the section; its paths are relative to `directory`, those at the house stay as they are.
/// What is wrong becomes findings.
PrintHouse read_print_house(TableReader reader, const std::filesystem::path& directory,
                            std::vector<Finding>& findings);

} // namespace reservepost::batch::configuration
