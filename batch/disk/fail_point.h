#pragma once

#include <string_view>
#include <type_traits>

// Where a crash may be rehearsed. Tests and `rehearse` let the process die at a named durable step
// and then run again; in production nothing here ever reacts.
//
// Where the points are armed, the environment variable RESERVEPOST_FAIL_POINT says what happens:
//
//     NAME:before   killed before the step, as `kill -9` would
//     NAME          killed after it
//     NAME:failed   the step fails: a `std::system_error` (EIO) before it is done
//     NAME:throw    it is done, and fails all the same: nobody was told that it is done
//     NAME:stopped  it is done, and the process stands still until it is woken (SIGCONT)

namespace reservepost::batch::disk {

/// From now on `reach` looks at the environment. `main` calls this in a rehearsal state only.
void arm_fail_points();

/// Says that the step `name` is about to be done.
void approach(std::string_view name);

/// Says that the step `name` is done, and on the disk.
void reach(std::string_view name);

/// Does the step `name`: what is on the disk, or elsewhere outside the process, when it returns.
/// Gives what it gives.
template <class Step> auto durably(std::string_view name, Step step)
{
    approach(name);
    if constexpr (std::is_void_v<decltype(step())>) {
        step();
        reach(name);
    } else {
        auto result = step();
        reach(name);
        return result;
    }
}

} // namespace reservepost::batch::disk
