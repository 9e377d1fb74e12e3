#include "tests/batch/night/crash_story.h"
#include "tests/support/full_disk.h"

#include <cerrno>
#include <csignal>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

// The world fails: the clock is wrong, a disk is full. Nothing is lost, nothing is deleted that
// should not be, and the next run takes everything up.

namespace reservepost::tests {
namespace {

struct ClockRow {
    const char* why;
    const char* accepted; ///< The last instant that a person has vouched for.
    const char* now;
};

const ClockRow clocks[] = {
    {"an hour back", "2027-01-20T09:10", "2027-01-20T08:10"},
    {"31 days ahead", "2027-01-19T08:10", "2027-02-19T08:10"},
    {"a year ahead", "2027-01-20T08:10", "2028-01-20T08:10"},
    {"ten years ahead", "2027-01-20T08:10", "2037-01-20T08:10"},
};

TEST(World, UnderAWrongClockNothingIsDeletedAndLettersGo)
{
    TestNight start;
    prepare_crash_story(start);
    for (const auto& row : clocks) {
        SCOPED_TRACE(row.why);
        TestNight night(start.path());
        night.accept_clock(oslo(row.accepted));
        const auto report = night.run(oslo(row.now));
        EXPECT_TRUE(report.imbalances.empty());
        EXPECT_EQ(night.number("select count(*) as n from report where state in ('deleting', "
                               "'deleted')"),
                  0);
        EXPECT_EQ(count_of(step_of(report, "send"), "packages sent"), 1)
            << batch::notices::text_of(report);
        EXPECT_EQ(night.number("select count(*) as n from letter where state = 'sent'"), 2)
            << "the one that waited and the one in the inbox";

        night.accept_clock(oslo(row.now));
        EXPECT_EQ(count_of(step_of(night.run(oslo(row.now)), "delete"), "originals deleted"),
                  std::string_view(row.why) == "an hour back" ? 4 : 5)
            << "once a person has vouched for it; by then the retention of a fifth is over";
    }
}

/// For whoever may mount nothing: no file of this process grows any more, wherever it lies.
void fill_all_disks()
{
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit nothing{0, 0};
    if (::setrlimit(RLIMIT_FSIZE, &nothing) != 0) ::_exit(72);
}

const char* const directories[] = {"outbox",          "log",           "published",
                                   "vault-1/content", "vault-1/keys",  "vault-2/content",
                                   "vault-2/keys",    "print-house/to"};

TEST(World, AFullDiskInAnyDirectoryLosesNothing)
{
    TestNight start;
    prepare_crash_story(start);
    for (const char* name : directories) {
        SCOPED_TRACE(name);
        TestNight night(start.path());
        const auto directory = night.path() / name;
        ASSERT_TRUE(fs::is_directory(directory));
        const int status = run_cut_off("", [&] {
            FullDisk disk;
            if (disk.mount_over(directory, 4))
                disk.keep_full();
            else
                fill_all_disks();
            int exit_status = 71;
            try {
                exit_status = night.run(crash_hour).exit_status;
            } catch (const std::exception&) {
                exit_status = 71; // Told by whoever called.
            }
            disk.carry_over();
            return exit_status;
        });
        FullDisk::take_over(directory);
        EXPECT_TRUE(WIFEXITED(status));
        EXPECT_TRUE(WEXITSTATUS(status) == 3 || WEXITSTATUS(status) == 71)
            << "it is told: " << WEXITSTATUS(status);
        expect_promises(night, night.run(crash_hour));
    }
}

/// PostgreSQL's first process; 0 where there is none.
pid_t server_of(const TestNight& night)
{
    std::ifstream file(night.path() / "database" / "data" / "postmaster.pid");
    pid_t server = 0;
    file >> server;
    return server;
}

/// Kills it as a machine out of memory would; the others end by themselves.
void kill_server(const TestNight& night)
{
    const pid_t server = server_of(night);
    ASSERT_GT(server, 1);
    ASSERT_EQ(::kill(server, SIGKILL), 0);
}

TEST(World, PostgresqlKilledInMidRunLosesNothing)
{
    TestNight start;
    prepare_crash_story(start);
    for (const useconds_t instant : {60'000, 150'000, 300'000}) {
        SCOPED_TRACE("after " + std::to_string(instant) + " microseconds");
        TestNight night(start.path());
        const pid_t child = ::fork();
        if (child == 0) {
            try {
                ::_exit(night.run(crash_hour).exit_status);
            } catch (const std::exception&) {
                ::_exit(71);
            }
        }
        ::usleep(instant);
        kill_server(night);
        int status = 0;
        ::waitpid(child, &status, 0);
        EXPECT_TRUE(WIFEXITED(status)) << "it ends, and hangs nowhere";
        night.stop();
        night.start();
        expect_promises(night, night.run(crash_hour));
    }
}

/// For whoever may mount nothing: no file of the server's grows any more. Whoever runs it may say
/// so.
void let_no_file_grow(pid_t server)
{
    struct stat of_server = {};
    ASSERT_EQ(::stat(("/proc/" + std::to_string(server)).c_str(), &of_server), 0);
    const pid_t its_user = ::fork();
    if (its_user == 0) {
        const rlimit nothing{0, 0};
        const bool is_done =
            (::geteuid() != 0 ||
             (::setresgid(of_server.st_gid, of_server.st_gid, of_server.st_gid) == 0 &&
              ::setresuid(of_server.st_uid, of_server.st_uid, of_server.st_uid) == 0)) &&
            ::prlimit(server, RLIMIT_FSIZE, &nothing, nullptr) == 0;
        ::_exit(is_done ? 0 : 1);
    }
    int status = 1;
    ::waitpid(its_user, &status, 0);
    ASSERT_EQ(status, 0);
}

/// A run over a database whose disk has only so much room left, in a process of its own. Gives the
/// run's exit status, 71 for one that could not go on.
int run_with_room(TestNight& night, std::uint64_t room)
{
    FullDisk disk;
    // Within a user namespace of its own PostgreSQL would meet files of nobody.
    const bool may_mount = ::geteuid() == 0 && disk.mount_over(night.path() / "database", 512);
    night.start();
    if (may_mount)
        disk.fill_but(room);
    else
        let_no_file_grow(server_of(night));
    int exit_status = 71;
    try {
        exit_status = night.run(crash_hour).exit_status;
    } catch (const std::exception&) {
        exit_status = 71; // Told by whoever called.
    }
    disk.empty();
    if (const pid_t server = server_of(night); server > 1 && !may_mount) ::kill(server, SIGKILL);
    night.stop();
    disk.carry_over();
    return exit_status;
}

TEST(World, AFullDiskUnderTheDatabaseLosesNothing)
{
    TestNight start;
    prepare_crash_story(start);
    for (const std::uint64_t room : {0U, 96U}) {
        SCOPED_TRACE("with " + std::to_string(room) + " KiB left");
        TestNight night(start.path());
        night.stop();
        const int status = run_cut_off("", [&] { return run_with_room(night, room * 1024); });
        FullDisk::take_over(night.path() / "database");
        night.start();
        EXPECT_TRUE(WIFEXITED(status)) << "it ends, and hangs nowhere";
        EXPECT_TRUE(room > 0 || WEXITSTATUS(status) != 0) << "it is told";
        expect_promises(night, night.run(crash_hour));
    }
}

} // namespace
} // namespace reservepost::tests
