#pragma once

#include "batch/crypto/certificate.h"
#include "batch/printhouse/manifest.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::printhouse {

enum class Stage { Received, Rejected, Mailed, Damaged, Closed, Returned };

std::string_view word_of(Stage stage); ///< "received", "rejected" …
std::optional<Stage> find_stage(std::string_view word);

/// Who must mend what made a job be rejected: it decides whether its new letters are held.
enum class Fault { File, House };

/// The fault a `rejected` code stands for, or nothing for a code the contract does not know.
std::optional<Fault> find_fault(std::string_view code);

/// Whether `code` is one of R01 to R10, the reasons of a `returned`.
bool is_return_reason(std::string_view code);

/// Pieces `first` to `last` (both included), what became of them on `date`, and how much they are.
struct PieceRange {
    int first = 0;
    int last = 0;
    Day date = {};
    Totals totals;
    bool operator==(const PieceRange&) const = default;
};

/// All pieces of the job after this receipt: mailed + damaged + open = the job's pieces.
struct Running {
    std::int64_t mailed = 0;
    std::int64_t damaged = 0;
    std::int64_t open = 0;
    bool operator==(const Running&) const = default;
};

/// What the print house says about a job. Which members a stage has:
///
///     received  totals (the whole job)
///     rejected  code
///     mailed    totals (of the ranges), ranges, running
///     damaged   totals (of the ranges), ranges, running
///     closed    totals (the whole job), running (open = 0)
///     returned  totals (of the ranges), ranges (single pieces), code (R01 to R10)
struct Receipt {
    PackageName package;
    /// Of the package's `manifest.json`. Only a `rejected` may lack it: where nothing can be
    /// opened.
    std::optional<crypto::Digest> manifest_sha256;
    int n = 1; ///< 1, 2, … over all receipts of the job, without a gap.
    Stage stage = Stage::Received;
    std::string code = {};
    std::optional<Totals> totals = {};
    std::vector<PieceRange> ranges = {};
    std::optional<Running> running = {};
    bool operator==(const Receipt&) const = default;
};

/// The canonical JSON of `receipt`. Throws `ContractError` when it lacks a member of its stage, has
/// one that is not its stage's, or a value is out of its range. Sums are `judge`'s business.
std::string receipt_json(const Receipt& receipt);

/// The receipt that `json` holds, by the same rules; unknown keys are refused.
Receipt parse_receipt_json(std::string_view json);

/// CMS SignedData (DER) with the receipt's JSON inside.
std::string sign_receipt(const Receipt& receipt, const crypto::Identity& house,
                         holidays::Instant at);

/// A receipt whose signature holds.
struct SignedReceipt {
    Receipt receipt;
    crypto::Digest octets_sha256; ///< Of the file as it came: tells a repeat from a contradiction.
    holidays::Instant signed_at;
};

/// The receipt in `octets` if one of `pinned` signed it, at a time when that certificate was valid.
/// Throws `ContractError` for a bad signature, another signer, broken or hostile JSON, and anything
/// over 4 MiB.
SignedReceipt parse_receipt(std::string_view octets,
                            const std::vector<crypto::Certificate>& pinned);

/// `<package stem>.<n>.<stage>.receipt.p7m`.
struct ReceiptName {
    PackageName package;
    int n = 1;
    Stage stage = Stage::Received;

    std::string file_name() const;
    /// Throws `ContractError` for a name that `file_name` would not have written.
    static ReceiptName parse(std::string_view file_name);
    bool operator==(const ReceiptName&) const = default;
};

} // namespace reservepost::batch::printhouse
