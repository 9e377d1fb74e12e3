#pragma once

#include <string_view>

// Where a crash may be rehearsed. Tests and `rehearse` let the process die at a named point between
// two durable steps and then run again; in production nothing here ever reacts.

namespace reservepost::batch::disk {

/// From now on `reach` looks at the environment. `main` calls this in a rehearsal state only.
void arm_fail_points();

/// Says that the point `name` has been reached. Where the points are armed and the environment
/// variable RESERVEPOST_FAIL_POINT is `name`, the process kills itself at once, as `kill -9` would;
/// where it is `name:throw`, a `std::system_error` (EIO) is thrown. Else nothing.
void reach(std::string_view name);

} // namespace reservepost::batch::disk
