#pragma once

#include "batch/opened_state.h"
#include "batch/spool/by_hand.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace reservepost::batch {

/// What came of asking for a letter to be printed here.
struct PrintedHere {
    std::string printer;
    std::optional<spool::HandPrint> print; ///< None: it waits for a second person.
    std::filesystem::path file;            ///< Where the sealed PDF lies for the printer's people.
};

/// Asks, as the actor of `state`, for `letter` to be printed on the configured printer of that name
/// (empty: the only one); where another person has asked for the same, or it is printed already,
/// the sealed PDF lies before the printer afterwards.
///
/// Throws `std::invalid_argument`, changing nothing, for a letter that cannot be printed here, a
/// printer that is not configured, and a certificate that does not hold; and `std::runtime_error`
/// while a run is at work, or where the file cannot be put before the printer: asked again, it is.
PrintedHere print_here(OpenedState& state, std::int64_t letter, const std::string& printer);

/// What came of saying that a letter is in the post.
struct PostedHere {
    spool::HandWord word = spool::HandWord::Asked;
    std::string still_there; ///< Why the printer's file could not be removed; mostly empty.
};

/// Says, as the actor of `state`, that `letter`, which was printed here, was posted on that Oslo
/// day. Throws as `spool::say_posted`, and `std::runtime_error` while a run is at work.
PostedHere say_posted_here(OpenedState& state, std::int64_t letter, holidays::Date day);

} // namespace reservepost::batch
