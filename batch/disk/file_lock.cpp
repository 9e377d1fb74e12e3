#include "batch/disk/file_lock.h"

#include "batch/disk/failure.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace reservepost::batch::disk {

namespace {

Descriptor open_lock(const std::filesystem::path& path)
{
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!file.is_open()) fail(path, "open the lock", errno);
    return file;
}

bool lock(const Descriptor& file, const std::filesystem::path& path, int how)
{
    while (::flock(file.number(), how) != 0) {
        if (errno == EWOULDBLOCK) return false;
        if (errno != EINTR) fail(path, "lock", errno);
    }
    return true;
}

} // namespace

FileLock FileLock::exclusive(const std::filesystem::path& path)
{
    Descriptor file = open_lock(path);
    lock(file, path, LOCK_EX);
    return FileLock(std::move(file));
}

FileLock FileLock::shared(const std::filesystem::path& path)
{
    Descriptor file = open_lock(path);
    lock(file, path, LOCK_SH);
    return FileLock(std::move(file));
}

std::optional<FileLock> FileLock::try_exclusive(const std::filesystem::path& path)
{
    Descriptor file = open_lock(path);
    if (!lock(file, path, LOCK_EX | LOCK_NB)) return std::nullopt;
    return FileLock(std::move(file));
}

} // namespace reservepost::batch::disk
