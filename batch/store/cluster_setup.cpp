#include "batch/store/cluster_setup.h"

#include "batch/disk/failure.h"
#include "batch/disk/files.h"

#include <charconv>
#include <fstream>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace reservepost::batch::store {

namespace {

namespace fs = std::filesystem;

const fs::path installed = "/usr/lib/postgresql";

/// The oldest that the statements of the migrations are written for.
constexpr int oldest_version = 15;

/// Roles and database. Nobody logs in as the superuser, ever: this goes through PostgreSQL's
/// single-user mode, which takes one statement a line.
constexpr const char* first_statements =
    "create role reservepost_owner login;\n"
    "create role reservepost_night login noinherit;\n"
    "create database reservepost owner reservepost_owner template template0;\n"
    "revoke all on database reservepost from public;\n"
    "grant connect on database reservepost to reservepost_night;\n"
    "revoke all on database postgres from public;\n";

std::string login_rules()
{
    return "# Only the user who made the cluster, only as one of the two roles.\n"
           "local reservepost reservepost_owner,reservepost_night peer map=reservepost\n";
}

std::string login_map(const std::string& own_name)
{
    return "reservepost \"" + own_name + "\" reservepost_owner\n" + //
           "reservepost \"" + own_name + "\" reservepost_night\n";
}

int version_of(const fs::path& name)
{
    const std::string text = name.string();
    int version = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    return error == std::errc() && end == text.data() + text.size() ? version : 0;
}

void demand(int status, const char* program, const ServerPlaces& places)
{
    if (status == 0) return;
    throw std::runtime_error(std::string(program) + " failed with status " +
                             std::to_string(status) + " while making a cluster in " +
                             places.data.string() + "; what it said is in " +
                             places.log_file.string());
}

void write_login(const ServerUser& user, const fs::path& data, const std::string& own_name)
{
    done_as(user, [&] {
        std::ofstream rules(data / "pg_hba.conf", std::ios::trunc);
        std::ofstream map(data / "pg_ident.conf", std::ios::trunc);
        rules << login_rules() << std::flush;
        map << login_map(own_name) << std::flush;
        if (!rules || !map) throw std::runtime_error("the login rules cannot be written");
        return std::string();
    });
}

} // namespace

fs::path find_programs(const fs::path& data)
{
    std::string version;
    std::getline(std::ifstream(data / "PG_VERSION"), version);
    int newest = version.empty() ? 0 : version_of(version);
    std::error_code missing;
    if (newest == 0)
        for (const auto& entry : fs::directory_iterator(installed, missing))
            if (fs::exists(entry.path() / "bin" / "initdb"))
                newest = std::max(newest, version_of(entry.path().filename()));

    const fs::path programs = installed / std::to_string(newest) / "bin";
    if (newest >= oldest_version && fs::exists(programs / "postgres")) return programs;
    const std::string wanted = std::to_string(std::max(newest, oldest_version));
    throw std::runtime_error("PostgreSQL " + wanted + " is not installed (no " +
                             (installed / wanted / "bin/postgres").string() +
                             "); install the package postgresql-" + wanted +
                             ", or name a server of your own in [database]");
}

void create_cluster(const ServerUser& user, const ServerPlaces& places)
{
    // 1. A cluster under another name, which initdb syncs. Small segments of the write-ahead log
    // keep
    //    a state that takes in tens of reports a night small on disk; a big night makes more of
    //    them.
    const fs::path unfinished = places.data.string() + ".unfinished";
    fs::remove_all(unfinished);
    if (::mkdir(unfinished.c_str(), 0700) != 0 ||
        (::geteuid() == 0 && ::chown(unfinished.c_str(), user.uid, user.gid) != 0))
        disk::fail(unfinished, "make", errno);
    demand(
        run_as(user, {places.programs / "initdb",
                      {"-D", unfinished.string(), "-U", "reservepost_superuser", "--encoding=UTF8",
                       "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=nb-NO",
                       "--data-checksums", "--wal-segsize=2", "--auth=reject", "--no-instructions"},
                      {},
                      places.log_file}),
        "initdb", places);

    // 2. Who may log in, and as whom.
    write_login(user, unfinished, own_user_name());
    demand(
        run_as(user, {places.programs / "postgres",
                      {"--single", "-D", unfinished.string(), "-c", "exit_on_error=on", "postgres"},
                      first_statements,
                      places.log_file}),
        "postgres --single", places);

    // 3. The name, in one step.
    disk::rename_new_durably(unfinished, places.data);
}

} // namespace reservepost::batch::store
