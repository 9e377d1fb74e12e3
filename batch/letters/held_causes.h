#pragma once

#include <array>
#include <string_view>

// Why letters are held, and what ends it: each row has a test of its own.

namespace reservepost::batch::letters {

struct HeldCause {
    std::string_view code; ///< As in the letter's row.
    std::string_view means;
    /// What to do, with the command; LETTER and R stand for a number and a receiver. Whatever the
    /// cause, `confirm` by the receiver withdraws the letter.
    std::string_view ends;
    /// The cause is looked for again when the letter is set anew: released too early, it is held
    /// again.
    bool looked_for_again;
};

// clang-format off
inline constexpr std::array held_causes = {
    HeldCause{"no-receiver",
              "no receiver in the register fits the numbers in the report",
              "`release LETTER --receiver R`", false},
    HeldCause{"receiver-gone",
              "the letter's receiver is not in the register",
              "`release LETTER --receiver R`", true},
    HeldCause{"address-does-not-fit",
              "the receiver's address does not fit the window",
              "`receiver set R \"address=…\"`, then `release LETTER`; or `print-here LETTER`", true},
    HeldCause{"head-or-foot-does-not-fit",
              "a name in the letter's head or foot has no room",
              "`receiver set R \"municipality_name=…\"` or mend the print profile, then `release LETTER`", true},
    HeldCause{"too-many-sheets",
              "no envelope of the print house holds it",
              "`print-here LETTER`; or a print profile with larger envelopes (`profile = …`), then `release LETTER`", true},
    HeldCause{"too-many-pages",
              "the print house takes no piece of so many pages",
              "`print-here LETTER`; or a print profile that takes them (`profile = …`), then `release LETTER`", true},
    HeldCause{"not-print-ready",
              "something stands where the print house's machines allow no ink",
              "mend the register or the print profile, see `preview`, then `release LETTER`; or `print-here LETTER`", true},
    HeldCause{"template",
              "the letter's words and its fields do not fit: a fault of the program",
              "report it; after the upgrade `release LETTER`", true},
    HeldCause{"cannot-be-set",
              "the letter cannot be composed: a fault of the program",
              "report it; after the upgrade `release LETTER`", true},
    HeldCause{"content-damaged",
              "the report opens in no store",
              "bring a store back from its disk, see `vault verify`, then `release LETTER`", true},
    HeldCause{"damaged-too-often",
              "the print house has damaged it three times",
              "speak with the print house, then `release LETTER`; or `print-here LETTER`", false},
    HeldCause{"fault-in-file",
              "the print house refused its job for a fault in the file",
              "mend what the house named, then `release LETTER`", false},
    HeldCause{"returned",
              "the post brought the letter before back",
              "`receiver set R \"address=…\"` lets it go in the next run; on the receiver's word `release LETTER`", false},
    HeldCause{"restored",
              "the database was restored, and a letter may have gone out",
              "ask the receiver; then `release LETTER`, or `confirm` where it has the report", false},
};
// clang-format on

} // namespace reservepost::batch::letters
