#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

// Keys and sealed reports lie where only their owner can look. These functions make such places
// and refuse those that have become looser.

namespace reservepost::batch::disk {

/// Makes `directory` and its missing parents, each with mode 0700, and syncs the names. One that is
/// there already is checked as `require_private_directory` does, and left as it is.
void make_private_directory(const std::filesystem::path& directory);

/// Throws `std::runtime_error`, naming the directory and the remedy, unless it is a directory of
/// mode 0700 that belongs to this process's user or to root.
void require_private_directory(const std::filesystem::path& directory);

/// The octets of a key file. Throws `std::runtime_error`, naming the file and the remedy, unless it
/// is a regular file (no symbolic link) of mode 0600, owned by this process's user or root, of at
/// most `limit_octets`, in a private directory.
std::string read_private_file(const std::filesystem::path& file, std::uint64_t limit_octets);

} // namespace reservepost::batch::disk
