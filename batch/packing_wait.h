#pragma once

#include "batch/opened_state.h"

#include <optional>
#include <string>

namespace reservepost::batch {

/// Why no package is closed at `now`: a pause, a day on which the print house is closed, or a later
/// run that still makes its cut-off. Nothing if packages are closed. The pack step says it in the
/// run report, and `status` to whoever asks why letters wait.
std::optional<std::string> packing_waits(OpenedState& state, holidays::Instant now);

} // namespace reservepost::batch
