#include "batch/disk/fail_point.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string>
#include <system_error>
#include <unistd.h>

namespace reservepost::batch::disk {

namespace {

// The one switch of the process. It can only be turned on: nothing in production calls for it.
std::atomic<bool> armed = false;

} // namespace

void arm_fail_points()
{
    armed = true;
}

void reach(std::string_view name)
{
    if (!armed) return;
    const char* wanted = std::getenv("RESERVEPOST_FAIL_POINT");
    if (wanted == nullptr) return;
    if (name == wanted) {
        ::kill(::getpid(), SIGKILL);
        ::_exit(137);
    }
    if (std::string(name) + ":throw" == wanted)
        throw std::system_error(EIO, std::generic_category(),
                                "rehearsed failure at " + std::string(name));
}

} // namespace reservepost::batch::disk
