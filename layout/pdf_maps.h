#pragma once

#include "layout/pdf_codes.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace reservepost::layout {

/// Whether codes are one octet long, or two.
enum class CodeLength { OneOctet, TwoOctets };

/// The CMap that tells readers which characters each code stands for. `coded` is sorted by number.
std::string to_unicode_map(const CodedFont& coded, CodeLength length);

/// A CMap that tells which CID each code names: `cids` has one for each of `coded`.
std::string cid_map(std::string_view name, const CodedFont& coded,
                    std::span<const std::uint32_t> cids, CodeLength length);

/// A CMap of codes of one octet to CIDs of the same numbers: PDF names none that is ready made.
std::string one_octet_identity_map(std::string_view name);

} // namespace reservepost::layout
