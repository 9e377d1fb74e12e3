#include "batch/disk/private_files.h"

#include "batch/disk/descriptor.h"
#include "batch/disk/failure.h"
#include "batch/disk/files.h"

#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace reservepost::batch::disk {

namespace {

constexpr mode_t permissions = 07777;

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& wrong,
                         const std::string& remedy)
{
    throw std::runtime_error(path.string() + ": " + wrong + "; " + remedy);
}

bool is_trusted(uid_t owner)
{
    return owner == ::geteuid() || owner == 0;
}

} // namespace

void require_private_directory(const std::filesystem::path& directory)
{
    struct stat status = {};
    if (::stat(directory.c_str(), &status) != 0) fail(directory, "look at", errno);
    if (!S_ISDIR(status.st_mode)) refuse(directory, "is no directory", "name a directory");
    if (!is_trusted(status.st_uid))
        refuse(directory, "belongs to another user",
               "give it to the user that runs reservepost (chown)");
    if ((status.st_mode & permissions) != S_IRWXU)
        refuse(directory, "must have mode 0700, as only its owner may look inside",
               "run chmod 0700 on it and find out who opened it");
}

void make_private_directory(const std::filesystem::path& directory)
{
    const auto absolute = std::filesystem::absolute(directory).lexically_normal();
    const auto clean = absolute.has_filename() ? absolute : absolute.parent_path();
    struct stat status = {};
    if (::stat(clean.parent_path().c_str(), &status) != 0 && errno == ENOENT &&
        clean != clean.parent_path())
        make_private_directory(clean.parent_path());
    if (::mkdir(clean.c_str(), S_IRWXU) == 0) {
        // The umask may have taken rights away, never given any.
        if (::chmod(clean.c_str(), S_IRWXU) != 0) fail(clean, "set the mode", errno);
        sync_directory(clean);
        sync_directory(clean.parent_path());
    } else if (errno != EEXIST) {
        fail(clean, "make the directory", errno);
    }
    require_private_directory(clean);
}

std::string read_private_file(const std::filesystem::path& path, std::uint64_t limit_octets)
{
    require_private_directory(path.has_parent_path() ? path.parent_path() : ".");
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!file.is_open() && errno == ELOOP)
        refuse(path, "is a symbolic link", "put the file itself there");
    if (!file.is_open()) fail(path, "open", errno);
    struct stat status = {};
    if (::fstat(file.number(), &status) != 0) fail(path, "look at", errno);
    if (!S_ISREG(status.st_mode)) refuse(path, "is no regular file", "put the file itself there");
    if (!is_trusted(status.st_uid))
        refuse(path, "belongs to another user",
               "give it to the user that runs reservepost (chown)");
    if ((status.st_mode & permissions) != (S_IRUSR | S_IWUSR))
        refuse(path, "must have mode 0600, as only its owner may read it",
               "run chmod 0600 on it and find out who opened it");
    if (static_cast<std::uint64_t>(status.st_size) > limit_octets)
        refuse(path, "is larger than any such file", "put the right file there");

    std::string octets(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t size = 0;
    while (size < octets.size()) {
        const ssize_t got = ::read(file.number(), octets.data() + size, octets.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail(path, "read", errno);
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    octets.resize(size);
    return octets;
}

} // namespace reservepost::batch::disk
