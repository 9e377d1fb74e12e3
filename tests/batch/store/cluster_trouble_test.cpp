#include "batch/store/cluster.h"
#include "batch/store/cluster_setup.h"
#include "batch/store/server_process.h"
#include "batch/store/server_user.h"
#include "tests/support/files.h"
#include "tests/support/test_database.h"

#include <csignal>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>

// What a private cluster meets on machines that are full, closed, or newer than it is.

namespace reservepost::batch::store {
namespace {

namespace fs = std::filesystem;

std::string message_of(const std::function<void()>& work)
{
    try {
        work();
        return "";
    } catch (const std::exception& error) {
        return error.what();
    }
}

/// Whether `work`, in a process of its own whose files may grow to so many octets at most, ends
/// with a message that has `part` in it. A full disk for whoever may not mount a small one.
bool says_when_full(rlim_t octets, const std::string& part, const std::function<void()>& work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{octets, octets};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(2);
        const auto message = message_of(work);
        ::_exit(message.find(part) != std::string::npos ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// No server works in `data` any more.
void expect_no_orphan(const fs::path& data)
{
    EXPECT_TRUE(living_processes(server_user(), {{}, data, {}, {}}).empty());
}

TEST(ClusterTrouble, OnAFullDiskNoneIsMadeAndOneIsMadeWhenThereIsRoom)
{
    const tests::ClusterDirectory directory;
    constexpr rlim_t too_little = 1 << 20; // Less than a segment of the log of PostgreSQL.
    const auto log = (directory.path() / "server.log").string();
    EXPECT_TRUE(says_when_full(too_little, log, [&] { Cluster::start(directory.path()); }));
    EXPECT_FALSE(fs::exists(directory.path() / "data")) << "half a cluster has no name";
    EXPECT_EQ(message_of([&] { Cluster::start(directory.path()); }), "");
    EXPECT_TRUE(fs::exists(directory.path() / "data"));
    expect_no_orphan(directory.path() / "data");
}

TEST(ClusterTrouble, AServerThatFindsNoRoomWhenItStartsLeavesNoOrphanAndStartsLater)
{
    const tests::ClusterDirectory directory;
    const auto data = directory.path() / "data";
    tests::copy_with_owner(tests::template_data(), data);
    constexpr rlim_t nothing = 0;
    EXPECT_TRUE(says_when_full(nothing, "", [&] { Cluster::start(directory.path()); }));
    expect_no_orphan(data);
    const auto cluster = Cluster::start(directory.path());
    auto night = Database::connect(cluster.conninfo(Role::Night));
    EXPECT_EQ(night.begin().execute("select 1 as x").size(), 1U);
}

/// Folders of installed versions, of which the tests need no more than their names.
struct Installed {
    explicit Installed(const std::vector<std::string>& versions)
    {
        for (const auto& version : versions)
            for (const char* program : {"initdb", "postgres"})
                tests::write_file(installed() / version / "bin" / program, "");
    }
    fs::path installed() const { return directory.path() / "installed"; }

    tests::ClusterDirectory directory;
};

TEST(ClusterTrouble, TheVersionThatMadeItDecidesWhichPostgresqlRuns)
{
    struct {
        const char* why;
        std::vector<std::string> installed;
        const char* made_with; ///< PG_VERSION; empty: no cluster is there.
        const char* found;     ///< The version; or a part of the message that names the package.
    } const cases[] = {
        {"the one there is", {"15"}, "15", "15"},
        {"a newer one was installed beside it", {"15", "17"}, "15", "15"},
        {"for a new cluster the newest is taken", {"15", "17"}, "", "17"},
        {"names are numbers, not words", {"9", "15", "16"}, "", "16"},
        {"an upgrade of the machine took the old one away", {"17"}, "15", "package postgresql-15"},
        {"one that is older than the statements", {"13"}, "", "package postgresql-15"},
        {"nothing is installed", {}, "", "package postgresql-15"},
        {"nothing but rubbish is installed", {"15.bak", "x"}, "", "package postgresql-15"},
        {"PG_VERSION is rubbish", {"15"}, "rubbish", "15"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const Installed there(c.installed);
        const auto data = there.directory.path() / "data";
        if (*c.made_with != 0)
            tests::write_file(data / "PG_VERSION", std::string(c.made_with) + "\n");
        std::string found;
        const auto message =
            message_of([&] { found = find_programs(data, there.installed()).string(); });
        if (message.empty()) {
            EXPECT_EQ(found, (there.installed() / c.found / "bin").string());
        } else {
            EXPECT_NE(message.find(c.found), std::string::npos) << message;
        }
    }
}

TEST(ClusterTrouble, AClosedDirectoryIsNamed)
{
    const tests::ClusterDirectory directory;
    const auto closed = directory.path() / "closed";
    fs::create_directory(closed);
    // Root may write everywhere; so it is tried as somebody who may not.
    const ServerUser nobody{65534, 65534, "nobody"};
    if (::geteuid() == 0) {
        ASSERT_EQ(::chown(closed.c_str(), nobody.uid, nobody.gid), 0);
    }
    for (const auto mode : {0500, 0400}) {
        fs::permissions(closed, fs::perms(mode));
        const auto message = done_as(::geteuid() == 0 ? nobody : server_user(),
                                     [&] { return message_of([&] { Cluster::start(closed); }); });
        EXPECT_NE(message.find(closed.string()), std::string::npos) << message;
    }
    fs::permissions(closed, fs::perms(0700));
    EXPECT_TRUE(fs::is_empty(closed));
}

} // namespace
} // namespace reservepost::batch::store
