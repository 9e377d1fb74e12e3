#pragma once

#include "batch/crypto/certificate.h"
#include "batch/letters/typesetter.h"
#include "batch/printhouse/profile.h"
#include "batch/store/database.h"
#include "batch/store/journal.h"
#include "batch/store/night_ownership.h"
#include "batch/vault/vault.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::spool {

/// The witness of a job that got its number while the deletion log could not be read.
inline constexpr std::string_view no_witness = "none";

/// What a package may hold at most, and how it is called.
struct PackageTerms {
    std::string house; ///< Name of the print house: job numbers are counted for each.
    printhouse::Profile profile;
    int pieces_per_package = 500;
    std::int64_t octets_per_package = 40LL * 1024 * 1024;
    holidays::Instant due; ///< The cut-off after which the house must have posted everything.
};

/// What the steps `pack` and `send` work with. The references outlive it.
struct Spool {
    store::Database& database;
    vault::Vault& vault;
    const letters::Typesetter& typesetter;
    const store::NightOwnership& ownership;
    store::Occasion occasion;
    std::filesystem::path outbox; ///< Mode 0700; sealed files only.
    PackageTerms terms;
    const crypto::Identity& signer;
    std::vector<crypto::Certificate> recipients;
    /// Size and root of the deletion log's checkpoint, for the job's row and the pieces' small
    /// print; or `no_witness`.
    std::string witness;
    int threads = 1;
};

} // namespace reservepost::batch::spool
