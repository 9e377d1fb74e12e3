#pragma once

#include "batch/crypto/certificate.h"

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::crypto {

/// A CMS structure that does not hold: no CMS, not for us, changed, or signed by another.
class CmsError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Who signs the outside of an envelope, and the signing time that stands there.
struct EnvelopeSigner {
    const Identity& identity;
    holidays::Instant at;
};

/// Writes an envelope (DER/BER) to `file` while the plain text comes in. EC recipients by ECDH key
/// agreement, RSA ones by OAEP with SHA-256. Memory stays flat.
class EnvelopeWriter {
public:
    /// CMS AuthEnvelopedData with AES-256-GCM. `file` must not exist; it is created with mode 0600.
    EnvelopeWriter(const std::filesystem::path& file, const std::vector<Certificate>& recipients);
    /// CMS EnvelopedData with AES-256-CBC, and around it SignedData (SHA-256) by `signer`, whose
    /// content (id-data) is that structure: for recipients that cannot open AuthEnvelopedData. CBC
    /// by itself would not notice a change; the signature does.
    EnvelopeWriter(const std::filesystem::path& file, const std::vector<Certificate>& recipients,
                   const EnvelopeSigner& signer);
    ~EnvelopeWriter(); ///< Without `finish` before, the half file is removed.
    void write(std::string_view plain);
    /// Ends the structure and syncs the file. Gives the SHA-256 of the whole file. Throws
    /// `std::invalid_argument` if nothing was written: OpenSSL cannot stream an empty envelope.
    Digest finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// What kind of CMS structure something is.
enum class CmsKind { Signed, Enveloped, AuthEnveloped, Other };

/// The kind of the one CMS structure that `octets` are. Throws `CmsError` if they are none.
CmsKind kind_of_cms(std::string_view octets);

/// The plain text of a CMS AuthEnvelopedData or EnvelopedData in `octets`. Throws `CmsError`;
/// nothing is given out unless the tag is right.
std::string open_envelope(std::string_view octets, const Identity& recipient);

/// A detached CMS signature (DER) over `content`: SHA-256, CAdES signing certificate, signing
/// time = `at`.
std::string sign_detached(std::string_view content, const Identity& signer, holidays::Instant at);

/// A CMS SignedData (DER) with the content inside.
std::string sign_attached(std::string_view content, const Identity& signer, holidays::Instant at);

struct SignedContent {
    std::string content;
    Certificate signer;
    holidays::Instant signed_at;
};

/// The content of a CMS SignedData whose only signer is one of `pinned`, compared by fingerprint,
/// and whose certificate was valid at the signing time that stands in it. No chain is built and no
/// system store is asked. Throws `CmsError` saying which of these failed.
SignedContent verify_attached(std::string_view octets, const std::vector<Certificate>& pinned);

/// The same for a detached signature over `content`.
SignedContent verify_detached(std::string_view signature, std::string_view content,
                              const std::vector<Certificate>& pinned);

} // namespace reservepost::batch::crypto
