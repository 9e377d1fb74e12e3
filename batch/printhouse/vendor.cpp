#include "batch/printhouse/vendor.h"

#include "batch/disk/files.h"
#include "batch/disk/private_files.h"

#include <algorithm>
#include <optional>

namespace reservepost::batch::printhouse {
namespace {

constexpr std::uint64_t most_receipt_octets = 4 * 1024 * 1024;
constexpr mode_t private_mode = 0600;
constexpr mode_t shared_mode = 0640;

/// Reads the receipts of `package` that lie in `out`, in the order of n.
std::vector<ReceiptName> earlier_receipts(const std::filesystem::path& out,
                                          const PackageName& package)
{
    std::vector<ReceiptName> found;
    for (const auto& entry : std::filesystem::directory_iterator(out)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(package.stem() + '.') || !name.ends_with(".receipt.p7m")) continue;
        found.push_back(ReceiptName::parse(name));
    }
    std::ranges::sort(found, {}, &ReceiptName::n);
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i].n != static_cast<int>(i) + 1) {
            throw ContractError("the receipts of this package in the directory are not numbered "
                                "1, 2, … without a gap; put the missing one back");
        }
    }
    return found;
}

/// Throws if `out` holds receipts for another package of the same job number: then this one is a
/// fault, and the only right answer is to reject it.
void require_new_number(const std::filesystem::path& out, const PackageName& package, Stage stage)
{
    if (stage == Stage::Rejected) return;
    for (const auto& entry : std::filesystem::directory_iterator(out)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with("RP.") || !name.ends_with(".receipt.p7m")) continue;
        const PackageName earlier = ReceiptName::parse(name).package;
        if (earlier.job == package.job && earlier != package) {
            throw ContractError("job " + package.job.text() +
                                " was answered before as another package; print nothing, and "
                                "reject this one with code number-reused");
        }
    }
}

/// What the receipts in `out` have said so far.
JobHistory history_of(const OpenedPackage& package, const std::vector<ReceiptName>& earlier,
                      const std::filesystem::path& out, const VendorKeys& keys)
{
    JobHistory history{.manifest = package.manifest, .manifest_sha256 = package.manifest_sha256};
    for (const ReceiptName& name : earlier) {
        const SignedReceipt receipt = parse_receipt(
            disk::read_file(out / name.file_name(), most_receipt_octets), {keys.house.certificate});
        const Judgement judgement = judge(history, receipt);
        if (judgement.verdict != Verdict::Applies) {
            throw ContractError("receipt " + std::to_string(name.n) +
                                " in the directory does not count: " + judgement.reason +
                                "; replace it by a right one of the same number");
        }
        history = after(std::move(history), receipt, judgement);
    }
    return history;
}

PieceRange summed(const Manifest& manifest, const PiecesOnDay& pieces)
{
    PieceRange range{.first = pieces.first, .last = pieces.last, .date = pieces.date, .totals = {}};
    for (const Piece& piece : manifest.pieces) {
        if (piece.number >= pieces.first && piece.number <= pieces.last) range.totals += piece;
    }
    return range;
}

/// All pieces that have no fate yet, as ranges.
std::vector<PiecesOnDay> open_pieces(const JobHistory& history, Day date)
{
    std::vector<PiecesOnDay> ranges;
    for (const Piece& piece : history.manifest.pieces) {
        if (history.fates.contains(piece.number)) continue;
        if (!ranges.empty() && ranges.back().last + 1 == piece.number) {
            ranges.back().last = piece.number;
        } else {
            ranges.push_back({.first = piece.number, .last = piece.number, .date = date});
        }
    }
    return ranges;
}

Running running_after(const JobHistory& history, Stage stage, std::int64_t pieces)
{
    Running running;
    for (const auto& [number, fate] : history.fates) {
        ++(fate == Fate::Mailed ? running.mailed : running.damaged);
    }
    if (stage == Stage::Mailed) running.mailed += pieces;
    if (stage == Stage::Damaged) running.damaged += pieces;
    running.open = history.manifest.totals().pieces - running.mailed - running.damaged;
    return running;
}

/// Fills in the sums that `answer` needs.
Receipt receipt_for(const JobHistory& history, const VendorAnswer& answer)
{
    const Manifest& manifest = history.manifest;
    Receipt receipt{.package = name_of(manifest, history.manifest_sha256),
                    .manifest_sha256 = history.manifest_sha256,
                    .n = history.last_n() + 1,
                    .stage = answer.stage,
                    .code = answer.code};
    switch (answer.stage) {
    case Stage::Rejected:
        return receipt;
    case Stage::Received:
        receipt.totals = manifest.totals();
        return receipt;
    case Stage::Closed:
        receipt.totals = manifest.totals();
        receipt.running = running_after(history, Stage::Closed, 0);
        return receipt;
    case Stage::Mailed:
    case Stage::Damaged:
    case Stage::Returned:
        break;
    }
    const bool all_open = answer.ranges.empty() && answer.stage != Stage::Returned;
    Totals totals;
    for (const auto& pieces : all_open ? open_pieces(history, answer.date) : answer.ranges) {
        receipt.ranges.push_back(summed(manifest, pieces));
        totals.pieces += receipt.ranges.back().totals.pieces;
        totals.sheets += receipt.ranges.back().totals.sheets;
        totals.pages += receipt.ranges.back().totals.pages;
    }
    receipt.totals = totals;
    if (answer.stage != Stage::Returned) {
        receipt.running = running_after(history, answer.stage, totals.pieces);
    }
    return receipt;
}

VendorReceipt write(const Receipt& receipt, std::string_view octets,
                    const std::filesystem::path& out)
{
    const ReceiptName name{.package = receipt.package, .n = receipt.n, .stage = receipt.stage};
    const std::filesystem::path file = out / name.file_name();
    disk::write_new_durably(file, octets, shared_mode);
    return {.file = file, .receipt = receipt};
}

/// The only thing that can be said of a package that does not open.
VendorReceipt reject_unopened(const std::filesystem::path& package, const VendorAnswer& answer,
                              const Opening& opening, const std::filesystem::path& out,
                              const VendorKeys& keys, holidays::Instant at)
{
    if (answer.stage != Stage::Rejected) {
        throw ContractError("the package does not open, so it can only be rejected: " +
                            opening.findings.front().text);
    }
    const PackageName name = PackageName::parse(package.filename().string());
    const Receipt receipt{.package = name,
                          .manifest_sha256 = {},
                          .n = static_cast<int>(earlier_receipts(out, name).size()) + 1,
                          .stage = Stage::Rejected,
                          .code =
                              answer.code.empty() ? opening.findings.front().code : answer.code};
    return write(receipt, sign_receipt(receipt, keys.house, at), out);
}

} // namespace

Opening vendor_verify(const std::filesystem::path& file, const VendorKeys& keys)
{
    return open_package(disk::read_file(file, most_package_octets), file.filename().string(),
                        keys.house, keys.senders);
}

Opening vendor_open(const std::filesystem::path& file, const std::filesystem::path& directory,
                    const VendorKeys& keys)
{
    Opening opening = vendor_verify(file, keys);
    if (!opening.package) return opening;

    disk::make_private_directory(directory);
    const OpenedPackage& package = *opening.package;
    std::vector<disk::NewFile> missing;
    for (const disk::NewFile& part :
         {disk::NewFile{directory / "manifest.json", package.manifest_json},
          disk::NewFile{directory / "manifest.json.p7s", package.signature},
          disk::NewFile{directory / "pieces.pdf", package.pieces_pdf},
          disk::NewFile{directory / "ticket.xjdf", package.ticket}}) {
        if (!std::filesystem::exists(part.file)) {
            missing.push_back(part);
        } else if (disk::read_file(part.file, most_package_octets) != part.octets) {
            throw ContractError(part.file.string() + " lies there already and is another; choose "
                                                     "an empty directory");
        }
    }
    disk::write_new_group_durably(missing, private_mode);
    return opening;
}

JobHistory vendor_history(const std::filesystem::path& package, const std::filesystem::path& out,
                          const VendorKeys& keys)
{
    const Opening opening = vendor_verify(package, keys);
    if (!opening.package)
        throw ContractError("the package does not open, so it can only be rejected: " +
                            opening.findings.front().text);
    const PackageName name = name_of(opening.package->manifest, opening.package->manifest_sha256);
    return history_of(*opening.package, earlier_receipts(out, name), out, keys);
}

VendorReceipt vendor_receipt(const std::filesystem::path& package, const VendorAnswer& answer,
                             const std::filesystem::path& out, const VendorKeys& keys,
                             holidays::Instant at)
{
    const Opening opening = vendor_verify(package, keys);
    if (!opening.package) return reject_unopened(package, answer, opening, out, keys, at);

    const PackageName name = name_of(opening.package->manifest, opening.package->manifest_sha256);
    require_new_number(out, name, answer.stage);
    const JobHistory history = history_of(*opening.package, earlier_receipts(out, name), out, keys);
    const Receipt receipt = receipt_for(history, answer);
    const std::string octets = sign_receipt(receipt, keys.house, at);
    const Judgement judgement = judge(history, parse_receipt(octets, {keys.house.certificate}));
    if (judgement.verdict != Verdict::Applies) {
        throw ContractError("this receipt would be set aside: " + judgement.reason);
    }
    return write(receipt, octets, out);
}

} // namespace reservepost::batch::printhouse
