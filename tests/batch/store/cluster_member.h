#pragma once

#include "batch/store/cluster.h"
#include "batch/store/database.h"

#include <csignal>
#include <filesystem>
#include <functional>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace reservepost::batch::store {

/// A process of its own that is at work in a cluster until it is told to leave, or killed.
class ClusterMember {
public:
    explicit ClusterMember(const std::filesystem::path& directory)
    {
        if (::pipe(says_) != 0 || ::pipe(hears_) != 0) ::_exit(9);
        child_ = ::fork();
        if (child_ != 0) return;
        ::close(hears_[1]);
        ::_exit(at_work(directory));
    }
    ~ClusterMember()
    {
        kill();
        for (const int end : {says_[0], says_[1], hears_[0], hears_[1]})
            ::close(end);
    }
    ClusterMember(const ClusterMember&) = delete;
    ClusterMember& operator=(const ClusterMember&) = delete;

    /// Whether it got in and could ask the database something.
    bool is_in()
    {
        char word = 'n';
        return ::read(says_[0], &word, 1) == 1 && word == 'y';
    }
    /// Lets it leave, and gives whether that went well.
    bool leave()
    {
        if (::write(hears_[1], "x", 1) != 1) return false;
        int status = 1;
        ::waitpid(child_, &status, 0);
        child_ = 0;
        return status == 0;
    }
    void kill()
    {
        if (child_ <= 0) return;
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
        child_ = 0;
    }

private:
    int at_work(const std::filesystem::path& directory)
    {
        try {
            const auto cluster = Cluster::start(directory);
            auto database = Database::connect(cluster.conninfo(Role::Night));
            database.begin().execute("select 1");
            char word = 'y';
            if (::write(says_[1], &word, 1) != 1 || ::read(hears_[0], &word, 1) != 1) return 2;
            return 0;
        } catch (const std::exception&) {
            return ::write(says_[1], "n", 1) == 1 ? 1 : 3;
        }
    }

    pid_t child_ = 0;
    int says_[2] = {-1, -1};
    int hears_[2] = {-1, -1};
};

} // namespace reservepost::batch::store
