#pragma once

#include "batch/words/states_writer/life.h"

#include <span>
#include <string>

// The tables of states in four languages. Every cell of the source stands in each of them, reasons
// and meanings as comments where the language has no other place, so that none can be out of date
// unnoticed.

namespace reservepost::batch::states_writer {

/// A header: for each kind an enumeration, the names in its order, and the table of transitions.
std::string as_cpp(std::span<const Life> lives);

/// A script that puts the roads into `state_transition` and the names into the constraints of the
/// tables `report`, `letter` and `job`. It may run again and again.
std::string as_sql(std::span<const Life> lives);

/// For Spin: for each kind an `mtype`, and `KIND_goes(which, to)`, which asserts that there is a
/// road and takes it.
std::string as_promela(std::span<const Life> lives);

/// The page `docs/states.md`.
std::string as_page(std::span<const Life> lives);

} // namespace reservepost::batch::states_writer
