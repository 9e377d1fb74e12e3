#pragma once

#include "batch/crypto/digest.h"
#include "batch/printhouse/contract_error.h"
#include "batch/printhouse/package_name.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::printhouse {

inline constexpr int manifest_version = 1;
inline constexpr int most_pieces = 10'000;        ///< In one package.
inline constexpr int most_sheets_of_a_piece = 99; ///< The sheet's mark has two digits for them.
inline constexpr int highest_piece_number = 99'999'999;

/// One letter as the print house knows it. No name and no address: those stand on its pages only.
struct Piece {
    int number = 0;     ///< 1 to 99999999; within a package each one more than the one before.
    int first_page = 0; ///< In `pieces.pdf`, counted from 1.
    int pages = 0;      ///< Of `pieces.pdf`.
    int sheets = 0; ///< Simplex: as many as pages. Duplex: at least half as many, at most as many.
    std::string country = "NO"; ///< ISO 3166-1, two capital letters.
    bool operator==(const Piece&) const = default;
};

struct Totals {
    std::int64_t pieces = 0;
    std::int64_t sheets = 0;
    std::int64_t pages = 0;
    bool operator==(const Totals&) const = default;
    Totals& operator+=(const Piece& piece);
};

/// A file of the package and its SHA-256.
struct PackedPart {
    std::string name;
    crypto::Digest sha256;
    std::int64_t size = 0; ///< Octets.
    bool operator==(const PackedPart&) const = default;
};

/// What a package holds: `manifest.json`. A value.
struct Manifest {
    JobNumber job;
    PackageClass package_class;
    std::string profile;       ///< The print profile it was made for: a-z, 0-9, '-'; 1 to 40 long.
    Day date;                  ///< The job's day in Oslo, at most one off that of `created`.
    holidays::Instant created; ///< Whole seconds; when the job got its number.
    std::vector<Piece> pieces; ///< In the order of their pages.
    std::vector<PackedPart> files; ///< `pieces.pdf` and `ticket.xjdf`, in this order.

    /// Summed from the pieces: the document's own sums are only ever compared with these.
    Totals totals() const;
    /// The piece of that number, or null.
    const Piece* find(int number) const;
    bool operator==(const Manifest&) const = default;
};

/// The canonical JSON of `manifest`: what is packed, hashed and signed.
/// Throws `ContractError` when the manifest breaks one of the rules above.
std::string manifest_json(const Manifest& manifest);

/// The manifest that `octets` hold. Strict: throws one `ContractError` for JSON that is broken or
/// not in canonical form, an unknown or missing key, a gap or an overlap in pieces or pages, a sum
/// that does not agree, or any value out of its range.
Manifest parse_manifest(std::string_view octets);

/// The name of the package whose `manifest.json` has the SHA-256 `sha256`.
PackageName name_of(const Manifest& manifest, const crypto::Digest& sha256);

} // namespace reservepost::batch::printhouse
