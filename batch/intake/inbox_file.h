#pragma once

#include "batch/intake/take_in.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

// Inside intake: a file as it lies in a directory, from reading it to taking it away.

namespace reservepost::batch::intake {

/// A file over this stays where it is, an incident in every run.
inline constexpr std::uint64_t largest_file_octets = 64ULL * 1024 * 1024;

/// What tells one file from another that took its place.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t size = 0;
    std::int64_t modified_s = 0;
    std::int64_t modified_ns = 0;
    bool operator==(const FileIdentity&) const = default;
};

/// Nothing where there is no regular file.
std::optional<FileIdentity> find_identity(const std::filesystem::path& file);

struct ReadFile {
    std::filesystem::path file;
    std::optional<std::filesystem::path> companion;
    FileIdentity identity;
    Incoming incoming;

    std::size_t octets() const
    {
        return incoming.octets.size() + (incoming.meta ? incoming.meta->size() : 0);
    }
};

/// Why a file is not even read, and therefore stays where it is.
struct Left {
    std::string sentence;
};

/// The file and its companion, where there is one. One file that cannot be read keeps no other out.
std::variant<ReadFile, Left> read_inbox_file(const std::filesystem::path& file);

/// Step 5: of `files`, which are stored, only those that are still the very ones that were read go,
/// each with its companion. The removal is on the disk when the call returns. Throws
/// `std::runtime_error`, naming no file, when the disk fails; what is left then is "already taken
/// in" the next time.
void remove_taken_files(std::span<const ReadFile* const> files);

/// Gives files that a crash left on their way out of the inbox their names back. They are most
/// likely "already taken in" and go at once; one that is not is a report.
void put_back_hidden(const std::filesystem::path& directory);

} // namespace reservepost::batch::intake
