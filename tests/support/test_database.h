#pragma once

#include "batch/crypto/digest.h"
#include "batch/disk/file_lock.h"
#include "batch/store/cluster.h"
#include "batch/store/cluster_setup.h"
#include "batch/store/database.h"
#include "batch/store/migrations.h"
#include "batch/store/server_user.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

// A real PostgreSQL for a test, in about a fifth of a second. One cluster with all migrations is
// made once for each build and set of migrations; each `TestDatabase` starts a copy of its own.

namespace reservepost::tests {

namespace fs = std::filesystem;

/// Counts up when what a new cluster looks like changes, so that old templates are not used.
inline constexpr const char* template_version = "3";

/// Where clusters of tests lie: below the build folder, or in /tmp where PostgreSQL's user cannot
/// reach that (a checkout in root's home).
inline fs::path cluster_folder()
{
    const fs::path build = RESERVEPOST_BINARY;
    const fs::path short_one = "/tmp/reservepost-tests-" + std::to_string(::geteuid()) + "-" +
                               batch::crypto::sha256(build.string()).hex().substr(0, 8);
    const fs::path folder = batch::store::server_can_reach(build) ? build / "t" / "pg" : short_one;
    fs::create_directories(folder);
    struct stat found;
    if (::lstat(folder.c_str(), &found) != 0 || !S_ISDIR(found.st_mode) ||
        found.st_uid != ::geteuid())
        throw std::runtime_error(folder.string() + " should be a directory of our own");
    fs::permissions(folder, fs::perms(0711));
    return folder;
}

/// A new, empty directory of its own that PostgreSQL's user can pass, removed at the end. Also for
/// tests of the cluster itself.
class ClusterDirectory {
public:
    ClusterDirectory()
    {
        std::string pattern = (cluster_folder() / "cXXXXXX").string();
        if (!::mkdtemp(pattern.data())) throw std::runtime_error("no directory for a test");
        path_ = pattern;
        fs::permissions(path_, fs::perms(0711));
    }
    ~ClusterDirectory()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    ClusterDirectory(const ClusterDirectory&) = delete;
    ClusterDirectory& operator=(const ClusterDirectory&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

inline std::string template_name()
{
    std::string all = template_version;
    for (const auto& file : batch::store::embedded_files())
        all.append(file.name).append(file.bytes);
    return "template-" + batch::crypto::sha256(all).hex().substr(0, 16);
}

/// What killed tests left is stopped and removed, and so are templates of older migrations. Only
/// while nobody is making or copying anything.
inline void sweep(const fs::path& folder)
{
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("template") && entry.is_directory() && name != template_name())
            fs::remove_all(entry.path());
        if (!name.starts_with("d")) continue;
        const fs::path lock = entry.path() / "use_lock";
        if (fs::exists(lock) && !batch::disk::FileLock::try_exclusive(lock)) continue;
        try {
            if (fs::exists(entry.path() / "data" / "postmaster.pid"))
                batch::store::Cluster::start(entry.path()); // Joins it, leaves it, and so stops it.
        } catch (const std::runtime_error&) {
            // Killed while it was being made or removed: there is no server to stop.
        }
        fs::remove_all(entry.path());
    }
}

/// Three of a cluster's four databases are never used; a third of the files is copied faster.
inline void slim(const fs::path& cluster)
{
    const auto data = cluster / "data";
    const int status = batch::store::run_as(
        batch::store::server_user(),
        {batch::store::find_programs(data) / "postgres",
         {"--single", "-D", data.string(), "-c", "exit_on_error=on", "reservepost"},
         "update pg_database set datistemplate = false\n"
         "drop database template1\ndrop database template0\ndrop database postgres\n",
         cluster / "server.log"});
    if (status != 0) throw std::runtime_error("the template of test clusters cannot be slimmed");
}

/// The data directory to copy, made where it is missing.
inline fs::path template_data()
{
    const fs::path folder = cluster_folder();
    const fs::path ready = folder / template_name();
    if (const auto alone = batch::disk::FileLock::try_exclusive(folder / "template_lock"))
        sweep(folder);
    if (fs::exists(ready)) return ready / "data";

    const auto alone = batch::disk::FileLock::exclusive(folder / "template_lock");
    if (fs::exists(ready)) return ready / "data";
    const fs::path unfinished = folder / "template-unfinished";
    fs::remove_all(unfinished);
    {
        const auto cluster = batch::store::Cluster::start(unfinished);
        auto owner = batch::store::Database::connect(cluster.conninfo(batch::store::Role::Owner));
        batch::store::migrate(owner);
    }
    slim(unfinished);
    fs::rename(unfinished, ready);
    return ready / "data";
}

inline void copy_with_owner(const fs::path& from, const fs::path& to)
{
    fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    struct stat found;
    if (::geteuid() != 0 || ::stat(from.c_str(), &found) != 0) return;
    const auto give = [&](const fs::path& each) {
        if (::lchown(each.c_str(), found.st_uid, found.st_gid) != 0)
            throw std::runtime_error("the copy of a cluster cannot be given to its user");
    };
    give(to);
    for (const auto& entry : fs::recursive_directory_iterator(to))
        give(entry.path());
}

/// A freshly migrated database of its own, without an installation's row; stopped and removed at
/// the end. As many as you like, in any number of processes.
class TestDatabase {
public:
    TestDatabase()
    {
        const fs::path data = template_data();
        const auto copying = batch::disk::FileLock::shared(cluster_folder() / "template_lock");
        std::string pattern = (cluster_folder() / "dXXXXXX").string();
        if (!::mkdtemp(pattern.data())) throw std::runtime_error("no directory for a test");
        directory_ = pattern;
        fs::permissions(directory_, fs::perms(0711));
        copy_with_owner(data, directory_ / "data");
        cluster_.emplace(batch::store::Cluster::start(directory_));
    }
    ~TestDatabase()
    {
        // Else a sweep could find the directory when nobody is at work in it any more.
        const auto leaving = batch::disk::FileLock::shared(cluster_folder() / "template_lock");
        cluster_.reset();
        std::error_code ignored;
        fs::remove_all(directory_, ignored);
    }
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    std::string conninfo(batch::store::Role role) const { return cluster_->conninfo(role); }
    batch::store::Database connect(batch::store::Role role) const
    {
        return batch::store::Database::connect(conninfo(role));
    }
    batch::store::Database owner() const { return connect(batch::store::Role::Owner); }
    batch::store::Database night() const { return connect(batch::store::Role::Night); }
    const batch::store::Cluster& cluster() const { return *cluster_; }

private:
    fs::path directory_;
    std::optional<batch::store::Cluster> cluster_;
};

} // namespace reservepost::tests
