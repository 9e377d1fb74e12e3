#pragma once

#include "batch/receivers/receiver.h"

#include <string>

// The register as a table that `receiver import` reads; as TOML it is written by register_toml.h.

namespace reservepost::batch::receivers {

/// All receivers as CSV with every field as a column: UTF-8 with a byte order mark, semicolons and
/// CR LF, as spreadsheets in Norway open it without asking. An import of it changes nothing.
/// Renumberings have no form in CSV.
std::string csv_register(const Snapshot& snapshot);

} // namespace reservepost::batch::receivers
