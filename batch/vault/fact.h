#pragma once

#include "batch/words/record_id.h"

#include <string>
#include <string_view>

namespace reservepost::batch::vault {

/// One event that cannot be learnt again if the database is lost. Nothing personal. Every text is
/// made of `a-z 0-9 . : _ -` only, at most 64 characters, and may be empty where it says nothing;
/// `event` may not.
struct Fact {
    RecordId record;
    std::string event; ///< "confirmed", "rejected", "packed", "sent", "mailed", "deleted" …
    std::string date;  ///< Oslo date, "2026-11-25".
    std::string job;   ///< Eight digits.
    std::string piece; ///< A number.
    std::string code;
    bool operator==(const Fact&) const = default;
};

/// The line, without line end, that stands for `fact` in the file `facts`: the six parts and a
/// checksum (the first eight hexadecimal digits of the SHA-256 of what stands before it), with one
/// space between; an empty part is `-`. Throws `std::invalid_argument` for other characters.
std::string fact_line(const Fact& fact);

/// The fact of one line. Throws `std::invalid_argument` if it is not whole.
Fact parse_fact(std::string_view line);

} // namespace reservepost::batch::vault
