#pragma once

#include "batch/printhouse/contract_error.h"
#include "batch/printhouse/contract_time.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The ZIP inside the envelope. Everything in it is stored, nothing deflated: a PDF hardly shrinks
// any more, and what is never inflated cannot be a bomb. Only this folder's .cpp files include it.

namespace reservepost::batch::printhouse {

struct ZipPart {
    std::string name;
    std::string_view octets; ///< Not owned.
    bool operator==(const ZipPart&) const = default;
};

/// A ZIP of `parts`, each stored and dated midnight of `day`. The same parts and day always give
/// the same octets, in any time zone.
std::string zip(const std::vector<ZipPart>& parts, Day day);

/// The parts of a ZIP as `zip` makes it, as views into `octets`.
///
/// The reader is our own because it must believe nothing: a ZIP says most things twice, and common
/// readers disagree on which to follow. Here both must agree, entries follow one another without
/// an octet between, before or behind them, each is stored, unencrypted and whole by its CRC-32,
/// names are plain (a-z, 0-9, '.'), and come once. There are at most `most_parts`.
/// Throws `ContractError` for anything else.
std::vector<ZipPart> unzip(std::string_view octets, std::size_t most_parts);

} // namespace reservepost::batch::printhouse
