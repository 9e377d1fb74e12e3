#pragma once

#include <string>
#include <string_view>

// Octets are `std::string` here and all over `batch`, read through `std::string_view`; text is the
// same type when it is UTF-8. These four are the only ways between octets and printable text.

namespace reservepost::batch::crypto {

/// Lower-case hexadecimal of `octets`.
std::string hex(std::string_view octets);

/// The octets that `text` (hexadecimal, either case) stands for. Throws `std::invalid_argument`
/// when it is anything else; the message does not repeat the text.
std::string from_hex(std::string_view text);

/// Standard base64 with padding, no line ends.
std::string base64(std::string_view octets);

/// The octets of standard base64 with padding. Throws `std::invalid_argument` for anything else.
std::string from_base64(std::string_view text);

} // namespace reservepost::batch::crypto
