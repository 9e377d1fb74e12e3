#pragma once

#include "batch/printhouse/scan_list.h"
#include "batch/printhouse/vendor.h"

#include <vector>

namespace reservepost::batch::printhouse {

/// What becomes of a piece that a list of scans shows to be broken.
enum class BrokenPieces {
    StayOpen, ///< Nothing is said of them yet.
    Damaged,  ///< They are told as damaged, and come again in another job.
};

/// What a list of scans came to.
struct ScannedAnswer {
    ScannedPieces pieces;                ///< Without those that have a fate already.
    std::vector<VendorReceipt> receipts; ///< `mailed`, then `damaged`; each only if it has pieces.
};

/// Compares `list` with the package and answers for what it proves: pieces that were read whole
/// become `mailed` on `date`, broken ones as `broken` says. Nothing is claimed that was not read,
/// nor what is in doubt. The same list again claims nothing twice: what an earlier receipt in `out`
/// has told is a finding, and is left out.
///
/// Throws `ContractError` as `vendor_receipt` does, and when `list` holds no line at all; a receipt
/// that was written before stays.
ScannedAnswer vendor_receipts_of_scans(const std::filesystem::path& package, std::string_view list,
                                       BrokenPieces broken, Day date,
                                       const std::filesystem::path& out, const VendorKeys& keys,
                                       holidays::Instant at);

} // namespace reservepost::batch::printhouse
