#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace reservepost::batch::configuration {

/// The path in `text`, relative to `directory` unless it is absolute, without "." and ".." and
/// without a slash at its end. An empty text gives an empty path.
std::filesystem::path absolute_path(const std::string& text,
                                    const std::filesystem::path& directory);

/// The same for each of `texts`.
std::vector<std::filesystem::path> absolute_paths(const std::vector<std::string>& texts,
                                                  const std::filesystem::path& directory);

} // namespace reservepost::batch::configuration
