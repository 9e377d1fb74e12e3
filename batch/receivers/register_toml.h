#pragma once

#include "batch/receivers/receiver.h"

#include <string>

namespace reservepost::batch::receivers {

/// The register as a file that `read_register` reads back to the same: every field that has a
/// value, in the order of the fields, then the renumberings. The same register gives the same text.
std::string register_toml(const Snapshot& snapshot);

} // namespace reservepost::batch::receivers
