#include "batch/commands/pictures.h"

#include "batch/disk/child_process.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace reservepost::batch::commands {

namespace {

namespace fs = std::filesystem;

/// The pictures that stand beside each other under `stem`: "letter-1.png", "letter-2.png".
std::vector<fs::path> pictures_of(const fs::path& stem)
{
    const std::string begin = stem.filename().string() + "-";
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(stem.parent_path())) {
        const std::string name = entry.path().filename().string();
        const bool ours = name.starts_with(begin) && name.ends_with(".png") &&
                          name.size() > begin.size() + 4 &&
                          name.find_first_not_of("0123456789", begin.size()) == name.size() - 4;
        if (ours) found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// Lets pdftoppm draw all pages, and gives its exit status.
int draw(std::string_view pdf, const fs::path& stem)
{
    constexpr int longest_seconds = 120;
    try {
        return disk::run_child(
                   {"pdftoppm", "-r", "110", "-png", disk::input_of_child, stem.string()},
                   disk::MemoryFile(pdf), {.seconds = longest_seconds})
            .status;
    } catch (const disk::ChildFailed& failure) {
        if (failure.why() != disk::ChildFailed::Why::NotInstalled) throw;
        throw std::runtime_error("pdftoppm is not installed; whoever runs the machine installs "
                                 "poppler-utils, or ask for a PDF");
    }
}

} // namespace

std::vector<fs::path> write_pictures(std::string_view pdf, const fs::path& file)
{
    const fs::path whole = fs::absolute(file);
    const fs::path stem = whole.parent_path() / whole.stem();
    // What an earlier preview of more pages left would look like pages of this one.
    for (const auto& old : pictures_of(stem))
        fs::remove(old);
    const int status = draw(pdf, stem);
    const auto pictures = pictures_of(stem);
    if (status != 0 || pictures.empty())
        throw std::runtime_error("pdftoppm could not draw the pages (status " +
                                 std::to_string(status) + "); ask for a PDF instead");
    return pictures;
}

} // namespace reservepost::batch::commands
