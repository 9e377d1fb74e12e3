#include "tests/batch/night/crash_story.h"

#include <cerrno>
#include <csignal>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>

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

/// A disk without any room over `directory`, for this process and those it makes.
class FullDisk {
public:
    /// Gives whether the process may; where not, nothing is changed.
    bool mount_over(const fs::path& directory)
    {
        if (::unshare(::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0)
            return false;
        if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
        const fs::path aside = directory.string() + ".aside";
        copy_directory(directory, aside);
        if (::mount("full", directory.c_str(), "tmpfs", 0, "size=4m,mode=700") != 0) return false;
        copy_directory(aside / ".", directory);
        directory_ = directory;
        fill();
        filler_ = ::fork(); // Whatever is freed meanwhile is taken at once.
        for (; filler_ == 0; ::usleep(200))
            fill();
        return true;
    }

    /// What lies on it now, for when the process and the disk are gone.
    void carry_over() const
    {
        if (directory_.empty()) return;
        ::kill(filler_, SIGKILL);
        ::waitpid(filler_, nullptr, 0);
        fs::remove(directory_ / filler_name);
        copy_directory(directory_, directory_.string() + ".after");
    }

    /// In the process that goes on: the directory is as the other one left it.
    static void take_over(const fs::path& directory)
    {
        fs::remove_all(directory.string() + ".aside");
        if (!fs::exists(directory.string() + ".after")) return;
        fs::remove_all(directory);
        fs::rename(directory.string() + ".after", directory);
    }

private:
    static constexpr const char* filler_name = ".filler";

    void fill() const
    {
        std::ofstream filler(directory_ / filler_name, std::ios::binary | std::ios::app);
        const std::string block(4096, 'x');
        while (filler.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
        }
    }

    fs::path directory_;
    pid_t filler_ = 0;
};

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
            if (!disk.mount_over(directory)) fill_all_disks();
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

/// Kills PostgreSQL's first process as a machine out of memory would; the others end by themselves.
void kill_server(const TestNight& night)
{
    std::ifstream file(night.path() / "database" / "data" / "postmaster.pid");
    pid_t server = 0;
    file >> server;
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

} // namespace
} // namespace reservepost::tests
