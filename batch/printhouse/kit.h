#pragma once

#include "batch/crypto/certificate.h"
#include "batch/printhouse/contract_time.h"
#include "batch/printhouse/profile.h"

#include <filesystem>

// The kit with which a new print house is accepted: twenty-two packages that it answers with
// receipts, and what its answers must be.

namespace reservepost::batch::printhouse {

struct KitTerms {
    crypto::Certificate house; ///< Whom the packages are sealed for, and who signs the answers.
    Profile profile;           ///< As agreed on; its plex and envelopes are the cases'.
    Day date;                  ///< The jobs' day. From the second package day on it is the same.
};

/// Writes a kit to `directory`, which must be empty or missing:
///
///     hand-over/README.md, LES-MEG.md      what the house is to do, in English and Norwegian
///     hand-over/reservepost.pem            the certificate that signs packages
///     hand-over/reservepost-expired.pem    an older one, which has expired
///     hand-over/day-1/, day-2/             the packages
///     expected.json                        the answers; kept back
///
/// Names, manifests, PDFs and tickets are the same octets for the same terms. The sender's keys are
/// made anew and never kept, so signatures and envelopes differ each time.
///
/// Throws `ContractError` when the directory is not empty, and `std::system_error`; then what was
/// written stays.
void write_kit(const std::filesystem::path& directory, const KitTerms& terms);

} // namespace reservepost::batch::printhouse
