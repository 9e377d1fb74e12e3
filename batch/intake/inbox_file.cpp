#include "batch/intake/inbox_file.h"

#include "batch/disk/files.h"
#include "batch/intake/reference.h"

#include <set>
#include <sys/stat.h>
#include <system_error>

namespace reservepost::batch::intake {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_companion_octets = 1024 * 1024;

/// Begins the name of a file on its way out of the inbox; its inode, a hyphen and its name follow.
const std::string hidden_prefix = ".taken-";

/// A companion file is a help, never a condition: one that is too large, or no file at all, counts
/// as one that cannot be read, and stays where it is.
void read_companion(const fs::path& companion, ReadFile& result)
{
    if (!fs::exists(fs::symlink_status(companion))) return;
    const auto identity = find_identity(companion);
    result.incoming.meta = std::string();
    if (!identity || identity->size > largest_companion_octets) return;
    result.incoming.meta = disk::read_file(companion, largest_companion_octets);
    result.companion = companion;
}

std::variant<ReadFile, Left> read_whole(const fs::path& file)
{
    const auto identity = find_identity(file);
    if (!identity) return Left{"it is not a regular file; it stays where it is"};
    if (identity->size > largest_file_octets)
        return Left{"it has " + std::to_string(identity->size) + " octets; at most " +
                    std::to_string(largest_file_octets) +
                    " are read; it stays where it is until its sender is asked"};
    ReadFile result{.file = file, .companion = {}, .identity = *identity, .incoming = {}};
    result.incoming.name = file.filename().string();
    result.incoming.octets = disk::read_file(file, largest_file_octets);
    const auto name = companion_of_file(result.incoming.name);
    if (!name.empty()) read_companion(file.parent_path() / name, result);
    return result;
}

/// Takes a file away under a hidden name and looks what it is before it is removed, so that one
/// that was renamed into its place at this very moment is put back and not lost. What a crash
/// leaves under the hidden name is put back by `put_back_hidden`. Nothing is synced: whichever of
/// its names survives a crash, the file is stored.
void remove_if_unchanged(const ReadFile& file)
{
    if (find_identity(file.file) != file.identity) return;
    const auto hidden =
        file.file.parent_path() /
        (hidden_prefix + std::to_string(file.identity.inode) + "-" + file.file.filename().string());
    disk::rename_new(file.file, hidden);
    if (find_identity(hidden) != file.identity) {
        disk::rename_new(hidden, file.file);
        return;
    }
    fs::remove(hidden);
    if (file.companion) fs::remove(*file.companion);
}

} // namespace

std::optional<FileIdentity> find_identity(const fs::path& file)
{
    struct stat status {};
    if (::lstat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    return FileIdentity{status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
                        status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

// What the disk says is not passed on: it names the file, and the name holds a reference.
std::variant<ReadFile, Left> read_inbox_file(const fs::path& file)
{
    try {
        return read_whole(file);
    } catch (const std::system_error& error) {
        return Left{"it cannot be read (" + error.code().message() +
                    "); whoever runs the machine must look at its rights and its disk"};
    }
}

void remove_taken_files(std::span<const ReadFile* const> files)
{
    try {
        std::set<fs::path> directories;
        for (const auto* file : files) {
            remove_if_unchanged(*file);
            directories.insert(file->file.has_parent_path() ? file->file.parent_path() : ".");
        }
        for (const auto& directory : directories)
            disk::sync_directory(directory);
    } catch (const std::system_error& error) {
        // What the disk says names the file, and the name holds a reference.
        throw std::runtime_error("a file that is taken in cannot be removed from the inbox (" +
                                 error.code().message() +
                                 "); whoever runs the machine must look at its rights and disk");
    }
}

void put_back_hidden(const fs::path& directory)
{
    std::vector<fs::path> hidden;
    for (const auto& entry : fs::directory_iterator(directory))
        if (entry.path().filename().string().starts_with(hidden_prefix))
            hidden.push_back(entry.path());
    for (const auto& file : hidden) {
        const auto inode_and_name = file.filename().string().substr(hidden_prefix.size());
        const auto name = inode_and_name.substr(inode_and_name.find('-') + 1);
        if (!fs::exists(directory / name)) disk::rename_new_durably(file, directory / name);
    }
}

} // namespace reservepost::batch::intake
