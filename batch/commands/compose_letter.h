#pragma once

#include "layout/blocks.h"

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

// The input of `compose`, one letter a line; docs/compose.md tells it to its writers.

namespace reservepost::batch::commands {

/// No line of input may be longer: five million characters in any script, escaped or not.
inline constexpr std::size_t longest_letter_octets = 32 * 1024 * 1024;

/// No identifier may be longer: a file is named after it.
inline constexpr std::size_t longest_letter_id = 100;

/// A letter as a line gives it, ready to be set.
struct PlainLetter {
    std::string id;      ///< 1 to 100 of A-Z a-z 0-9 . _ -, begins with none of . and -.
    std::string created; ///< The letter's day as PDF wants it, RFC 3339; a fixed one where it
                         ///< has none that reads YYYY-MM-DD.
    layout::Letter letter;
};

/// What is wrong with a line. The text tells what would be right, and never what stood there.
class BadLetter : public std::runtime_error {
public:
    explicit BadLetter(const std::string& fault, std::size_t column = 0)
        : std::runtime_error(fault), column_(column)
    {
    }
    std::size_t column() const { return column_; } ///< In octets, from 1; 0: the whole line.

private:
    std::size_t column_;
};

/// The letter that stands in `line`. Throws `BadLetter`.
PlainLetter read_letter(std::string_view line);

} // namespace reservepost::batch::commands
