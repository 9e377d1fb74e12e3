#pragma once

#include "batch/store/database.h"
#include "batch/store/journal.h"

#include <cstdint>
#include <string>

// What two persons say of a letter that is printed here: that it is to be printed, and that it is
// posted. The first word is written down, the second one makes it so.

namespace reservepost::batch::spool {

/// What is said.
enum class HandStep { Print, Posted };

/// Whether a word stands now.
enum class HandWord {
    Asked,    ///< It is written down and waits for another person.
    Seconded, ///< Another person has said the same: it may be done.
};

/// Says `step` of `letter`, whose row is locked, with the printer's name or the day of posting.
/// Until another person has said the same, whoever said it may say it otherwise. Throws
/// `std::invalid_argument`, changing nothing, where the other one named something else.
HandWord say(store::Transaction& transaction, std::int64_t letter, HandStep step,
             const std::string& what, const store::Occasion& occasion);

/// Writes down that the one of `occasion` says so too, in the transaction that does it. Gives who
/// said it first. Throws as `say`, and where nobody else has said it.
std::string second(store::Transaction& transaction, std::int64_t letter, HandStep step,
                   const std::string& what, const store::Occasion& occasion);

} // namespace reservepost::batch::spool
