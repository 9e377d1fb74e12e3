#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace reservepost::tests {

/// All octets of `file`. Throws where it cannot be read.
inline std::string file_text(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw std::runtime_error(file.string() + " cannot be read");
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Writes `file` anew, with the directories it lies in, and gives its path. Throws where it cannot
/// be written.
inline std::filesystem::path write_file(const std::filesystem::path& file, std::string_view octets)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << octets;
    if (!stream.flush()) throw std::runtime_error(file.string() + " cannot be written");
    return file;
}

} // namespace reservepost::tests
