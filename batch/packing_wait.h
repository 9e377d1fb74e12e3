#pragma once

#include "batch/opened_state.h"

#include <optional>
#include <string>

namespace reservepost::batch {

/// Why no package is closed at `now`: a pause, a day on which the print house is closed, or a later
/// run that still makes its cut-off. Nothing if packages are closed. The pack step says it in the
/// run report, and `status` to whoever asks why letters wait.
std::optional<std::string> packing_waits(OpenedState& state, holidays::Instant now);

/// Whether no scheduled run after `now` makes the print house's next cut-off, so that whatever was
/// not packed until now does not come before it. A pause changes nothing of that.
bool is_last_before_cut_off(OpenedState& state, holidays::Instant now);

} // namespace reservepost::batch
