#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <sys/types.h>

// Files that are on the disk when the call returns. Every function throws `std::system_error` that
// names the file and the step; none tries a failed write or sync a second time, as what is read
// back after one may not be what is on the disk.

namespace reservepost::batch::disk {

/// The octets of a regular file. A symbolic link is followed. Throws `std::system_error` with
/// `errc::file_too_large` when there are more than `limit_octets`, `errc::invalid_argument` when
/// it is no regular file, `errc::no_such_file_or_directory` when there is none.
std::string read_file(const std::filesystem::path& file, std::uint64_t limit_octets);

/// The same from the octet at `begin` on; empty where the file is shorter.
std::string read_file_from(const std::filesystem::path& file, std::uint64_t begin,
                           std::uint64_t limit_octets);

/// Creates `file` with `octets`: a temporary name beginning with a dot in the same directory,
/// written and synced, then given its name, then the directory synced. Never overwrites: throws
/// with `errc::file_exists`. On any error there is no file under that name; the temporary one is
/// removed unless the process died, and then its name begins with `.new.`.
void write_new_durably(const std::filesystem::path& file, std::string_view octets, mode_t mode);

struct NewFile {
    std::filesystem::path file;
    std::string_view octets; ///< Not owned; must outlive the call.
};

/// `write_new_durably` for many files at once, which may share directories: all are written before
/// one sync covers them, then all get their names. On an error those that already have their names
/// keep them, whole; the others do not exist.
void write_new_group_durably(std::span<const NewFile> files, mode_t mode);

/// Gives `file` the content `octets` in one step: whoever reads sees the old or the new, never a
/// mixture. On an error the old content stands, unless only the last sync of the directory failed:
/// then it is one of the two.
void replace_durably(const std::filesystem::path& file, std::string_view octets, mode_t mode);

/// Takes the next part of a file's content.
using Sink = std::function<void(std::string_view)>;

/// As above, for content that is made part by part: `write` gives the parts to the sink. What it
/// throws is thrown on; then the old content stands.
void replace_durably(const std::filesystem::path& file,
                     const std::function<void(const Sink&)>& write, mode_t mode);

/// Appends `octets` to the existing `file`. On a failed write or sync the file may hold a part of
/// them. One caller at a time, by a `FileLock` or the night's lease.
void append_durably(const std::filesystem::path& file, std::string_view octets);

/// Removes `file` and syncs its directory. Gives whether there was one.
bool remove_durably(const std::filesystem::path& file);

/// Cuts `file` to `size_octets` and syncs it. For the half record that a dead writer left behind.
void truncate_durably(const std::filesystem::path& file, std::uint64_t size_octets);

/// Overwrites `file` with zeros, syncs, removes it and syncs its directory. Gives whether there was
/// one. On some devices the old blocks may live on; what was in them must not depend on it alone.
bool overwrite_and_remove_durably(const std::filesystem::path& file);

/// Asks the system to forget what it holds of a synced `file` in memory, so that the next read
/// comes from the disk. Best effort: where the system does not, the read is still right.
void drop_from_memory(const std::filesystem::path& file);

/// Gives `from` the name `to` in one step, never over an existing file (`errc::file_exists`), and
/// syncs both directories. Both lie on the same file system.
void rename_new_durably(const std::filesystem::path& from, const std::filesystem::path& to);

/// The same without the sync, for many at once: `sync_directory` comes after the last.
void rename_new(const std::filesystem::path& from, const std::filesystem::path& to);

/// Makes the names in `directory` as they are now durable.
void sync_directory(const std::filesystem::path& directory);

} // namespace reservepost::batch::disk
