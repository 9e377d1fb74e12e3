#include "batch/clock.h"

namespace reservepost::batch {

holidays::Instant Clock::now() const
{
    if (fixed_) return *fixed_;
    return std::chrono::floor<holidays::Duration>(std::chrono::system_clock::now());
}

} // namespace reservepost::batch
