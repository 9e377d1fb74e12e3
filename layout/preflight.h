#pragma once

#include "layout/finding.h"
#include "layout/judging_budget.h"
#include "layout/print_rules.h"
#include "layout/zones.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::layout {

/// How far preflight looks.
enum class PreflightScope {
    Everything, ///< Structure, what pages draw, and where.
    Structure,  ///< All but page content: for pages whose frames were judged already.
};

/// What to judge a file by, and how much that may cost.
struct PreflightRequest {
    PrintRules rules;
    PreflightScope scope = PreflightScope::Everything;
    JudgingLimits limits = {};
    /// Told after each page whose content was judged: its number, and how many there are.
    std::function<void(int page, int pages)> progress = {};
};

/// Why a file was not judged to its end.
struct Unjudged {
    std::string code; ///< "TOO_MUCH_TO_JUDGE", "FILE_NOT_READABLE".
    std::string why;
    bool operator==(const Unjudged&) const = default;
};

struct PreflightResult {
    std::vector<Finding> findings;         ///< First those of the whole file, then page after page.
    std::optional<Unjudged> unjudged = {}; ///< What else is wrong with the file is then not known.
    std::vector<PageRole> roles = {};      ///< Of each page in its piece, as far as that was read.

    /// Nothing is wrong, and nothing was left out.
    bool clean() const { return findings.empty() && !unjudged; }
};

/// Judges a PDF as it stands in memory or in a file, whoever made it, by the print house's rules
/// and by PDF/X-4 and PDF/VT-1 where `rules.standard` asks for them. All findings at once, each
/// with a code of `preflight_codes.h`.
///
/// Whatever the octets are, it ends, and takes no more than the limits allow: a file that costs
/// more, or cannot be opened, is `unjudged`. Nothing is thrown but what `progress` throws.
PreflightResult preflight(std::string_view octets, const PreflightRequest& request);
PreflightResult preflight_file(const std::filesystem::path& file, const PreflightRequest& request);

} // namespace reservepost::layout
