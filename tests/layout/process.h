#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace reservepost::layout {

struct Outcome {
    int status = -1;
    std::string output; ///< Standard output and error together.
};

/// Runs a program found in PATH with these arguments, without a shell, and waits for it.
Outcome run(const std::vector<std::string>& arguments);

/// A folder of its own for one test, removed with all that is in it.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

    /// Writes a file and gives its path.
    std::string write(const std::string& name, const std::string& octets) const;

private:
    std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path& file);

} // namespace reservepost::layout
