#include "batch/disk/files.h"

#include "batch/disk/descriptor.h"
#include "batch/disk/failure.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace reservepost::batch::disk {

namespace {

std::filesystem::path directory_of(const std::filesystem::path& file)
{
    return file.has_parent_path() ? file.parent_path() : ".";
}

/// A name beside `file` that nobody else has: the process and a count make it unique on this host,
/// and O_EXCL refuses it where another host or a dead process left one.
std::filesystem::path temporary_beside(const std::filesystem::path& file)
{
    static std::atomic<unsigned> count = 0;
    return directory_of(file) / (".new." + file.filename().string() + "." +
                                 std::to_string(::getpid()) + "." + std::to_string(++count));
}

/// A file under a temporary name, removed again unless it got its own.
class TemporaryFile {
public:
    TemporaryFile(const std::filesystem::path& target, mode_t mode)
        : target_(target), name_(temporary_beside(target)),
          file_(::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode))
    {
        if (!file_.is_open()) fail(name_, "create", errno);
        has_name_ = true;
        if (::fchmod(file_.number(), mode) != 0) fail_here("set the mode", errno);
    }
    ~TemporaryFile()
    {
        if (has_name_) ::unlink(name_.c_str());
    }
    TemporaryFile(TemporaryFile&& other) noexcept
        : target_(std::move(other.target_)), name_(std::move(other.name_)),
          file_(std::move(other.file_)), has_name_(std::exchange(other.has_name_, false))
    {
    }
    TemporaryFile& operator=(TemporaryFile&&) = delete;

    void write(std::string_view octets) { write_all(file_, octets, target_.string()); }
    void sync()
    {
        if (::fsync(file_.number()) != 0) fail(target_, "sync", errno);
    }
    /// Syncs all that was written to the file system this file lies on.
    void sync_file_system()
    {
        if (::syncfs(file_.number()) != 0) fail(target_, "sync the file system", errno);
    }
    dev_t device() const
    {
        struct stat status = {};
        if (::fstat(file_.number(), &status) != 0) fail(target_, "look at", errno);
        return status.st_dev;
    }
    void close()
    {
        if (!file_.close()) fail(target_, "close", errno);
    }
    void give_new_name();
    void replace()
    {
        if (::rename(name_.c_str(), target_.c_str()) != 0) fail(target_, "replace", errno);
        has_name_ = false;
    }

private:
    /// For the constructor, whose destructor would not run.
    [[noreturn]] void fail_here(std::string_view step, int error)
    {
        ::unlink(name_.c_str());
        fail(name_, step, error);
    }

    std::filesystem::path target_;
    std::filesystem::path name_;
    Descriptor file_;
    bool has_name_ = false;
};

void rename_without_overwriting(const std::filesystem::path& from, const std::filesystem::path& to)
{
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return;
    // File systems such as NFS do not know the flag; there a second name does the same.
    if (errno != EINVAL && errno != ENOSYS) fail(to, "give the name", errno);
    if (::link(from.c_str(), to.c_str()) != 0) fail(to, "give the name", errno);
    if (::unlink(from.c_str()) != 0) fail(from, "drop the temporary name", errno);
}

void TemporaryFile::give_new_name()
{
    rename_without_overwriting(name_, target_);
    has_name_ = false;
}

/// Few files are synced one by one; many by one sync of each file system they lie on.
void sync_all(std::vector<TemporaryFile>& files)
{
    constexpr std::size_t few = 8;
    if (files.size() <= few) {
        for (auto& file : files)
            file.sync();
        return;
    }
    std::set<dev_t> done;
    for (auto& file : files)
        if (done.insert(file.device()).second) file.sync_file_system();
}

} // namespace

std::string read_file(const std::filesystem::path& path, std::uint64_t limit_octets)
{
    return read_file_from(path, 0, limit_octets);
}

std::string read_file_from(const std::filesystem::path& path, std::uint64_t begin,
                           std::uint64_t limit_octets)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.is_open()) fail(path, "open", errno);
    struct stat status = {};
    if (::fstat(file.number(), &status) != 0) fail(path, "look at", errno);
    if (!S_ISREG(status.st_mode)) fail(path, "read: no regular file", EINVAL);

    const auto whole = static_cast<std::uint64_t>(status.st_size);
    if (begin > whole) return {};
    if (::lseek(file.number(), static_cast<off_t>(begin), SEEK_SET) < 0) fail(path, "read", errno);

    // One octet more than it says, so that a file that grows meanwhile is read to its end.
    std::string octets(static_cast<std::size_t>(std::min(whole - begin, limit_octets)) + 1, '\0');
    std::size_t size = 0;
    for (;;) {
        if (size > limit_octets) fail(path, "read", EFBIG);
        if (size == octets.size()) octets.resize(octets.size() * 2);
        const ssize_t got = ::read(file.number(), octets.data() + size, octets.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail(path, "read", errno);
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    octets.resize(size);
    return octets;
}

void write_new_durably(const std::filesystem::path& path, std::string_view octets, mode_t mode)
{
    const NewFile only{path, octets};
    write_new_group_durably({&only, 1}, mode);
}

// Order, each for all files before the next: 1. written under temporary names 2. synced 3. named
// 4. directories synced. A crash leaves whole files or temporary ones, never half a named one.
void write_new_group_durably(std::span<const NewFile> files, mode_t mode)
{
    // Bounded, so that no more descriptors are open than a process may have.
    constexpr std::size_t chunk = 256;
    for (; files.size() > chunk; files = files.subspan(chunk))
        write_new_group_durably(files.first(chunk), mode);

    std::vector<TemporaryFile> written;
    written.reserve(files.size());
    for (const auto& each : files) {
        written.emplace_back(each.file, mode);
        written.back().write(each.octets);
    }
    sync_all(written);
    std::set<std::filesystem::path> directories;
    for (std::size_t i = 0; i < files.size(); ++i) {
        written[i].close();
        written[i].give_new_name();
        directories.insert(directory_of(files[i].file));
    }
    for (const auto& directory : directories)
        sync_directory(directory);
}

void replace_durably(const std::filesystem::path& path, std::string_view octets, mode_t mode)
{
    replace_durably(
        path, [octets](const Sink& sink) { sink(octets); }, mode);
}

void replace_durably(const std::filesystem::path& path,
                     const std::function<void(const Sink&)>& write, mode_t mode)
{
    TemporaryFile file(path, mode);
    write([&file](std::string_view octets) { file.write(octets); });
    file.sync();
    file.close();
    file.replace();
    sync_directory(directory_of(path));
}

void append_durably(const std::filesystem::path& path, std::string_view octets)
{
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
    if (!file.is_open()) fail(path, "open", errno);
    write_all(file, octets, path.string());
    if (::fdatasync(file.number()) != 0) fail(path, "sync", errno);
}

bool remove_durably(const std::filesystem::path& path)
{
    const bool was_there = ::unlink(path.c_str()) == 0;
    if (!was_there && errno != ENOENT) fail(path, "remove", errno);
    sync_directory(directory_of(path));
    return was_there;
}

void truncate_durably(const std::filesystem::path& path, std::uint64_t size_octets)
{
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file.is_open()) fail(path, "open", errno);
    if (::ftruncate(file.number(), static_cast<off_t>(size_octets)) != 0) fail(path, "cut", errno);
    if (::fsync(file.number()) != 0) fail(path, "sync", errno);
}

bool overwrite_and_remove_durably(const std::filesystem::path& path)
{
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.is_open() && errno == ENOENT) return remove_durably(path);
    if (!file.is_open()) fail(path, "open", errno);
    struct stat status = {};
    if (::fstat(file.number(), &status) != 0) fail(path, "look at", errno);
    const std::string zeros(1 << 16, '\0');
    for (std::uint64_t left = static_cast<std::uint64_t>(status.st_size); left > 0;) {
        const auto part = std::min<std::uint64_t>(left, zeros.size());
        write_all(file, std::string_view(zeros).substr(0, part), path.string());
        left -= part;
    }
    if (::fsync(file.number()) != 0) fail(path, "sync", errno);
    return remove_durably(path);
}

void drop_from_memory(const std::filesystem::path& path)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) fail(path, "open", errno);
    // Only a hint; a file system without it reads from memory what it has just synced.
    static_cast<void>(::posix_fadvise(file.number(), 0, 0, POSIX_FADV_DONTNEED));
}

void rename_new_durably(const std::filesystem::path& from, const std::filesystem::path& to)
{
    rename_without_overwriting(from, to);
    sync_directory(directory_of(to));
    if (directory_of(from) != directory_of(to)) sync_directory(directory_of(from));
}

void rename_new(const std::filesystem::path& from, const std::filesystem::path& to)
{
    rename_without_overwriting(from, to);
}

void sync_directory(const std::filesystem::path& directory)
{
    const Descriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened.is_open()) fail(directory, "open", errno);
    if (::fsync(opened.number()) != 0) fail(directory, "sync", errno);
}

} // namespace reservepost::batch::disk
