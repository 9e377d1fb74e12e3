#pragma once

#include "batch/disk/files.h"
#include "batch/printhouse/tcp_line.h"
#include "holidays/instant.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::printhouse {

/// Where an SFTP server is, who we are there and how it is known.
struct SftpPlace {
    std::string host;
    int port = 22;
    std::string user;
    std::filesystem::path key_file;     ///< A private key without a passphrase, mode 0600.
    std::vector<std::string> host_keys; ///< Fingerprints, "SHA256:…"; any of them will do.
    std::chrono::milliseconds patience{60'000}; ///< For one answer.
};

/// The house's server must not be spoken to, or does not let us in: its key is another one, our key
/// is not taken, or ours cannot be read. A person must look; trying again changes nothing.
class NoEntry : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The server has answered, and will not or cannot. Trying again at once changes nothing.
class HouseRefused : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// One SFTP connection, made when this is and ended with it. Paths are the server's. Every call
/// throws `ConnectionLost` when the connection is gone or an answer does not come in time, and
/// `HouseRefused` when the server says no; in no message stands a word of the server's or of the
/// library's. `main` ignores SIGPIPE, which a lost connection would send.
class SftpSession {
public:
    enum class Kind { Nothing, File, Directory, Other };

    struct Status {
        Kind kind = Kind::Nothing;
        std::int64_t size = 0;      ///< Octets.
        holidays::Instant modified; ///< By the server's clock, in whole seconds.
    };

    struct Entry {
        std::string name;
        Kind kind = Kind::Other;
    };

    /// Connects, compares the host key with the pinned ones before anything is said about us, and
    /// logs in with our key alone. Throws `ConnectionLost` and `NoEntry`.
    explicit SftpSession(const SftpPlace& place);
    ~SftpSession();
    SftpSession(const SftpSession&) = delete;
    SftpSession& operator=(const SftpSession&) = delete;

    /// What bears the name `name` in `directory`; a link is `Other`. That there is nothing is said
    /// only when the directory itself was seen afterwards: an absent one never looks like an empty
    /// one.
    Status look(const std::string& directory, const std::string& name);

    /// Throws `HouseRefused` unless it is a directory, or a link to one.
    void require_directory(const std::string& directory);

    /// Gives a sink of the file's octets to write to.
    using Writer = std::function<void(const disk::Sink&)>;
    /// Makes the file `name`, which must not exist, with what `write` gives, and has it synced
    /// where the server offers fsync@openssh.com.
    void write_new(const std::string& directory, const std::string& name, const Writer& write);

    /// Gives `take` the octets of a file part by part.
    void read(const std::string& directory, const std::string& name, const disk::Sink& take);

    /// Renames within `directory`; refused by the server where `to` exists.
    void rename_new(const std::string& directory, const std::string& from, const std::string& to);

    /// Removes the file or link `name`; nothing there is no fault.
    void remove(const std::string& directory, const std::string& name);

    /// All names in `directory` but "." and "..".
    std::vector<Entry> list(const std::string& directory);

    struct State; ///< Of the door alone.

private:
    std::unique_ptr<State> state_;
};

} // namespace reservepost::batch::printhouse
