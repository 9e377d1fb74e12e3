#pragma once

#include "batch/deletion/verifier_findings.h"
#include "batch/deletion/verifier_octets.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reservepost::batch::deletion::verifying {

struct Key {
    std::string name;
    std::string id;         ///< 4 octets.
    std::string public_key; ///< 32 octets.
};

/// Throws `std::runtime_error` unless `line` is an Ed25519 verifier key in itself.
Key read_key(std::string_view line, Hasher& hasher);

struct Head {
    std::string origin;
    std::uint64_t size = 0;
    Hash root{};
};

/// Reads a signed checkpoint and tells all that is wrong with it under `where`; gives what it
/// says as soon as it can be read at all, signed or not, so that the rest can be checked as well.
std::optional<Head> read_checkpoint(std::string_view text, const Key& key, const std::string& where,
                                    Findings& findings);

} // namespace reservepost::batch::deletion::verifying
