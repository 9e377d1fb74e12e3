#pragma once

#include "batch/disk/fail_point.h"

#include <csignal>
#include <cstdlib>
#include <functional>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace reservepost::tests {

/// Whether a process of its own that does `work` is killed at the fail point `point`. It may use
/// no connection of ours.
inline bool killed_at(const std::string& point, const std::function<void()>& work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        batch::disk::arm_fail_points();
        ::setenv("RESERVEPOST_FAIL_POINT", point.c_str(), 1);
        try {
            work();
        } catch (...) {
            ::_exit(2);
        }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

} // namespace reservepost::tests
