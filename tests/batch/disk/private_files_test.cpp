#include "batch/disk/private_files.h"

#include "batch/disk/fail_point.h"
#include "batch/disk/file_lock.h"
#include "tests/support/temporary_directory.h"

#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace reservepost::batch::disk {

namespace {

using tests::TemporaryDirectory;

mode_t mode_of(const std::filesystem::path& path)
{
    struct stat status = {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0);
    return status.st_mode & 07777;
}

/// How a child process ends that arms the fail points, sets the variable and does the durable step
/// `vault.done`: exit status 0 done, 3 failed before it, 4 failed after it.
int status_of_child(const char* variable, bool arm)
{
    const pid_t child = ::fork();
    if (child == 0) {
        if (arm) arm_fail_points();
        ::setenv("RESERVEPOST_FAIL_POINT", variable, 1);
        bool done = false;
        try {
            durably("vault.done", [&] { done = true; });
        } catch (const std::system_error&) {
            ::_exit(done ? 4 : 3);
        }
        ::_exit(done ? 0 : 5);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

} // namespace

TEST(PrivateFiles, ANewDirectoryIsForItsOwnerOnlyWithAllItsParents)
{
    const TemporaryDirectory directory;
    make_private_directory(directory / "a" / "b" / "c");
    make_private_directory(directory / "a" / "b" / "c");
    make_private_directory((directory / "d").string() + "/");
    for (const char* name : {"a", "a/b", "a/b/c", "d"})
        EXPECT_EQ(mode_of(directory / name), 0700U);
}

TEST(PrivateFiles, ADirectoryThatBecameLooserIsRefused)
{
    for (const mode_t mode : {0701U, 0710U, 0750U, 0755U, 0777U, 01700U, 0500U}) {
        const TemporaryDirectory directory;
        make_private_directory(directory / "keys");
        ::chmod((directory / "keys").c_str(), mode);
        EXPECT_THROW(require_private_directory(directory / "keys"), std::runtime_error) << mode;
        EXPECT_THROW(make_private_directory(directory / "keys"), std::runtime_error) << mode;
        EXPECT_EQ(mode_of(directory / "keys"), mode) << "it is left as it was";
    }
    const TemporaryDirectory directory;
    EXPECT_THROW(require_private_directory(directory / "none"), std::system_error);
    ::close(::open((directory / "file").c_str(), O_CREAT | O_WRONLY, 0700));
    EXPECT_THROW(make_private_directory(directory / "file"), std::runtime_error);
    if (::geteuid() == 0) {
        make_private_directory(directory / "theirs");
        ASSERT_EQ(::chown((directory / "theirs").c_str(), 65534, 65534), 0);
        EXPECT_THROW(require_private_directory(directory / "theirs"), std::runtime_error);
    }
}

TEST(FileLock, OnlyOneHoldsItAlsoAmongThreads)
{
    const TemporaryDirectory directory;
    const auto file = directory / "lock";
    int inside = 0; // Plain on purpose: the lock alone guards it.
    int rounds = 0;
    std::atomic<bool> met = false;
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < 50; ++round) {
                const auto held = FileLock::exclusive(file);
                if (++inside != 1) met = true;
                ++rounds;
                --inside;
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_FALSE(met);
    EXPECT_EQ(rounds, 300);
}

TEST(FileLock, EndsWithItsHolder)
{
    const TemporaryDirectory directory;
    const auto file = directory / "lock";
    {
        const auto held = FileLock::exclusive(file);
        EXPECT_FALSE(FileLock::try_exclusive(file));
    }
    {
        const auto one = FileLock::shared(file);
        const auto two = FileLock::shared(file);
        EXPECT_FALSE(FileLock::try_exclusive(file));
    }
    EXPECT_TRUE(FileLock::try_exclusive(file));
    EXPECT_EQ(mode_of(file), 0600U);
    EXPECT_THROW(FileLock::exclusive(directory / "none" / "lock"), std::system_error);
}

TEST(FailPoint, ReactsOnlyWhereItWasArmedAndNamed)
{
    struct {
        const char* why;
        const char* variable;
        bool arm;
        bool killed;
        int exit_status;
    } cases[] = {
        {"not armed, as in production", "vault.done", false, false, 0},
        {"not armed, an error asked for", "vault.done:throw", false, false, 0},
        {"armed and named", "vault.done", true, true, 0},
        {"armed, a failure asked for", "vault.done:failed", true, false, 3},
        {"armed, done and failed all the same", "vault.done:throw", true, false, 4},
        {"armed, to be killed before", "vault.done:before", true, true, 0},
        {"not armed, to be killed before", "vault.done:before", false, false, 0},
        {"not armed, a failure asked for", "vault.done:failed", false, false, 0},
        {"an ending that is none", "vault.done:after", true, false, 0},
        {"another point", "vault.begun", true, false, 0},
        {"only the beginning of the name", "vault", true, false, 0},
        {"nothing", "", true, false, 0},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const int status = status_of_child(c.variable, c.arm);
        EXPECT_EQ(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, c.killed);
        if (!c.killed) {
            EXPECT_EQ(WEXITSTATUS(status), c.exit_status);
        }
    }
}

} // namespace reservepost::batch::disk
