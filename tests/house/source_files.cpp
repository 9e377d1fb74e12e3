#include "tests/house/source_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <string_view>

namespace reservepost::tests {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_text = 2 * 1024 * 1024;

SourceFile read(const fs::path& file)
{
    SourceFile result{fs::relative(file, RESERVEPOST_SOURCE).string(), {}};
    std::ifstream in(file, std::ios::binary);
    for (std::string line; std::getline(in, line);)
        result.lines.push_back(line);
    return result;
}

bool is_code(const fs::path& file)
{
    return file.extension() == ".h" || file.extension() == ".cpp";
}

bool is_text(const fs::path& file)
{
    static const std::set<std::string> endings = {
        ".h", ".cpp", ".txt", ".cmake", ".sql", ".md", ".toml", ".json", ".py", ".sh", "", ".svg"};
    return endings.contains(file.extension().string()) && fs::file_size(file) <= largest_text;
}

void sort_by_path(std::vector<SourceFile>& files)
{
    std::ranges::sort(files, {}, &SourceFile::path);
}

std::vector<SourceFile> read_source_files()
{
    constexpr std::array folders = {"holidays", "fonts", "layout", "templates", "batch", "tests"};
    std::vector<SourceFile> files;
    for (const auto* folder : folders)
        for (const auto& entry :
             fs::recursive_directory_iterator(fs::path(RESERVEPOST_SOURCE) / folder))
            if (entry.is_regular_file() && is_code(entry.path()))
                files.push_back(read(entry.path()));
    sort_by_path(files);
    return files;
}

} // namespace

std::string SourceFile::folder() const
{
    return path.substr(0, path.find('/'));
}

std::string SourceFile::part() const
{
    const auto first = path.find('/');
    const auto second = path.find('/', first + 1);
    return second == std::string::npos ? std::string() : path.substr(first + 1, second - first - 1);
}

std::string at(const SourceFile& file, std::size_t line_index)
{
    return file.path + ":" + std::to_string(line_index + 1) + ": ";
}

const std::vector<SourceFile>& source_files()
{
    static const std::vector<SourceFile> files = read_source_files();
    return files;
}

std::vector<SourceFile> text_files()
{
    std::vector<SourceFile> files;
    fs::recursive_directory_iterator entry(RESERVEPOST_SOURCE);
    for (; entry != fs::recursive_directory_iterator(); ++entry) {
        const auto name = entry->path().filename().string();
        const bool ours = !name.starts_with(".") || name == ".ci";
        if (entry->is_directory() && (!ours || name.starts_with("build"))) {
            entry.disable_recursion_pending();
            continue;
        }
        if (entry->is_regular_file() && ours && is_text(entry->path()))
            files.push_back(read(entry->path()));
    }
    sort_by_path(files);
    return files;
}

std::vector<Include> includes_of(const SourceFile& file)
{
    constexpr std::string_view word = "#include ";
    std::vector<Include> includes;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const auto& line = file.lines[i];
        if (!line.starts_with(word) || line.size() < word.size() + 3) continue;
        const bool ours = line[word.size()] == '"';
        const auto end = line.find(ours ? '"' : '>', word.size() + 1);
        auto path = line.substr(word.size() + 1, end - word.size() - 1);
        // Without a folder it stands beside the file that includes it.
        if (ours && path.find('/') == std::string::npos)
            path = (fs::path(file.path).parent_path() / path).string();
        includes.push_back({std::move(path), i, ours});
    }
    return includes;
}

std::string joined(const Findings& findings)
{
    std::string text;
    for (const auto& finding : findings)
        text += finding + '\n';
    return text;
}

} // namespace reservepost::tests
