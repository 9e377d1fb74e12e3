#pragma once

#include "batch/printhouse/kit_expectation.h"

#include <string>
#include <string_view>
#include <vector>

// Whether a new print house is accepted: its answers to a kit, rule by rule.

namespace reservepost::batch::printhouse {

/// One rule of the acceptance. A rule has a name that stays, and a sentence.
struct KitRule {
    std::string_view name;
    std::string_view sentence;
};

/// A rule, and all that breaks it; none: it is passed.
struct KitRuling {
    KitRule rule;
    std::vector<std::string> findings; ///< A sentence each; names jobs, files and numbers only.
    bool is_passed() const { return findings.empty(); }
};

/// A file that a house handed back.
struct KitAnswer {
    std::string name;
    std::string octets;
};

/// All rules, in the order in which they are shown, each with what `answers` break of it. A receipt
/// that breaks one is left out of what is judged behind it, as Reservepost would set it aside.
/// Throws `ContractError` when a manifest among the expectations is broken.
std::vector<KitRuling> judge_kit(const KitExpectations& expectations,
                                 const std::vector<KitAnswer>& answers);

} // namespace reservepost::batch::printhouse
