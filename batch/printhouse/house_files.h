#pragma once

#include "batch/disk/files.h"
#include "batch/printhouse/receipt.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// What the ways to a print house have in common: which names they take, how they sort what lies
// there, and how a file of ours is read on its way.

namespace reservepost::batch::printhouse {

/// More than this is no receipt.
inline constexpr std::uint64_t most_receipt_octets = 4 * 1024 * 1024;

/// `name` itself. Throws `ContractError` unless it is a bare file name of letters, digits, dots and
/// hyphens that does not begin with a dot.
std::string_view bare(std::string_view name);

/// What lies in the directory that receipts come from. What begins with a dot is left out: it is
/// somebody's half-written file.
class ReceiptListing {
public:
    /// Takes one name; `is_plain_file` is false for directories, links and whatever else there is.
    void add(const std::string& name, bool is_plain_file);

    /// Those that are receipts by their names, each package's in the order of n.
    std::vector<std::string> receipts() const;
    /// The others, sorted.
    std::vector<std::string> foreign() const;

private:
    std::vector<ReceiptName> receipts_;
    std::vector<std::string> foreign_;
};

/// Gives `take` the octets of `file` part by part. A link is not followed. Throws
/// `std::system_error`, and what `take` throws.
void read_through(const std::filesystem::path& file, const disk::Sink& take);

} // namespace reservepost::batch::printhouse
