#pragma once

#include "batch/crypto/certificate.h"
#include "batch/store/database.h"
#include "batch/store/journal.h"

#include <optional>
#include <string>
#include <vector>

namespace reservepost::batch::spool {

/// The certificates of a hand-over. All are pinned: what does not stand here is never used.
struct HandOverCertificates {
    std::optional<crypto::Certificate> signing; ///< Ours, under every package; none: not there.
    std::vector<crypto::Certificate> sealing;   ///< The house's, to which packages are sealed.
    std::vector<crypto::Certificate> receipts;  ///< Whose signature on a receipt counts.
};

struct CertificateRules {
    /// Oslo days after its last one on which a sealing certificate is still used, where the house
    /// has no other: its key still opens, and a letter is worth more than a date.
    int grace_days = 7;
    std::vector<crypto::Digest> revoked; ///< By SHA-256: used for nothing any more.
};

/// Something about a certificate that a person must mend.
struct CertificateTrouble {
    std::string code;    ///< "certificate-expires", "-expired", "-revoked" or "-missing".
    std::string subject; ///< Tells it from others, and each day of grace from the one before.
    std::string sentence;
    std::string remedy;
};

struct CertificateVerdict {
    std::vector<crypto::Certificate> recipients; ///< To whom a package is sealed now.
    std::vector<crypto::Certificate> receipts;   ///< As given, without revoked ones.
    std::string why_no_packing;                  ///< Empty where packages may be made.
    std::vector<CertificateTrouble> troubles;
};

/// Judges all certificates at `now`; nothing is read or written. A certificate that ends soon is
/// told 60, 30 and 7 Oslo days ahead. Packages are sealed to every sealing certificate that is
/// valid, so that two of them are a roll-over; where none is, to the one that ended last, for
/// `grace_days`. One that is not valid yet waits for its day. A receipt counts if its signer's
/// certificate was valid when it was signed, so one that has ended is no trouble there while
/// another goes on.
CertificateVerdict judge_certificates(const HandOverCertificates& certificates,
                                      const CertificateRules& rules, holidays::Instant now);

/// Makes the troubles incidents, and resolves those that are over.
void tell_of_certificates(store::Transaction& transaction, const CertificateVerdict& verdict,
                          const store::Occasion& occasion);

} // namespace reservepost::batch::spool
