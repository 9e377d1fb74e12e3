#include "batch/printhouse/directory_transport.h"

#include "batch/disk/descriptor.h"
#include "batch/disk/failure.h"
#include "batch/disk/files.h"
#include "batch/printhouse/house_files.h"

#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace reservepost::batch::printhouse {
namespace {

/// The house may be another user of the same group: it reads and, as the directory is its own to
/// clear, takes away. Set after opening, as a run's umask lets nobody in.
constexpr mode_t shared_mode = 0640;

[[noreturn]] void fail(const std::filesystem::path& file, const char* step)
{
    disk::fail(file, step, errno);
}

/// A new file in the place of whatever bore its name, a link too.
disk::Descriptor make_new(const std::filesystem::path& file)
{
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) fail(file, "remove the older one");
    disk::Descriptor made(
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, shared_mode));
    if (!made.is_open()) fail(file, "create");
    if (::fchmod(made.number(), shared_mode) != 0) fail(file, "let the group read");
    return made;
}

/// Removes a file that could not be written whole, unless it was kept.
class UnlessKept {
public:
    explicit UnlessKept(const std::filesystem::path& file) : file_(file) {}
    ~UnlessKept()
    {
        if (!kept_) ::unlink(file_.c_str());
    }
    UnlessKept(const UnlessKept&) = delete;
    UnlessKept& operator=(const UnlessKept&) = delete;
    void keep() { kept_ = true; }

private:
    const std::filesystem::path& file_;
    bool kept_ = false;
};

/// Whether something bears that name, a dangling link too.
bool is_there(const std::filesystem::path& file)
{
    return std::filesystem::symlink_status(file).type() != std::filesystem::file_type::not_found;
}

ReceiptListing list(const std::filesystem::path& directory)
{
    ReceiptListing listing;
    for (const auto& entry : std::filesystem::directory_iterator(directory))
        listing.add(entry.path().filename().string(),
                    !entry.is_symlink() && entry.is_regular_file());
    return listing;
}

void require_directory(const std::filesystem::path& directory)
{
    if (std::filesystem::is_directory(directory)) return;
    throw std::runtime_error(directory.string() + " is not a directory; mount the print house's "
                                                  "share, or make the directory");
}

} // namespace

DirectoryTransport::DirectoryTransport(std::filesystem::path to, std::filesystem::path from)
    : to_(std::move(to)), from_(std::move(from))
{
    require_directory(to_);
    require_directory(from_);
}

void DirectoryTransport::upload(const std::filesystem::path& file, std::string_view name)
{
    const std::filesystem::path partial = to_ / partial_name(bare(name));
    const disk::Descriptor to = make_new(partial);
    UnlessKept left(partial);
    read_through(file, [&](std::string_view octets) {
        disk::write_all(to, octets, partial.string() + ": write");
    });
    if (::fsync(to.number()) != 0) fail(partial, "sync");
    disk::sync_directory(to_);
    left.keep();
}

Transport::Stored DirectoryTransport::read_back(std::string_view name)
{
    Stored stored;
    crypto::Sha256 sha256;
    read_through(to_ / partial_name(bare(name)), [&](std::string_view octets) {
        sha256.add(octets);
        stored.size += static_cast<std::int64_t>(octets.size());
    });
    stored.sha256 = sha256.finish();
    return stored;
}

void DirectoryTransport::publish(std::string_view name)
{
    disk::rename_new_durably(to_ / partial_name(bare(name)), to_ / name);
}

void DirectoryTransport::remove_partial(std::string_view name)
{
    disk::remove_durably(to_ / partial_name(bare(name)));
}

bool DirectoryTransport::take_back(std::string_view name)
{
    require_directory(to_);
    const std::filesystem::path hidden = to_ / partial_name(taken_back_name(bare(name)));
    if (::rename((to_ / name).c_str(), hidden.c_str()) != 0) {
        if (errno == ENOENT) return is_there(hidden);
        fail(to_ / name, "take back");
    }
    disk::sync_directory(to_);
    return true;
}

bool DirectoryTransport::exists(std::string_view name)
{
    require_directory(to_); // A share that went away must not look like an empty one.
    return is_there(to_ / bare(name));
}

bool DirectoryTransport::exists_partial(std::string_view name)
{
    require_directory(to_);
    return is_there(to_ / partial_name(bare(name)));
}

std::vector<std::string> DirectoryTransport::receipts()
{
    return list(from_).receipts();
}

std::vector<std::string> DirectoryTransport::foreign()
{
    return list(from_).foreign();
}

std::string DirectoryTransport::fetch(std::string_view receipt)
{
    const std::filesystem::path file = from_ / bare(receipt);
    if (std::filesystem::is_symlink(file)) {
        throw std::runtime_error(file.string() + " is a link, not a receipt");
    }
    return disk::read_file(file, most_receipt_octets);
}

holidays::Instant DirectoryTransport::touch_time()
{
    std::string name = (to_ / ".witness.XXXXXX").string();
    const disk::Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
    if (!file.is_open()) fail(name, "create");
    struct stat status = {};
    const bool seen = ::write(file.number(), "?", 1) == 1 && ::fsync(file.number()) == 0 &&
                      ::fstat(file.number(), &status) == 0;
    const int error = errno;
    ::unlink(name.c_str());
    if (!seen) throw std::system_error(error, std::generic_category(), name + ": write");
    return holidays::Instant(std::chrono::seconds(status.st_mtim.tv_sec) +
                             std::chrono::duration_cast<std::chrono::microseconds>(
                                 std::chrono::nanoseconds(status.st_mtim.tv_nsec)));
}

} // namespace reservepost::batch::printhouse
