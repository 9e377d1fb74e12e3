#pragma once

#include "batch/printhouse/package.h"
#include "batch/printhouse/receipt_judgement.h"

#include <filesystem>
#include <string>
#include <vector>

// The print house's side. It knows the contract and two directories, and nothing of Reservepost's
// database or state, so it shows what any print house needs to know.

namespace reservepost::batch::printhouse {

/// What a print house holds: its own identity, and whom it takes packages from.
struct VendorKeys {
    const crypto::Identity& house;
    std::vector<crypto::Certificate> senders;
};

/// Opens and checks the package `file`, name and all, and writes nothing.
/// Throws `std::system_error` when it cannot be read.
Opening vendor_verify(const std::filesystem::path& file, const VendorKeys& keys);

/// The same, and then writes `pieces.pdf`, `manifest.json`, `manifest.json.p7s` and `ticket.xjdf`
/// to `directory` (made with mode 0700; files 0600, synced), but only when there are no findings.
/// Throws `ContractError` when one of them lies there already with other octets.
Opening vendor_open(const std::filesystem::path& file, const std::filesystem::path& directory,
                    const VendorKeys& keys);

struct PiecesOnDay {
    int first = 0;
    int last = 0;
    Day date = {};
};

/// What the house wants to say.
struct VendorAnswer {
    Stage stage = Stage::Received;
    std::vector<PiecesOnDay> ranges = {}; ///< For mailed and damaged; none: all that are open.
    Day date = {};                        ///< For "all that are open".
    std::string code = {};                ///< For rejected and returned.
};

struct VendorReceipt {
    std::filesystem::path file;
    Receipt receipt;
};

/// What the receipts in `out` have said of the package `package` so far.
/// Throws `ContractError` when the package does not open, or an earlier receipt does not count.
JobHistory vendor_history(const std::filesystem::path& package, const std::filesystem::path& out,
                          const VendorKeys& keys);

/// Writes the next receipt for the package `package` into the directory `out`: n is one more than
/// the receipts of the package that lie there, the sums come from the package's manifest and the
/// running totals from those receipts. Appears under its name only when it is whole and synced.
///
/// Throws `ContractError` when the package does not open or its job number was answered before as
/// another package (only `rejected` may then be said), an earlier receipt in `out` does not count,
/// or the receipt would be set aside by the other side.
VendorReceipt vendor_receipt(const std::filesystem::path& package, const VendorAnswer& answer,
                             const std::filesystem::path& out, const VendorKeys& keys,
                             holidays::Instant at);

} // namespace reservepost::batch::printhouse
