#include "batch/commands/pictures.h"

#include "batch/disk/descriptor.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace reservepost::batch::commands {

namespace {

namespace fs = std::filesystem;

/// A PDF in a file that is there as long as this object.
class TemporaryPdf {
public:
    TemporaryPdf(const fs::path& directory, std::string_view octets)
        : name_((directory / ".preview.XXXXXX").string())
    {
        const disk::Descriptor file(::mkostemp(name_.data(), O_CLOEXEC));
        if (!file.is_open()) throw std::system_error(errno, std::generic_category(), name_);
        try {
            disk::write_all(file, octets, name_);
        } catch (const std::system_error&) {
            ::unlink(name_.c_str());
            throw;
        }
    }
    ~TemporaryPdf() { ::unlink(name_.c_str()); }
    TemporaryPdf(const TemporaryPdf&) = delete;
    TemporaryPdf& operator=(const TemporaryPdf&) = delete;

    const std::string& name() const { return name_; }

private:
    std::string name_;
};

/// Runs a program found in PATH with these arguments, and gives its exit status.
int run_program(std::vector<std::string> arguments)
{
    std::vector<char*> words;
    for (std::string& argument : arguments)
        words.push_back(argument.data());
    words.push_back(nullptr);
    pid_t child = 0;
    const int error = ::posix_spawnp(&child, words[0], nullptr, nullptr, words.data(), environ);
    if (error == ENOENT)
        throw std::runtime_error(arguments[0] + " is not installed; whoever runs the machine "
                                                "installs poppler-utils, or ask for a PDF");
    if (error != 0) throw std::system_error(error, std::generic_category(), arguments[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) throw std::system_error(errno, std::generic_category(), arguments[0]);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

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

} // namespace

std::vector<fs::path> write_pictures(std::string_view pdf, const fs::path& file)
{
    const fs::path whole = fs::absolute(file);
    const fs::path stem = whole.parent_path() / whole.stem();
    // What an earlier preview of more pages left would look like pages of this one.
    for (const auto& old : pictures_of(stem))
        fs::remove(old);
    const TemporaryPdf source(whole.parent_path(), pdf);
    const int status = run_program({"pdftoppm", "-r", "110", "-png", source.name(), stem.string()});
    const auto pictures = pictures_of(stem);
    if (status != 0 || pictures.empty())
        throw std::runtime_error("pdftoppm could not draw the pages (status " +
                                 std::to_string(status) + "); ask for a PDF instead");
    return pictures;
}

} // namespace reservepost::batch::commands
