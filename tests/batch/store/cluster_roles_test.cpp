#include "batch/store/cluster.h"
#include "batch/store/cluster_setup.h"
#include "batch/store/server_user.h"
#include "tests/support/files.h"
#include "tests/support/test_database.h"

#include <fstream>
#include <gtest/gtest.h>
#include <optional>

// Who gets into a private cluster, and as whom.

namespace reservepost::batch::store {
namespace {

std::string refusal_of(const std::string& conninfo)
{
    try {
        Database::connect(conninfo);
        return "";
    } catch (const std::exception& error) {
        return error.what();
    }
}

TEST(ClusterRoles, OnlyItsMakerGetsInAndOnlyAsOneOfThem)
{
    const tests::TestDatabase server;
    const auto as = [&](const std::string& role) {
        std::string conninfo = server.conninfo(Role::Night);
        return conninfo.replace(conninfo.find("reservepost_night"), 17, role);
    };
    for (const auto role : {Role::Owner, Role::Night, Role::Registrar, Role::Reviewer})
        EXPECT_EQ(refusal_of(as(std::string(role_name(role)))), "");
    EXPECT_NE(refusal_of(as("reservepost_superuser")), "");
    EXPECT_NE(refusal_of(as("postgres")), "");
    if (::geteuid() != 0) GTEST_SKIP() << "only root can try it as somebody else";
    const ServerUser server_itself = server_user();
    const ServerUser nobody{65534, 65534, "nobody"};
    for (const auto& user : {server_itself, nobody}) {
        SCOPED_TRACE(user.name);
        EXPECT_EQ(done_as(user,
                          [&] {
                              const auto conninfo = server.conninfo(Role::Night);
                              const auto refused = refusal_of(conninfo);
                              return std::string(refused.empty() ? "in" : "refused");
                          }),
                  "refused");
    }
}

TEST(ClusterRoles, AnOlderClusterGetsThoseItLacks)
{
    const tests::ClusterDirectory directory;
    const auto data = directory.path() / "data";
    tests::copy_with_owner(tests::template_data(), data);
    std::optional<Cluster> cluster = Cluster::start(directory.path());
    cluster.reset();
    const auto user = server_user();
    // Renamed, as roles that have rights cannot be dropped here.
    const char* without = "alter role reservepost_registrar rename to gone_registrar;\n"
                          "alter role reservepost_reviewer rename to gone_reviewer;\n";
    ASSERT_EQ(
        run_as(user, {find_programs(data) / "postgres",
                      {"--single", "-D", data.string(), "-c", "exit_on_error=on", "reservepost"},
                      without,
                      directory.path() / "server.log"}),
        0)
        << tests::file_text(directory.path() / "server.log");
    done_as(user, [&] {
        std::ofstream(data / "pg_ident.conf", std::ios::trunc)
            << "reservepost \"" << own_user_name() << "\" reservepost_night\n";
        return std::string();
    });
    cluster = Cluster::start(directory.path());
    for (const auto role : {Role::Owner, Role::Night, Role::Registrar, Role::Reviewer})
        EXPECT_EQ(refusal_of(cluster->conninfo(role)), "");
}

} // namespace
} // namespace reservepost::batch::store
