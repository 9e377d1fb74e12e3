#pragma once

#include "holidays/deadline.h"

#include <chrono>

namespace reservepost::holidays {

/// The part of a day on the wall that counts: from `from`, up to but not including `to`.
struct DailyWindow {
    std::chrono::microseconds from;
    std::chrono::microseconds to;
};

/// What counts of every business day. Throws `std::logic_error` for the modes that have no window.
DailyWindow window_of(DeadlineMode mode);

} // namespace reservepost::holidays
