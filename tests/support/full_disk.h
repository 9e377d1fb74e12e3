#pragma once

#include "tests/support/files.h"
#include "tests/support/test_night.h"

#include <csignal>
#include <cstdint>
#include <fstream>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

namespace reservepost::tests {

/// A disk without any room over a directory, for this process and those it makes. To be used in a
/// process of its own.
class FullDisk {
public:
    /// Mounts a disk of `megabytes` with what lies in `directory`. Gives whether the process may;
    /// where not, nothing is changed.
    bool mount_over(const fs::path& directory, int megabytes)
    {
        if (::unshare(::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0)
            return false;
        if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
        const fs::path aside = directory.string() + ".aside";
        copy_directory(directory, aside);
        const auto mode = static_cast<unsigned>(fs::status(directory).permissions());
        std::ostringstream options;
        options << "size=" << megabytes << "m,mode=" << std::oct << mode;
        if (::mount("full", directory.c_str(), "tmpfs", 0, options.str().c_str()) != 0)
            return false;
        copy_directory(aside / ".", directory);
        directory_ = directory;
        return true;
    }

    /// Fills it up to the last `left` octets.
    void fill_but(std::uint64_t left) const
    {
        std::ofstream filler(directory_ / filler_name, std::ios::binary | std::ios::app);
        const std::string block(4096, 'x');
        while (room() > left &&
               filler.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
        }
    }

    /// Fills it, and takes at once whatever is freed from now on.
    void keep_full()
    {
        fill_but(0);
        filler_ = ::fork();
        for (; filler_ == 0; ::usleep(200))
            fill_but(0);
    }

    /// There is room again.
    void empty()
    {
        if (directory_.empty()) return;
        if (filler_ > 0) {
            ::kill(filler_, SIGKILL);
            ::waitpid(filler_, nullptr, 0);
        }
        fs::remove(directory_ / filler_name);
    }

    /// What lies on it now, for when the process and the disk are gone.
    void carry_over()
    {
        if (directory_.empty()) return;
        empty();
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

    std::uint64_t room() const
    {
        struct statvfs disk = {};
        ::statvfs(directory_.c_str(), &disk);
        return disk.f_bavail * disk.f_frsize;
    }

    fs::path directory_;
    pid_t filler_ = 0;
};

} // namespace reservepost::tests
