#include "batch/configuration/paths.h"

namespace reservepost::batch::configuration {

namespace fs = std::filesystem;

fs::path absolute_path(const std::string& text, const fs::path& directory)
{
    if (text.empty()) return {};
    const auto path = (directory / text).lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

std::vector<fs::path> absolute_paths(const std::vector<std::string>& texts,
                                     const fs::path& directory)
{
    std::vector<fs::path> paths;
    for (const auto& text : texts)
        paths.push_back(absolute_path(text, directory));
    return paths;
}

} // namespace reservepost::batch::configuration
