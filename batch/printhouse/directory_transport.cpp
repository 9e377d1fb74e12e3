#include "batch/printhouse/transport.h"

#include "batch/disk/descriptor.h"
#include "batch/disk/files.h"
#include "batch/printhouse/contract_error.h"
#include "batch/printhouse/receipt.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <tuple>
#include <unistd.h>

namespace reservepost::batch::printhouse {
namespace {

constexpr std::uint64_t most_receipt_octets = 4 * 1024 * 1024;
constexpr std::size_t chunk = 1 << 20;
constexpr mode_t shared_mode = 0640; // The house may be another user of the same group.

[[noreturn]] void fail(const std::filesystem::path& file, const char* step)
{
    throw std::system_error(errno, std::generic_category(), file.string() + ": " + step);
}

/// Throws unless `name` is a bare file name that does not begin with a dot.
const std::string_view& bare(const std::string_view& name)
{
    const bool plain = !name.empty() && name.size() <= 200 && name.front() != '.' &&
                       std::ranges::all_of(name, [](char c) {
                           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                  (c >= '0' && c <= '9') || c == '.' || c == '-';
                       });
    if (!plain) throw ContractError("a file for the print house does not have a bare, plain name");
    return name;
}

disk::Descriptor open_file(const std::filesystem::path& file, int flags)
{
    disk::Descriptor opened(::open(file.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, shared_mode));
    if (!opened.is_open()) fail(file, "open");
    return opened;
}

/// Calls `take` with each chunk of `file` in order.
template <class Take> void read_through(const std::filesystem::path& file, Take take)
{
    const disk::Descriptor from = open_file(file, O_RDONLY);
    std::string room(chunk, '\0');
    while (true) {
        const ssize_t count = ::read(from.number(), room.data(), room.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail(file, "read");
        if (count == 0) return;
        take(std::string_view(room).substr(0, static_cast<std::size_t>(count)));
    }
}

/// Whether something bears that name, a dangling link too.
bool is_there(const std::filesystem::path& file)
{
    return std::filesystem::symlink_status(file).type() != std::filesystem::file_type::not_found;
}

/// What a directory of the house holds. What begins with a dot is somebody's half-written file.
struct Listing {
    std::vector<ReceiptName> receipts;
    std::vector<std::string> foreign;
};

Listing list(const std::filesystem::path& directory)
{
    Listing listing;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with('.')) continue;
        try {
            if (entry.is_symlink() || !entry.is_regular_file()) {
                throw ContractError("a receipt is not a plain file");
            }
            listing.receipts.push_back(ReceiptName::parse(name));
        } catch (const ContractError&) {
            listing.foreign.push_back(name);
        }
    }
    std::ranges::sort(listing.receipts, {}, [](const ReceiptName& name) {
        return std::tuple(name.package.stem(), name.n, name.stage);
    });
    std::ranges::sort(listing.foreign);
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
    const disk::Descriptor to = open_file(partial, O_WRONLY | O_CREAT | O_TRUNC);
    read_through(file, [&](std::string_view octets) {
        disk::write_all(to, octets, partial.string() + ": write");
    });
    if (::fsync(to.number()) != 0) fail(partial, "sync");
    disk::sync_directory(to_);
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
    std::vector<std::string> names;
    for (const ReceiptName& name : list(from_).receipts)
        names.push_back(name.file_name());
    return names;
}

std::vector<std::string> DirectoryTransport::foreign()
{
    return list(from_).foreign;
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
