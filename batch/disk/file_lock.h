#pragma once

#include "batch/disk/descriptor.h"

#include <filesystem>
#include <optional>

namespace reservepost::batch::disk {

/// A lock (flock) on a file, held as long as this lives and dropped by the system when the process
/// dies. It holds between threads as well as between processes, and no child process inherits it.
class FileLock {
public:
    /// Waits until nobody else holds `file`; creates it (mode 0600) where it is missing. Throws
    /// `std::system_error`.
    static FileLock exclusive(const std::filesystem::path& file);
    /// Waits until nobody holds `file` exclusively.
    static FileLock shared(const std::filesystem::path& file);
    /// Nothing when somebody else holds `file`.
    static std::optional<FileLock> try_exclusive(const std::filesystem::path& file);

private:
    explicit FileLock(Descriptor file) : file_(std::move(file)) {}
    Descriptor file_;
};

} // namespace reservepost::batch::disk
