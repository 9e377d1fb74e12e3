#include "batch/store/cluster.h"

#include "batch/crypto/digest.h"
#include "batch/disk/failure.h"
#include "batch/disk/file_lock.h"
#include "batch/disk/files.h"
#include "batch/store/cluster_setup.h"
#include "batch/store/server_process.h"
#include "batch/store/server_user.h"

#include <cerrno>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace reservepost::batch::store {

namespace {

namespace fs = std::filesystem;
using disk::FileLock;

/// A socket's address has room for 107 octets, of which "/.s.PGSQL.5432" takes 14.
constexpr std::size_t longest_socket_directory = 93;

constexpr std::uintmax_t longest_log = 16 << 20;

/// `directory`, made where it is missing, without links. Root's server is another user, who must
/// be able to pass it (0711), though not to look around.
fs::path made(const fs::path& directory)
{
    if (!fs::exists(directory)) {
        fs::create_directories(directory);
        if (::chmod(directory.c_str(), ::geteuid() == 0 ? 0711 : 0700) != 0)
            disk::fail(directory, "set the mode of", errno);
    }
    return fs::canonical(directory);
}

void demand_passable(const ServerUser& user, const fs::path& directory)
{
    const fs::path barrier = first_barrier(user, directory);
    if (barrier.empty()) return;
    throw std::runtime_error(
        "the database in " + directory.string() + " runs as user " + user.name +
        ", who may not pass " + barrier.string() + "; allow it with `chmod o+x " +
        barrier.string() + "`, or keep the state elsewhere, such as in " + "/var/lib/reservepost");
}

/// A directory of the server's own, mode 0700, made where it is missing. Throws where something
/// else has the name: in /run and /tmp others could have put it there.
void make_private_for(const ServerUser& user, const fs::path& directory)
{
    const bool is_new = ::mkdir(directory.c_str(), 0700) == 0;
    if (!is_new && errno != EEXIST) disk::fail(directory, "make", errno);
    if (is_new && ::geteuid() == 0 && ::chown(directory.c_str(), user.uid, user.gid) != 0)
        disk::fail(directory, "give to the server's user", errno);
    struct stat found;
    if (::lstat(directory.c_str(), &found) != 0) disk::fail(directory, "look at", errno);
    if (S_ISDIR(found.st_mode) && found.st_uid == user.uid && (found.st_mode & 07777) == 0700)
        return;
    throw std::runtime_error(directory.string() + " should be a directory of user " + user.name +
                             " with mode 0700; remove it or give it back");
}

void demand_same_owner(const ServerUser& user, const fs::path& data)
{
    struct stat found;
    if (::lstat(data.c_str(), &found) != 0) disk::fail(data, "look at", errno);
    if (found.st_uid == user.uid) return;
    throw std::runtime_error("the database in " + data.string() + " belongs to user number " +
                             std::to_string(found.st_uid) + ", and the server would run as " +
                             user.name + "; run reservepost as the user who made it");
}

fs::path short_socket_directory(const fs::path& directory)
{
    const std::string name =
        "reservepost-" + crypto::sha256(directory.string()).hex().substr(0, 16);
    return fs::path(::geteuid() == 0 ? "/run" : "/tmp") / name;
}

void keep_log_short(const fs::path& log)
{
    std::error_code missing;
    if (const auto size = fs::file_size(log, missing); !missing && size > longest_log)
        fs::rename(log, log.string() + ".1");
}

} // namespace

struct Cluster::State {
    fs::path directory;
    ServerUser user;
    ServerPlaces places;
    std::optional<std::string> note;
    pid_t process = 0; ///< A forked child that inherits this leaves nothing.
    std::optional<FileLock> in_use;

    fs::path start_lock() const { return directory / "start_lock"; }
    fs::path use_lock() const { return directory / "use_lock"; }
    void choose_places(const fs::path& programs);
    void enter();
    void leave();
};

void Cluster::State::choose_places(const fs::path& programs)
{
    places.data = directory / "data";
    places.log_file = directory / "server.log";
    places.programs = programs.empty() ? find_programs(places.data) : programs;
    places.socket = directory / "socket";
    if (places.socket.string().size() > longest_socket_directory) {
        places.socket = short_socket_directory(directory);
        note = "the database's socket lies in " + places.socket.string() +
               ", because the path of " + directory.string() + " is longer than a socket's may be";
    }
}

/// 1. the start lock: one process at a time starts or stops 2. the use lock, shared: from now on
/// nobody stops the server 3. the cluster, on first use 4. the server, where it does not run
/// 5. the start lock goes by itself.
void Cluster::State::enter()
{
    const auto starting = FileLock::exclusive(start_lock());
    in_use = FileLock::shared(use_lock());
    if (!fs::exists(places.data)) create_cluster(user, places);
    demand_same_owner(user, places.data);
    make_private_for(user, places.socket);
    if (!answers(places)) {
        keep_log_short(places.log_file);
        add_later_roles(user, places);
    }
    make_answer(user, places);
}

/// 1. the start lock 2. the use lock is given up 3. who gets it exclusively was the last one, and
/// stops the server.
void Cluster::State::leave()
{
    const auto stopping = FileLock::exclusive(start_lock());
    in_use.reset();
    if (!FileLock::try_exclusive(use_lock())) return;
    stop(user, places);
    std::error_code ignored; // Not empty if the server has not stopped; then it stays of use.
    if (note) fs::remove(places.socket, ignored);
}

Cluster::Cluster(std::unique_ptr<State> state) : state_(std::move(state)) {}
Cluster::Cluster(Cluster&&) noexcept = default;

Cluster& Cluster::operator=(Cluster&& other) noexcept
{
    std::swap(state_, other.state_);
    return *this;
}

Cluster Cluster::start(const fs::path& directory, const fs::path& programs)
{
    auto state = std::make_unique<State>();
    state->directory = made(directory);
    state->user = server_user();
    state->process = ::getpid();
    demand_passable(state->user, state->directory);
    state->choose_places(programs);
    state->enter();
    return Cluster(std::move(state));
}

Cluster::~Cluster()
{
    if (!state_ || state_->process != ::getpid()) return;
    try {
        state_->leave();
    } catch (const std::exception&) {
        // The server goes on running; the next process uses it, and stops it when it leaves.
    }
}

std::string Cluster::conninfo(Role role) const
{
    std::string host;
    for (const char c : state_->places.socket.string()) {
        if (c == '\'' || c == '\\') host += '\\';
        host += c;
    }
    return "host='" + host + "' port=5432 dbname=reservepost user=" + std::string(role_name(role));
}

std::string_view role_name(Role role)
{
    switch (role) {
    case Role::Owner:
        return "reservepost_owner";
    case Role::Night:
        return "reservepost_night";
    case Role::Registrar:
        return "reservepost_registrar";
    case Role::Reviewer:
        return "reservepost_reviewer";
    }
    throw std::logic_error("a role without a name [this is a bug]");
}

const std::optional<std::string>& Cluster::note() const
{
    return state_->note;
}

fs::path Cluster::log_file() const
{
    return state_->places.log_file;
}

bool server_can_reach(const fs::path& directory)
{
    return ::geteuid() != 0 || first_barrier(server_user(), directory).empty();
}

} // namespace reservepost::batch::store
