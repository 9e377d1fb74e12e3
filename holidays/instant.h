#pragma once

#include <chrono>

namespace reservepost::holidays {

/// A point in time, UTC, in whole microseconds since 1970. It has no day and no hour of its own:
/// those exist only in Oslo time, and only `oslo_time.h` gives them.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// A length of time that has really run, in whole microseconds.
using Duration = std::chrono::microseconds;

} // namespace reservepost::holidays
