#pragma once

#include "batch/crypto/certificate.h"
#include "batch/printhouse/manifest.h"

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace reservepost::batch::printhouse {

/// What a house must answer to one package of a kit.
struct KitExpectation {
    enum class Answer { Print, Repeat, Reject, Nothing };

    PackageName package;
    std::string why;
    Answer answer = Answer::Print;
    /// The octets of its manifest; empty where it is not to be printed.
    std::string manifest_json = {};
    std::set<int> damaged = {};          ///< Pieces that must be told so.
    std::set<int> returned = {};         ///< Pieces that must come back with R04.
    std::vector<std::string> codes = {}; ///< A rejection must have one of these.
    bool operator==(const KitExpectation&) const = default;
};

/// `expected.json`: the house's certificate and what is expected of each package.
struct KitExpectations {
    crypto::Certificate house;
    std::vector<KitExpectation> packages;
};

std::string expectations_json(const KitExpectations& expectations);

/// Throws `ContractError` for anything that `expectations_json` would not have written.
KitExpectations parse_expectations(std::string_view json);

} // namespace reservepost::batch::printhouse
