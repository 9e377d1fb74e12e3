#include "batch/printhouse/sftp_handles.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/types.h>
#include <utility>

namespace reservepost::batch::printhouse {

namespace {

/// The house reads it as another user of our group; its server's umask may take that away.
constexpr mode_t shared_mode = 0640;
constexpr std::size_t most_entries = 1'000'000;

std::string path_of(const std::string& directory, const std::string& name)
{
    return directory.ends_with('/') ? directory + name : directory + '/' + name;
}

SftpSession::Kind kind_of(const sftp_attributes_struct& attributes)
{
    switch (attributes.type) {
    case SSH_FILEXFER_TYPE_REGULAR:
        return SftpSession::Kind::File;
    case SSH_FILEXFER_TYPE_DIRECTORY:
        return SftpSession::Kind::Directory;
    default:
        return SftpSession::Kind::Other;
    }
}

/// What the server's answer means and who can mend it. Codes of draft-ietf-secsh-filexfer-02, 7.
std::string meaning_of(int code)
{
    switch (code) {
    case SSH_FX_NO_SUCH_FILE:
        return "it is not there";
    case SSH_FX_PERMISSION_DENIED:
        return "the server does not permit it; the print house must let our user do it";
    case SSH_FX_OP_UNSUPPORTED:
        return "the server cannot do that; the print house must offer SFTP version 3";
    case SSH_FX_FAILURE:
        return "the server could not do it, as when its disk is full or the name is taken; ask "
               "the print house to look at the room it has";
    default:
        return "the server answers with SFTP's code " + std::to_string(code) +
               "; ask the print house to look into its log";
    }
}

} // namespace

bool SftpSession::State::is_lost() const
{
    const bool closed = (ssh_get_status(session.get()) & (SSH_CLOSED | SSH_CLOSED_ERROR)) != 0;
    return line.was_cut() || closed || ssh_is_connected(session.get()) == 0 ||
           (channel != nullptr &&
            (ssh_channel_is_closed(channel) != 0 || ssh_channel_is_eof(channel) != 0));
}

void SftpSession::State::lose(const std::string& doing) const
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(line.patience()).count();
    throw ConnectionLost(line.was_cut()
                             ? "the print house's server " + place.host + " gave no answer for " +
                                   std::to_string(seconds) + " s while " + doing +
                                   "; ask the house whether it runs"
                             : "the connection to the print house's server " + place.host +
                                   " was lost while " + doing);
}

void SftpSession::State::fail(const std::string& doing) const
{
    if (is_lost()) lose(doing);
    throw HouseRefused("the print house's server " + place.host + ", " + doing + ": " +
                       meaning_of(sftp_get_error(sftp.get())));
}

SftpSession::SftpSession(const SftpPlace& place) : state_(std::make_unique<State>(place)) {}

SftpSession::~SftpSession() = default;

SftpSession::Status SftpSession::look(const std::string& directory, const std::string& name)
{
    auto& all = *state_;
    const auto path = path_of(directory, name);
    const Attributes found(all.ask([&] { return sftp_lstat(all.sftp.get(), path.c_str()); }));
    if (found)
        return {.kind = kind_of(*found),
                .size = static_cast<std::int64_t>(found->size),
                .modified = holidays::Instant(std::chrono::seconds(found->mtime))};
    if (all.is_lost() || sftp_get_error(all.sftp.get()) != SSH_FX_NO_SUCH_FILE)
        all.fail("looking for " + path);
    require_directory(directory);
    return {};
}

void SftpSession::require_directory(const std::string& directory)
{
    auto& all = *state_;
    const Attributes found(all.ask([&] { return sftp_stat(all.sftp.get(), directory.c_str()); }));
    if (!found) all.fail("looking for the directory " + directory);
    if (kind_of(*found) != Kind::Directory)
        throw HouseRefused("the print house's server " + all.place.host + ": " + directory +
                           " is no directory; the print house must make it one, or the directories "
                           "in [print_house.sftp] must be mended");
}

namespace {

/// An open file at the server. It is closed with this, whatever comes of that.
class RemoteFile {
public:
    RemoteFile(SftpSession::State& all, const std::string& path, int flags);
    ~RemoteFile();
    RemoteFile(const RemoteFile&) = delete;
    RemoteFile& operator=(const RemoteFile&) = delete;

    void write(std::string_view octets);
    /// Gives none at the end.
    std::string_view read();
    void sync();
    void close();

private:
    SftpSession::State& all_;
    std::string path_;
    sftp_file file_;
    std::string room_;
};

RemoteFile::RemoteFile(SftpSession::State& all, const std::string& path, int flags)
    : all_(all), path_(path),
      file_(all.ask([&] { return sftp_open(all.sftp.get(), path.c_str(), flags, shared_mode); }))
{
    if (file_ == nullptr) all_.fail("opening " + path_);
}

RemoteFile::~RemoteFile()
{
    if (file_ != nullptr) all_.ask([&] { return sftp_close(file_); });
}

void RemoteFile::write(std::string_view octets)
{
    while (!octets.empty()) {
        const auto part = octets.substr(0, all_.part);
        const auto written = all_.ask([&] { return sftp_write(file_, part.data(), part.size()); });
        if (written <= 0) all_.fail("writing " + path_);
        octets.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::string_view RemoteFile::read()
{
    room_.resize(all_.part);
    const auto count = all_.ask([&] { return sftp_read(file_, room_.data(), room_.size()); });
    if (count < 0) all_.fail("reading " + path_);
    // The end of the connection must not pass for the end of the file.
    if (count == 0 && all_.is_lost()) all_.lose("reading " + path_);
    return std::string_view(room_).substr(0, static_cast<std::size_t>(count));
}

void RemoteFile::sync()
{
    if (all_.can_sync && all_.ask([&] { return sftp_fsync(file_); }) < 0)
        all_.fail("syncing " + path_);
}

void RemoteFile::close()
{
    const auto closing = std::exchange(file_, nullptr);
    if (all_.ask([&] { return sftp_close(closing); }) < 0) all_.fail("closing " + path_);
}

} // namespace

void SftpSession::write_new(const std::string& directory, const std::string& name,
                            const Writer& write)
{
    RemoteFile file(*state_, path_of(directory, name), O_WRONLY | O_CREAT | O_EXCL);
    write([&](std::string_view octets) { file.write(octets); });
    file.sync();
    file.close();
}

void SftpSession::read(const std::string& directory, const std::string& name,
                       const disk::Sink& take)
{
    RemoteFile file(*state_, path_of(directory, name), O_RDONLY);
    for (auto octets = file.read(); !octets.empty(); octets = file.read())
        take(octets);
    file.close();
}

void SftpSession::rename_new(const std::string& directory, const std::string& from,
                             const std::string& to)
{
    auto& all = *state_;
    const auto older = path_of(directory, from);
    const auto newer = path_of(directory, to);
    // SSH_FXP_RENAME, never posix-rename@openssh.com: the first refuses a name that is taken.
    if (all.ask([&] { return sftp_rename(all.sftp.get(), older.c_str(), newer.c_str()); }) < 0)
        all.fail("renaming " + older + " to " + newer);
}

void SftpSession::remove(const std::string& directory, const std::string& name)
{
    auto& all = *state_;
    // Looked for first: a server may permit nobody to remove, and need not where nothing is.
    if (look(directory, name).kind == Kind::Nothing) return;
    const auto path = path_of(directory, name);
    if (all.ask([&] { return sftp_unlink(all.sftp.get(), path.c_str()); }) < 0)
        all.fail("removing " + path);
}

std::vector<SftpSession::Entry> SftpSession::list(const std::string& directory)
{
    auto& all = *state_;
    const auto opened = all.ask([&] { return sftp_opendir(all.sftp.get(), directory.c_str()); });
    if (opened == nullptr) all.fail("listing " + directory);
    std::vector<Entry> entries;
    while (entries.size() < most_entries) {
        const Attributes next(all.ask([&] { return sftp_readdir(all.sftp.get(), opened); }));
        if (!next) break;
        const std::string name = next->name == nullptr ? "" : next->name;
        if (name != "." && name != "..") entries.push_back({name, kind_of(*next)});
    }
    const bool ended = sftp_dir_eof(opened) != 0;
    const bool closed = all.ask([&] { return sftp_closedir(opened); }) == 0;
    if (entries.size() == most_entries)
        throw HouseRefused("the print house's directory " + directory + " holds more than " +
                           std::to_string(most_entries) + " names; the house must clear it");
    if (!ended || !closed) all.fail("listing " + directory);
    return entries;
}

} // namespace reservepost::batch::printhouse
