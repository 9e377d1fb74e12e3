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

/// Whether the environment asks for `name` with that ending.
bool is_wanted(std::string_view name, std::string_view ending)
{
    const char* wanted = std::getenv("RESERVEPOST_FAIL_POINT");
    return wanted != nullptr && std::string(name).append(ending) == wanted;
}

void die()
{
    ::kill(::getpid(), SIGKILL);
    ::_exit(137);
}

[[noreturn]] void fail(std::string_view name)
{
    throw std::system_error(EIO, std::generic_category(),
                            "rehearsed failure at " + std::string(name));
}

void stand_still_once()
{
    static std::atomic<bool> stood = false;
    if (!stood.exchange(true)) ::raise(SIGSTOP);
}

} // namespace

void arm_fail_points()
{
    armed = true;
}

void approach(std::string_view name)
{
    if (!armed) return;
    if (is_wanted(name, ":before")) die();
    if (is_wanted(name, ":failed")) fail(name);
}

void reach(std::string_view name)
{
    if (!armed) return;
    if (is_wanted(name, "")) die();
    if (is_wanted(name, ":throw")) fail(name);
    if (is_wanted(name, ":stopped")) stand_still_once();
}

} // namespace reservepost::batch::disk
