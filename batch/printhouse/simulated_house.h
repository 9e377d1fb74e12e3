#pragma once

#include "batch/printhouse/simulated_story.h"
#include "batch/printhouse/vendor.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

// A print house in a box: two directories, a small memory, and manners. It prints nothing.

namespace reservepost::batch::printhouse {

struct SimulatedHouse {
    std::filesystem::path in;     ///< Where packages come; what Reservepost calls "to".
    std::filesystem::path out;    ///< Where its receipts lie.
    std::filesystem::path memory; ///< Its own; made with mode 0700 where it is missing.
    VendorKeys keys;
    HouseManners manners;
};

/// What one look at the directories came to.
struct HouseLook {
    int packages = 0; ///< New ones, those that are rejected or lost included.
    int rejected = 0;
    int lost = 0;
    int repeats = 0;  ///< Packages that came again after they had been taken away.
    int receipts = 0; ///< Put into `out` for the first time, lies included.
    int lies = 0;
    int again = 0;   ///< Receipts that were gone from `out`, put there again for a package in `in`.
    int voided = 0;  ///< Packages of which nothing more is told, as a notice declares them void.
    int notices = 0; ///< Signed by a sender; left where they are.
    int foreign = 0; ///< What else lies in `in`; left there.
    int waiting = 0; ///< Receipts that are still to be told.
    std::optional<holidays::Instant> next; ///< When the next of them is due.
    std::vector<std::string> lines;        ///< What happened, a line each, for people.
};

/// Lets the house look at its directories at `now`: it takes what is new, decides its story by
/// manners and seed, and puts into `out` every receipt that is due. One after another for as many
/// instants as one likes; which instants does not change what is told, only when.
///
/// A package that came before is answered with the same octets again where they are gone; a job
/// number that came before with another hash is rejected with `number-reused`.
///
/// It can be killed at any time and started again: 1. the story is synced in the memory, 2. the
/// package is taken away (`removes_packages`), 3. a receipt is signed and synced in the memory,
/// 4. put into `out`, 5. noted as told. Throws `std::system_error` where a directory cannot be
/// read or written, and `ContractError` when another simulation holds the memory or what lies in it
/// is broken.
HouseLook simulate(const SimulatedHouse& house, holidays::Instant now);

} // namespace reservepost::batch::printhouse
