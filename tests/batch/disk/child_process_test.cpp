#include "batch/disk/child_process.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <sys/wait.h>

namespace reservepost::batch::disk {

namespace {

/// Why a child was not let go on.
ChildFailed::Why failure_of(const std::vector<std::string>& arguments, const ChildLimits& limits)
{
    try {
        run_child(arguments, MemoryFile(""), limits);
    } catch (const ChildFailed& failure) {
        EXPECT_NE(std::string(failure.what()).find(arguments[0]), std::string::npos);
        return failure.why();
    }
    ADD_FAILURE() << arguments[0] << " was let go on";
    return ChildFailed::Why::NotInstalled;
}

bool any_child_left()
{
    return ::waitpid(-1, nullptr, WNOHANG) >= 0 || errno != ECHILD;
}

} // namespace

TEST(ChildProcess, ReadsItsInputAndIsRead)
{
    const std::string octets = std::string(200'000, 'x') + std::string("\0\xFF\n", 3);
    const ChildOutcome outcome = run_child({"cat", input_of_child}, MemoryFile(octets));
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.output, octets);
    EXPECT_FALSE(any_child_left());
}

TEST(ChildProcess, OneInputServesSeveral)
{
    const MemoryFile input("the same");
    EXPECT_EQ(run_child({"cat", input_of_child}, input).output, "the same");
    EXPECT_EQ(run_child({"cat", input_of_child}, input).output, "the same");
}

TEST(ChildProcess, ArgumentsAreTakenAsTheyAre)
{
    EXPECT_EQ(run_child({"echo", "$(id) ; `id` *", "a b"}, MemoryFile("")).output,
              "$(id) ; `id` * a b\n");
}

TEST(ChildProcess, TellsHowItEnded)
{
    EXPECT_EQ(run_child({"sh", "-c", "exit 3"}, MemoryFile("")).status, 3);
    EXPECT_EQ(run_child({"sh", "-c", "kill -9 $$"}, MemoryFile("")).status, -1);
    EXPECT_EQ(run_child({"sh", "-c", "echo Kari >&2"}, MemoryFile("")).output, "")
        << "what a program complains of may quote the file";
    EXPECT_EQ(run_child({"sh", "-c", "exec >&-; read answer; exit 4"}, MemoryFile("")).status, 4)
        << "it closes its output before it ends, and has nobody to talk to";
}

TEST(ChildProcess, IsStoppedWhereItMayNotGoOn)
{
    ChildLimits short_time;
    short_time.seconds = 1;
    EXPECT_EQ(failure_of({"sleep", "1000"}, short_time), ChildFailed::Why::TooSlow);
    ChildLimits little_output;
    little_output.octets_of_output = 100'000;
    EXPECT_EQ(failure_of({"yes"}, little_output), ChildFailed::Why::TooMuchOutput);
    EXPECT_EQ(failure_of({"reservepost-no-such-program"}, {}), ChildFailed::Why::NotInstalled);
    EXPECT_FALSE(any_child_left()) << "killed and reaped";
}

TEST(ChildProcess, HasNoMoreMemoryThanItMay)
{
    ChildLimits limits;
    limits.octets_of_memory = 64U << 20U;
    // It waits for its limit before it asks for memory.
    const ChildOutcome outcome = run_child(
        {"sh", "-c",
         "until [ \"$(ulimit -v)\" != unlimited ]; do :; done; exec dd if=/dev/zero of=/dev/null "
         "bs=256M count=1"},
        MemoryFile(""), limits);
    EXPECT_NE(outcome.status, 0);
}

} // namespace reservepost::batch::disk
