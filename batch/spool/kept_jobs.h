#pragma once

#include "batch/crypto/digest.h"
#include "batch/store/database.h"
#include "batch/vault/vault.h"
#include "batch/words/record_id.h"
#include "holidays/instant.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the stores keep of jobs and receipts, so that a database that was lost or restored knows
// again what went out. Written before the database commits what it describes.

namespace reservepost::batch::spool {

/// One letter of a job when its package was closed.
struct KeptLetter {
    RecordId record;
    std::int64_t piece = 0;
    std::string kind;     ///< "forwarding".
    std::string cause;    ///< Why it was made.
    std::string receiver; ///< "0301-05".
    std::string letter_date;
    holidays::Instant gathered_at;
    std::int64_t pages = 0;
    std::int64_t sheets = 0;
    std::string envelope;
    std::string postcode;
    crypto::Digest frames_digest;
};

/// A job when its package was closed.
struct KeptJob {
    std::string number; ///< Eight digits.
    std::string house;
    std::string package_class;
    std::int64_t pieces = 0;
    std::int64_t sheets = 0;
    std::int64_t pages = 0;
    std::string file_name;
    crypto::Digest file_sha256;
    std::int64_t file_size = 0;
    std::string manifest;
    crypto::Digest manifest_sha256;
    std::string witness;
    holidays::Instant numbered_at;
    holidays::Instant closed_at;
    std::vector<KeptLetter> letters; ///< In the order of their pieces.
};

/// A receipt's file as it came.
struct KeptReceipt {
    std::string file_name;
    std::string octets;
};

/// Seals what `transaction` is about to commit of the closed job in every reachable store.
void keep_job(store::Transaction& transaction, vault::Vault& vault, const std::string& number);
/// Seals a receipt that is about to be entered.
void keep_receipt(vault::Vault& vault, const KeptReceipt& receipt);

/// The number of the job that is kept as `name`; nothing for what is no job.
std::optional<std::string> kept_job_number(std::string_view name);
bool is_kept_receipt(std::string_view name);

/// What `keep_job` and `keep_receipt` sealed. Throws `json::JsonError` or `std::invalid_argument`
/// for anything else.
KeptJob parse_kept_job(std::string_view text);
KeptReceipt parse_kept_receipt(std::string_view text);

} // namespace reservepost::batch::spool
