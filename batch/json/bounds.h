#pragma once

#include <cstddef>

namespace reservepost::batch::json {

/// The longest key of any document, in octets of UTF-8 once escapes are read; less where the
/// document's texts are shorter. The forms' longest key has 20. An unknown field is printed by its
/// path, which is made of keys, so that a key must be a name and not an essay. (A number has no
/// bound of its own: it may be as long as a text, as no report is refused for a number.)
inline constexpr std::size_t longest_key_octets = 1000;

} // namespace reservepost::batch::json
