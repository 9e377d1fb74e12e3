#pragma once

#include "batch/opened_state.h"

#include <functional>

namespace reservepost::batch {

/// Makes a state in an empty or missing directory: configuration, keys, database, vault, outbox,
/// inbox, deletion log with its first checkpoint published; for a rehearsal also a print house's
/// directories, key and certificate. `told` hears one line a step.
///
/// Can be run again after a crash: what is whole already is kept. Throws `std::runtime_error` when
/// the directory holds a finished state, or something else.
void initialise(const StateOptions& options, bool rehearsal,
                const std::function<void(const std::string&)>& told);

/// Makes the directory of a state. It lets the database's user through to its own directory;
/// everything else in it is private. Throws `std::runtime_error` where that user cannot reach it.
void make_state_directory(const std::filesystem::path& directory);

/// Writes the public halves of the keys that sign log and heartbeats, where they are not yet.
void make_public_lines(const OpenedState& state);

} // namespace reservepost::batch
