#include "batch/store/cluster_setup.h"

#include "batch/disk/failure.h"
#include "batch/disk/files.h"
#include "batch/store/cluster.h"

#include <array>
#include <charconv>
#include <fstream>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace reservepost::batch::store {

namespace {

namespace fs = std::filesystem;

/// The oldest that the statements of the migrations are written for.
constexpr int oldest_version = 15;

/// Roles and database. Nobody logs in as the superuser, ever: this goes through PostgreSQL's
/// single-user mode, which takes one statement a line.
constexpr const char* first_statements =
    "create role reservepost_owner login;\n"
    "create role reservepost_night login noinherit;\n"
    "create role reservepost_registrar login noinherit;\n"
    "create role reservepost_reviewer login noinherit;\n"
    "create database reservepost owner reservepost_owner template template0;\n"
    "revoke all on database reservepost from public;\n"
    "grant connect on database reservepost to reservepost_night, reservepost_registrar, "
    "reservepost_reviewer;\n"
    "revoke all on database postgres from public;\n";

/// What a cluster of an older program lacks.
constexpr const char* later_roles =
    "do $$ begin create role reservepost_registrar login noinherit; "
    "exception when duplicate_object then null; end $$;\n"
    "do $$ begin create role reservepost_reviewer login noinherit; "
    "exception when duplicate_object then null; end $$;\n"
    "grant connect on database reservepost to reservepost_registrar, reservepost_reviewer;\n";

constexpr std::array roles{Role::Owner, Role::Night, Role::Registrar, Role::Reviewer};

std::string login_rules()
{
    std::string names;
    for (const auto role : roles)
        names += (names.empty() ? "" : ",") + std::string(role_name(role));
    return "# Only the user who made the cluster, only as one of these roles.\n"
           "local reservepost " +
           names + " peer map=reservepost\n";
}

std::string login_map(const std::string& own_name)
{
    std::string map;
    for (const auto role : roles)
        map += "reservepost \"" + own_name + "\" " + std::string(role_name(role)) + "\n";
    return map;
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

/// As the superuser, in a database of a cluster whose server does not run.
void run_statements(const ServerUser& user, const ServerPlaces& places, const fs::path& data,
                    const char* database, const char* statements)
{
    demand(run_as(user, {places.programs / "postgres",
                         {"--single", "-D", data.string(), "-c", "exit_on_error=on", database},
                         statements,
                         places.log_file}),
           "postgres --single", places);
}

} // namespace

fs::path find_programs(const fs::path& data, const fs::path& installed)
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
    run_statements(user, places, unfinished, "postgres", first_statements);

    // 3. The name, in one step.
    disk::rename_new_durably(unfinished, places.data);
}

void add_later_roles(const ServerUser& user, const ServerPlaces& places)
{
    const auto map = disk::read_file(places.data / "pg_ident.conf", 64 * 1024);
    if (map.find(role_name(Role::Reviewer)) != std::string::npos) return;
    run_statements(user, places, places.data, "reservepost", later_roles);
    // Last, so that a crash before it leads here again.
    write_login(user, places.data, own_user_name());
}

} // namespace reservepost::batch::store
