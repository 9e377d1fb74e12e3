#pragma once

#include <span>
#include <string_view>

namespace reservepost::batch::receivers {

/// A postcode as Posten's register has it.
struct Postcode {
    std::string_view number; ///< Four digits.
    std::string_view place;  ///< In capitals, as the register writes it: "OSLO".
};

/// All postcodes from `tables/postcodes.txt`, sorted by number. They live as long as the program.
std::span<const Postcode> postcodes();

/// The place of the postcode `number`; empty where the register has none of that number.
std::string_view find_place(std::string_view number);

/// Whether two names of places are the same but for capitals: "OSLO" and "Oslo". Knows the letters
/// of all languages that Norwegian places are written in (Latin-1 and Latin Extended-A). Blanks
/// around and between words count once.
bool is_same_place(std::string_view one, std::string_view other);

} // namespace reservepost::batch::receivers
