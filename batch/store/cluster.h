#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace reservepost::batch::store {

/// As whom to log in. `Owner` owns the tables and runs migrations; `Night` does the work and cannot
/// change the journal's past; `Registrar` changes the register and what follows from that;
/// `Reviewer` changes nothing.
enum class Role { Owner, Night, Registrar, Reviewer };

/// The role's name in the database, "reservepost_night".
std::string_view role_name(Role role);

/// The private PostgreSQL of an installation: in its own directory, on a Unix socket only, with
/// data checksums, always with fsync, its log without values.
///
/// Any number of processes share it. The first one starts it, the last one to leave stops it; who
/// is killed leaves it to the others, and what all leave behind is cleared by the next one. Two
/// lock files carry this: `use_lock` is held shared by everybody at work, `start_lock` for the
/// moments of starting and stopping.
///
/// Run as root, the server runs as `postgres` (or `nobody`); run as anybody else, as that user.
/// Login is by peer: only the user who made the cluster gets in, as one of the roles.
class Cluster {
public:
    /// Makes the cluster in `directory` on first use (about a second), starts it where nobody has,
    /// and returns when it answers. `programs` is the folder of `initdb` and `postgres`; empty
    /// means the installed ones under /usr/lib/postgresql. Throws `std::runtime_error` naming the
    /// directory and the remedy: programs missing, a directory the server's user cannot reach,
    /// a cluster of another user, or a server that does not start (its log is named).
    static Cluster start(const std::filesystem::path& directory,
                         const std::filesystem::path& programs = {});

    /// Leaves it, and stops the server if nobody else is at work.
    ~Cluster();
    Cluster(Cluster&&) noexcept;
    Cluster& operator=(Cluster&&) noexcept;

    /// What `Database::connect` takes.
    std::string conninfo(Role role) const;
    /// What somebody ought to know, such as that the socket lies elsewhere because the path of the
    /// directory is too long. Mostly nothing.
    const std::optional<std::string>& note() const;
    /// The server's own log; it holds no values.
    std::filesystem::path log_file() const;

private:
    struct State;
    explicit Cluster(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Whether the user as whom the server runs can reach `directory`, through every folder above it.
/// Always true for anybody but root, whose server is another user.
bool server_can_reach(const std::filesystem::path& directory);

} // namespace reservepost::batch::store
