#pragma once

#include "batch/printhouse/sftp_transport.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <arpa/inet.h>
#include <csignal>
#include <mutex>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <thread>

// A real OpenSSH server on loopback for tests of what speaks to one. It lets in whoever runs the
// test, with one key, to SFTP alone.

namespace reservepost::tests {

/// A new key without a passphrase at `file`, its public half at `file`.pub. Gives the fingerprint
/// as `ssh-keygen -l` prints it.
inline std::string make_ssh_key(const std::filesystem::path& file,
                                const std::string& passphrase = {})
{
    std::filesystem::create_directories(file.parent_path());
    std::filesystem::permissions(file.parent_path(), std::filesystem::perms(0700));
    std::filesystem::remove(file);
    if (run({"ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "", "-f", file.string()})
            .status != 0)
        throw std::runtime_error("ssh-keygen made no key");
    const auto line = run({"ssh-keygen", "-l", "-f", file.string() + ".pub"}).output;
    const auto begin = line.find("SHA256:");
    return line.substr(begin, line.find(' ', begin) - begin);
}

/// A socket that listens at a free port of 127.0.0.1.
inline int listen_on_loopback(int& port)
{
    const int listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in here = {};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    if (::bind(listening, reinterpret_cast<const sockaddr*>(&here), sizeof here) != 0 ||
        ::listen(listening, 32) != 0 ||
        ::getsockname(listening, reinterpret_cast<sockaddr*>(&here), &size) != 0)
        throw std::runtime_error("no port to listen at");
    port = ntohs(here.sin_port);
    return listening;
}

/// How a server differs from one that lets everything be done.
struct SshServerOptions {
    std::string sftp_arguments = {}; ///< Of sftp-server(8): "-R" lets nobody write.
    std::string command = {};        ///< Instead of SFTP, for a server that offers none.
    long most_kib_of_a_file = 0; ///< No file of the server grows larger; 0: as large as it will.
};

/// Listens at a free port and hands each connection to an `sshd -i` of its own, so that there is
/// nothing to wait for when it begins, and nothing left when it ends.
class SshServer {
public:
    explicit SshServer(SshServerOptions options = {}) : options_(std::move(options))
    {
        ::signal(SIGPIPE, SIG_IGN); // As `main` does.
        if (::geteuid() == 0) std::filesystem::create_directories("/run/sshd");
        fingerprint_ = make_ssh_key(directory_ / "server/host_key");
        make_ssh_key(client_key());
        write_configuration();
        listening_ = listen_on_loopback(port_);
        accepting_ = std::jthread([this] { accept_all(); });
    }
    ~SshServer()
    {
        ::shutdown(listening_, SHUT_RDWR);
        accepting_.join();
        ::close(listening_);
        for (const pid_t child : children_) {
            ::kill(child, SIGTERM);
            ::waitpid(child, nullptr, 0);
        }
    }
    SshServer(const SshServer&) = delete;
    SshServer& operator=(const SshServer&) = delete;

    int port() const { return port_; }
    const std::string& fingerprint() const { return fingerprint_; }
    std::filesystem::path client_key() const { return directory_ / "client/key"; }
    /// From the next connection on the server is known by another key.
    void change_host_key() { fingerprint_ = make_ssh_key(directory_ / "server/host_key"); }
    static std::string user() { return ::getpwuid(::geteuid())->pw_name; }

    /// How to get in; with `port` through somebody between.
    batch::printhouse::SftpPlace place(int port = 0) const
    {
        return {.host = "127.0.0.1",
                .port = port == 0 ? port_ : port,
                .user = user(),
                .key_file = client_key(),
                .host_keys = {fingerprint_},
                .patience = std::chrono::seconds(20)};
    }
    /// What the server has to say, for a test that failed.
    std::string log() const { return file_text(directory_ / "server/log"); }
    std::size_t connections() const
    {
        const std::lock_guard lock(mutex_);
        return children_.size();
    }

private:
    void write_configuration() const
    {
        const auto command = options_.command.empty() ? "internal-sftp " + options_.sftp_arguments
                                                      : options_.command;
        write_file(directory_ / "server/log", "");
        write_file(directory_ / "server/config",
                   "HostKey " + (directory_ / "server/host_key").string() +
                       "\nAuthorizedKeysFile " + client_key().string() +
                       ".pub\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
                       "KbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\n"
                       "PidFile none\nUseDNS no\nPrintMotd no\n" +
                       (options_.command.empty() ? "Subsystem sftp internal-sftp\n" : "") +
                       "ForceCommand " + command + "\n");
    }
    void accept_all()
    {
        for (int client = 0; (client = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;
             ::close(client)) {
            const std::lock_guard lock(mutex_);
            children_.push_back(serve(client));
        }
    }
    pid_t serve(int client) const
    {
        const std::string limit = std::to_string(options_.most_kib_of_a_file * 2); // Of 512 octets.
        const std::string config = (directory_ / "server/config").string();
        const std::string log = (directory_ / "server/log").string();
        const char* const limited[] = {"sh",
                                       "-c",
                                       "trap '' XFSZ; ulimit -f $0; exec \"$@\"",
                                       limit.c_str(),
                                       "/usr/sbin/sshd",
                                       "-i",
                                       "-f",
                                       config.c_str(),
                                       "-E",
                                       log.c_str(),
                                       nullptr};
        const auto words = options_.most_kib_of_a_file > 0 ? limited : limited + 4;
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, client, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, client, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        pid_t child = 0;
        const int error = ::posix_spawnp(&child, words[0], &actions, nullptr,
                                         const_cast<char* const*>(words), environ);
        posix_spawn_file_actions_destroy(&actions);
        if (error != 0) std::abort(); // No test that needs it can go on.
        return child;
    }

    SshServerOptions options_;
    TemporaryDirectory directory_;
    std::string fingerprint_;
    int port_ = 0;
    int listening_ = -1;
    mutable std::mutex mutex_;
    std::vector<pid_t> children_;
    std::jthread accepting_;
};

} // namespace reservepost::tests
