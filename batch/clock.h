#pragma once

#include "holidays/instant.h"

#include <optional>

namespace reservepost::batch {

/// The one clock. `main` makes it and passes it in; nothing else asks the system for the time.
class Clock {
public:
    /// The system's clock, or one that stands still at `fixed` (rehearsal only).
    explicit Clock(std::optional<holidays::Instant> fixed = {}) : fixed_(fixed) {}
    holidays::Instant now() const;

private:
    std::optional<holidays::Instant> fixed_;
};

} // namespace reservepost::batch
