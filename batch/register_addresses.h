#pragma once

#include "batch/letters/address_fit.h"
#include "batch/opened_state.h"
#include "batch/receivers/register_change.h"

#include <span>
#include <vector>

// Addresses meet the print houses when they are written down, not in the night when a letter would
// be held for one.

namespace reservepost::batch {

/// The print profiles for which an address must fit: those that come with the program, and behind
/// them `own`, the installation's, where it is none of these.
std::vector<printhouse::Profile> every_profile(const printhouse::Profile& own);

/// Their windows, in the same order: what `letters::address_fit` takes.
std::vector<letters::Window> windows_of(std::span<const printhouse::Profile> profiles);

/// Throws `std::invalid_argument`, naming each receiver and profile and nothing of an address, when
/// an address that `change` has put in force, or asks for, does not fit the window of every
/// profile. `before` is the register that it was asked of. Costs nothing where no address changes.
void refuse_misfitting_addresses(const OpenedState& state, const receivers::Snapshot& before,
                                 const receivers::RegisterChange& change);

} // namespace reservepost::batch
