#pragma once

#include "batch/printhouse/package.h"
#include "batch/printhouse/receipt.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What a simulated print house will do with a package, decided when the package comes: a story of
// receipts and the instants at which they are told. A pure function of package, manners and seed.

namespace reservepost::batch::printhouse {

/// In which manner a lying house lies. Each lie is set aside by whoever judges receipts.
enum class Lie {
    Sums,  ///< The totals are one sheet more than the ranges.
    Twice, ///< A piece is claimed that was claimed before.
    Hash,  ///< The receipt names another manifest.
};

std::string_view word_of(Lie lie); ///< "sums", "twice", "hash".
std::optional<Lie> find_lie(std::string_view word);

/// How a simulated house behaves. Percents are 0 to 100; the times count from the look at which a
/// package is first seen, and run through nights and weekends.
struct HouseManners {
    std::uint64_t seed = 1;
    std::chrono::minutes received_after{60};
    std::chrono::minutes mailed_after{8 * 60};  ///< The first half of the pieces.
    std::chrono::minutes mailed_pause{24 * 60}; ///< From there to the second half.
    std::chrono::minutes closed_pause{2 * 60};  ///< From there to `closed`.
    std::chrono::minutes mended_after{24 * 60}; ///< From a lie to the receipt that corrects it.
    int returned_days = 14; ///< The first return; the last comes four weeks later.

    int lost_percent = 0;     ///< Of packages: never answered.
    int rejected_percent = 0; ///< Of packages, with `rejection_code`.
    std::string rejection_code = "no-capacity";
    int damaged_percent = 0;  ///< Of pieces.
    int returned_percent = 0; ///< Of pieces that were mailed.
    int lying_percent = 0;    ///< Of packages that are printed: one receipt of each is a lie.
    Lie lie = Lie::Sums;

    bool silent = false;           ///< Takes packages and says nothing, until it is silent no more.
    bool removes_packages = false; ///< Takes each package away as soon as it has seen it.
};

/// One receipt of a story.
struct ToldAt {
    holidays::Instant due; ///< Also its signing time.
    Receipt receipt;
    bool is_lie = false; ///< The next one has the same `n` and corrects it.
    bool operator==(const ToldAt&) const = default;
};

/// The story of a package that opens and is seen at `seen`. Empty: it is lost.
std::vector<ToldAt> story_of(const Manifest& manifest, const crypto::Digest& manifest_sha256,
                             const HouseManners& manners, holidays::Instant seen);

/// The story of a package that is rejected with `code`. `manifest_sha256` may lack where nothing
/// could be opened.
std::vector<ToldAt> story_of_rejection(const PackageName& package,
                                       const std::optional<crypto::Digest>& manifest_sha256,
                                       const std::string& code, const HouseManners& manners,
                                       holidays::Instant seen);

} // namespace reservepost::batch::printhouse
