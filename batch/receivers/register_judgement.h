#pragma once

#include "batch/receivers/receiver_fields.h"

#include <span>
#include <vector>

namespace reservepost::batch::receivers {

/// What would be wrong in the register once `imported` stood in it, in place of those of the same
/// numbers among `known`. A fault that belongs to a whole municipality is given to the first of its
/// receivers in `imported`, where there is one.
std::vector<Fault> faults_together(std::span<const Receiver> imported, const Snapshot& known);

} // namespace reservepost::batch::receivers
