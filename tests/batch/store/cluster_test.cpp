#include "batch/store/cluster.h"

#include "batch/store/server_process.h"
#include "batch/store/server_user.h"
#include "tests/batch/store/cluster_member.h"
#include "tests/support/test_database.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <sys/prctl.h>
#include <vector>

namespace reservepost::batch::store {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

int count(const std::string& text, const std::string& word)
{
    int found = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
        ++found;
    return found;
}

std::string message_of(const std::function<void()>& work)
{
    try {
        work();
        return "";
    } catch (const std::exception& error) {
        return error.what();
    }
}

/// The directory of one made and stopped cluster, copied from the ready one.
class ClusterTest : public testing::Test {
protected:
    ClusterTest() { tests::copy_with_owner(tests::template_data(), data()); }
    /// Whatever happened, no server is left.
    void TearDown() override
    {
        EXPECT_TRUE(living_processes(server_user(), {{}, fs::canonical(data()), {}, {}}).empty());
    }

    const fs::path& path() const { return directory_.path(); }
    fs::path data() const { return path() / "data"; }
    pid_t postmaster() const { return std::stoi("0" + content_of(data() / "postmaster.pid")); }
    std::string log() const { return content_of(path() / "server.log"); }
    int starts() const { return count(log(), "ready to accept connections"); }
    int stops() const { return count(log(), "received fast shutdown request"); }

    static std::string ask(const Cluster& cluster, const std::string& sql)
    {
        auto database = Database::connect(cluster.conninfo(Role::Night));
        return database.begin().execute(sql).one().text("x");
    }

    /// A pid file and a socket's lock that name `number`, as a killed server leaves them.
    void leave_behind(pid_t number) const
    {
        const auto user = server_user();
        const fs::path socket = path() / "socket";
        done_as(user, [&] {
            std::ofstream(data() / "postmaster.pid") << number << '\n'
                                                     << data().string() << "\n1700000000\n5432\n"
                                                     << socket.string() << "\n\n";
            return std::string();
        });
        fs::create_directory(socket);
        fs::permissions(socket, fs::perms(0700));
        ASSERT_EQ(::chown(socket.c_str(), user.uid, user.gid), 0);
        done_as(user, [&] {
            std::ofstream(socket / ".s.PGSQL.5432.lock")
                << number << '\n'
                << data().string() << "\n1700000000\n5432\n"
                << socket.string() << '\n';
            return std::string();
        });
    }

private:
    tests::ClusterDirectory directory_;
};

/// A living process of the server's user that is no server, called `name`.
class Bystander {
public:
    explicit Bystander(const char* name) : user_(server_user())
    {
        child_ = ::fork();
        if (child_ != 0) return;
        if (!become(user_) || ::prctl(PR_SET_NAME, name) != 0) ::_exit(1);
        for (;;)
            ::pause();
    }
    ~Bystander()
    {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }
    pid_t number() const { return child_; }

private:
    ServerUser user_;
    pid_t child_ = 0;
};

TEST(Cluster, IsMadeSafeAndPrivateOnFirstUse)
{
    const tests::ClusterDirectory directory;
    const fs::path leftover = directory.path() / "data.unfinished";
    fs::create_directory(leftover);
    std::ofstream(leftover / "half") << "an earlier attempt that was killed";

    const auto cluster = Cluster::start(directory.path());
    EXPECT_FALSE(fs::exists(leftover));
    EXPECT_EQ(cluster.note(), std::nullopt);
    auto database = Database::connect(cluster.conninfo(Role::Owner));
    auto transaction = database.begin();
    const auto show = [&](const std::string& setting) {
        return transaction.execute("select current_setting($1) as x", {setting}).one().text("x");
    };
    EXPECT_EQ(show("data_checksums"), "on");
    EXPECT_EQ(show("fsync"), "on");
    EXPECT_EQ(show("full_page_writes"), "on");
    EXPECT_EQ(show("listen_addresses"), "");
    EXPECT_EQ(show("jit"), "off");
    EXPECT_EQ(show("log_statement"), "none");
    EXPECT_EQ(show("log_error_verbosity"), "terse");
    EXPECT_EQ(show("server_encoding"), "UTF8");
    EXPECT_EQ(show("TimeZone"), "UTC");
    EXPECT_EQ(transaction
                  .execute("select string_agg(w, ' ' order by w) as x from "
                           "unnest($1::text[]) w",
                           {std::vector<std::string>{"Åse", "Øst", "Zebra", "Ærlig"}})
                  .one()
                  .text("x"),
              "Zebra Ærlig Øst Åse");
    EXPECT_FALSE(transaction
                     .execute("select bool_or(rolsuper or rolcreaterole or rolcreatedb) as x "
                              "from pg_roles where rolname like 'reservepost%' and "
                              "rolname <> 'reservepost_superuser'")
                     .one()
                     .boolean("x"));
    struct stat found;
    ASSERT_EQ(::stat((directory.path() / "socket").c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 07777, 0700u);
    ASSERT_EQ(::stat((directory.path() / "data").c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 07777, 0700u);
    EXPECT_NE(found.st_uid, 0u) << "the server must not be root";
}

TEST_F(ClusterTest, TwoShareItAndTheLastOneStopsIt)
{
    auto first = std::make_unique<Cluster>(Cluster::start(path()));
    auto second = std::make_unique<Cluster>(Cluster::start(path()));
    EXPECT_EQ(first->conninfo(Role::Night), second->conninfo(Role::Night));
    first.reset();
    EXPECT_EQ(ask(*second, "select 'there' as x"), "there");
    EXPECT_EQ(stops(), 0);
    second.reset();
    EXPECT_EQ(starts(), 1);
    EXPECT_EQ(stops(), 1);
    EXPECT_FALSE(fs::exists(data() / "postmaster.pid"));
}

TEST_F(ClusterTest, EightAtOnceMakeOneStartAndOneStop)
{
    std::vector<std::unique_ptr<ClusterMember>> members;
    for (int n = 0; n < 8; ++n)
        members.push_back(std::make_unique<ClusterMember>(path()));
    for (auto& member : members)
        EXPECT_TRUE(member->is_in());
    for (auto& member : members)
        EXPECT_TRUE(member->leave());
    EXPECT_EQ(starts(), 1);
    EXPECT_EQ(stops(), 1);
    EXPECT_FALSE(fs::exists(data() / "postmaster.pid"));
}

TEST_F(ClusterTest, AKilledStarterLeavesItToTheOthers)
{
    ClusterMember starter(path());
    ASSERT_TRUE(starter.is_in());
    ClusterMember other(path());
    ASSERT_TRUE(other.is_in());
    starter.kill();
    ClusterMember third(path());
    EXPECT_TRUE(third.is_in());
    EXPECT_TRUE(third.leave());
    EXPECT_EQ(stops(), 0);
    EXPECT_TRUE(other.leave());
    EXPECT_EQ(starts(), 1);
    EXPECT_EQ(stops(), 1);
}

TEST_F(ClusterTest, WhenAllAreKilledTheNextOneUsesAndStopsIt)
{
    {
        ClusterMember one(path()), two(path());
        ASSERT_TRUE(one.is_in());
        ASSERT_TRUE(two.is_in());
        one.kill();
        two.kill();
    }
    ClusterMember next(path());
    EXPECT_TRUE(next.is_in());
    EXPECT_TRUE(next.leave());
    EXPECT_EQ(starts(), 1);
    EXPECT_EQ(stops(), 1);
}

TEST_F(ClusterTest, AKilledServerComesBackWithEverythingCommitted)
{
    const auto before = Cluster::start(path());
    auto owner = Database::connect(before.conninfo(Role::Owner));
    {
        auto transaction = owner.begin();
        transaction.execute_script("create table kept as select 'kept' as x;"
                                   "grant select on kept to reservepost_night");
        transaction.commit();
    }
    ASSERT_EQ(::kill(postmaster(), SIGKILL), 0);
    // The session's own process answers until it notices that its parent is gone.
    std::string message;
    for (int i = 0; i < 10'000 && message.empty(); ++i)
        message = message_of([&] { owner.begin().execute("select 1"); });
    EXPECT_NE(message, "");
    const auto after = Cluster::start(path());
    EXPECT_EQ(ask(after, "select x from kept"), "kept");
    EXPECT_EQ(starts(), 2);
}

TEST_F(ClusterTest, AServerThatIsAZombieIsNotTakenForARunningOne)
{
    // Here the test adopts the server and does not reap it, as the first process of a container
    // does.
    ASSERT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    std::optional<Cluster> first = Cluster::start(path());
    const pid_t killed = postmaster();
    ASSERT_EQ(::kill(killed, SIGKILL), 0);
    while (content_of("/proc/" + std::to_string(killed) + "/stat").find(") Z ") ==
           std::string::npos)
        ::usleep(1000);
    const auto second = Cluster::start(path());
    EXPECT_EQ(ask(second, "select 'there' as x"), "there");
    EXPECT_NE(postmaster(), killed);
    EXPECT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 0), 0);
}

TEST_F(ClusterTest, AStalePidFileDoesNotMatter)
{
    pid_t gone = ::fork();
    if (gone == 0) ::_exit(0);
    ::waitpid(gone, nullptr, 0);
    leave_behind(gone);
    EXPECT_EQ(ask(Cluster::start(path()), "select 'there' as x"), "there");
}

TEST_F(ClusterTest, AReusedPidDoesNotMatter)
{
    for (const char* name : {"sleep", "postgres"}) {
        SCOPED_TRACE(std::string("the number now belongs to a process called ") + name);
        const Bystander bystander(name);
        leave_behind(bystander.number());
        {
            const auto cluster = Cluster::start(path());
            EXPECT_EQ(ask(cluster, "select 'there' as x"), "there");
        }
        EXPECT_EQ(::kill(bystander.number(), 0), 0) << "a stranger was ended";
        EXPECT_FALSE(fs::exists(data() / "postmaster.pid"));
    }
}

TEST_F(ClusterTest, ALongPathGetsAShortSocket)
{
    const fs::path deep = path() / std::string(100, 'x');
    fs::create_directory(deep);
    fs::permissions(deep, fs::perms(0711));
    tests::copy_with_owner(data(), deep / "data");
    fs::path socket;
    {
        const auto cluster = Cluster::start(deep);
        ASSERT_TRUE(cluster.note());
        EXPECT_NE(cluster.note()->find(deep.string()), std::string::npos);
        EXPECT_EQ(ask(cluster, "select 'there' as x"), "there");
        const auto conninfo = cluster.conninfo(Role::Night);
        socket = conninfo.substr(6, conninfo.find('\'', 6) - 6);
        EXPECT_EQ(Cluster::start(deep).conninfo(Role::Night), conninfo) << "others find it too";
    }
    EXPECT_FALSE(fs::exists(socket)) << "nothing is left outside the directory";

    fs::create_directory(socket);
    fs::permissions(socket, fs::perms(0777));
    EXPECT_NE(message_of([&] { Cluster::start(deep); }).find("mode 0700"), std::string::npos)
        << "somebody else could have put it there";
    fs::remove(socket);
    fs::create_directory_symlink(path(), socket);
    EXPECT_NE(message_of([&] { Cluster::start(deep); }), "");
    fs::remove(socket);
}

TEST_F(ClusterTest, OddCharactersInThePathAreNoTrouble)
{
    const fs::path odd = path() / "it's a \\ 'dir' æ";
    fs::create_directory(odd);
    fs::permissions(odd, fs::perms(0711));
    tests::copy_with_owner(data(), odd / "data");
    EXPECT_EQ(ask(Cluster::start(odd), "select 'there' as x"), "there");
}

TEST_F(ClusterTest, WhatCannotBeIsSaidWithItsRemedy)
{
    if (::geteuid() != 0) GTEST_SKIP() << "root's server is another user";
    const fs::path closed = path() / "closed";
    fs::create_directory(closed);
    fs::permissions(closed, fs::perms(0700));
    EXPECT_FALSE(server_can_reach(closed));
    EXPECT_TRUE(server_can_reach(path()));
    const auto unreachable = message_of([&] { Cluster::start(closed / "database"); });
    EXPECT_NE(unreachable.find("`chmod o+x " + closed.string() + "`"), std::string::npos)
        << unreachable;

    EXPECT_NE(message_of([&] { Cluster::start(path() / "new", "/nonexistent"); }).find("initdb"),
              std::string::npos);

    ASSERT_EQ(::chown(data().c_str(), 65534, 65534), 0);
    const auto foreign = message_of([&] { Cluster::start(path()); });
    EXPECT_NE(foreign.find("belongs to user number 65534"), std::string::npos) << foreign;
}

TEST_F(ClusterTest, AServerThatDoesNotStartNamesItsLog)
{
    std::ofstream(data() / "postgresql.conf", std::ios::app) << "no_such_setting = 1\n";
    const auto message = message_of([&] { Cluster::start(path()); });
    EXPECT_NE(message.find("ended while it was starting"), std::string::npos) << message;
    EXPECT_NE(message.find((path() / "server.log").string()), std::string::npos) << message;
}

TEST(Cluster, AnOrdinaryUserRunsItAsItself)
{
    if (::geteuid() != 0) GTEST_SKIP() << "every other test shows it then";
    const tests::ClusterDirectory directory;
    const ServerUser nobody{65534, 65534, "nobody"};
    ASSERT_EQ(::chown(directory.path().c_str(), nobody.uid, nobody.gid), 0);
    EXPECT_EQ(done_as(nobody,
                      [&] {
                          return message_of([&] {
                              const auto cluster = Cluster::start(directory.path() / "mine");
                              auto night = Database::connect(cluster.conninfo(Role::Night));
                              night.begin().execute("select 1");
                          });
                      }),
              "");
    struct stat found;
    ASSERT_EQ(::stat((directory.path() / "mine" / "data").c_str(), &found), 0);
    EXPECT_EQ(found.st_uid, nobody.uid);
    EXPECT_FALSE(fs::exists(directory.path() / "mine" / "data" / "postmaster.pid"));
}

} // namespace
} // namespace reservepost::batch::store
