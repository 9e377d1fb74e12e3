#pragma once

#include "batch/crypto/certificate.h"
#include "batch/printhouse/manifest.h"
#include "batch/printhouse/package_seal.h"
#include "batch/printhouse/ticket.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::printhouse {

/// Limits of a package that is opened. What is over them is refused before it is unpacked.
inline constexpr std::int64_t most_package_octets = 256LL * 1024 * 1024;

/// A sealed package that lies synced on the disk.
struct PackedFile {
    std::filesystem::path file;
    PackageName name;               ///< What it is to be called.
    Manifest manifest;              ///< With its files filled in.
    crypto::Digest manifest_sha256; ///< Of `manifest.json`; receipts repeat it.
    crypto::Digest sha256;          ///< Of the sealed file.
    std::int64_t size = 0;          ///< Of the sealed file, octets.
};

/// Makes one package in the directory `directory` under the name `<its name>.part`.
///
/// The manifest's `files` are filled in here, and the ticket is made from it. The ZIP (stored, its
/// dates the job's, so the same parts give the same ZIP) goes through the envelope to `recipients`
/// straight onto the disk: plain text never touches it. Signature and envelope hold random numbers,
/// so the sealed file differs every time, but `manifest.json` and the name do not.
///
/// The caller renames the file to its name once its own books know the hash; so what lies under the
/// final name is always whole. A `.part` left by an earlier run is replaced.
/// Throws `ContractError` for a manifest that breaks the rules or a PDF over the limit,
/// `crypto::CmsError` and `std::system_error`; then no file is left.
PackedFile write_package(const std::filesystem::path& directory, Manifest manifest,
                         std::string_view pieces_pdf, const TicketTerms& terms,
                         const crypto::Identity& signer,
                         const std::vector<crypto::Certificate>& recipients, holidays::Instant at,
                         Seal seal = Seal::AuthEnveloped);

/// The parts of a package, all checked.
struct OpenedPackage {
    Manifest manifest;
    crypto::Digest manifest_sha256;
    std::string manifest_json; ///< The octets, as they were signed.
    std::string signature;     ///< `manifest.json.p7s`.
    std::string ticket;
    std::string pieces_pdf;
    holidays::Instant signed_at;
    crypto::Certificate signer;
};

/// One thing that is wrong with a package.
struct Finding {
    std::string code; ///< The code with which a receipt would reject it: "unreadable" …
    std::string text; ///< A sentence, without a word of a letter.
    bool operator==(const Finding&) const = default;
};

/// What opening a package came to: the parts, or what is wrong with it. Never both, never neither.
struct Opening {
    std::optional<OpenedPackage> package;
    std::vector<Finding> findings; ///< All that were found.
};

/// Opens the sealed `octets` for `house`, whose sender must be one of `senders` (by fingerprint).
///
/// Checks in this order: envelope and its tag (`AuthEnveloped`), or its signature by one of
/// `senders`
/// (`SignedEnveloped`); the ZIP (exactly the four names, stored, nothing
/// before, between or behind, `most_package_octets` in all); the manifest's signature; the manifest
/// itself; size and SHA-256 of each file against the manifest. What can still be judged after a
/// finding is judged too. Throws nothing for bad octets.
Opening open_package(std::string_view octets, const crypto::Identity& house,
                     const std::vector<crypto::Certificate>& senders);

/// The same, and `file_name` must be the name the contract gives this package.
Opening open_package(std::string_view octets, std::string_view file_name,
                     const crypto::Identity& house,
                     const std::vector<crypto::Certificate>& senders);

} // namespace reservepost::batch::printhouse
