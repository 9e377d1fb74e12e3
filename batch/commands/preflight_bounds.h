#pragma once

#include <functional>
#include <sys/resource.h>

namespace reservepost::batch::commands {

/// What a foreign file may take of this process. The judges of layout/ spend from a budget of their
/// own; this is the last resort, for what a library does where nobody can ask it to stop. For as
/// long as it lives:
///
/// - memory beyond 448 MiB is refused (`std::bad_alloc`); not in a build with sanitizers, which
/// keep
///   books of many times that;
/// - two seconds of computing after `seconds` are used up, the process says so and ends with status
///   1: on standard output as JSON if `json` is set, in words on standard error otherwise.
///
/// Computing time is counted and not time on a clock, so that a busy machine judges as an idle one
/// does. One at a time in a process, since both limits are the process's.
class ProcessBounds {
public:
    ProcessBounds(int seconds, bool json);
    ~ProcessBounds();
    ProcessBounds(const ProcessBounds&) = delete;
    ProcessBounds& operator=(const ProcessBounds&) = delete;

    /// True once the seconds are used up: what the judges' budget asks.
    std::function<bool()> out_of_time() const;

private:
    int seconds_;
    double began_; ///< In seconds of computing.
    rlimit memory_;
    rlimit computing_;
};

} // namespace reservepost::batch::commands
