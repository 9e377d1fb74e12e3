#include "batch/store/server_user.h"

#include "batch/disk/descriptor.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace reservepost::batch::store {

namespace {

using disk::Descriptor;

[[noreturn]] void fail(const char* step)
{
    throw std::system_error(errno, std::generic_category(),
                            std::string("running PostgreSQL: ") + step);
}

struct Pipe {
    Pipe()
    {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) fail("pipe");
        reading = Descriptor(ends[0]);
        writing = Descriptor(ends[1]);
    }
    Descriptor reading;
    Descriptor writing;
};

std::string read_to_end(const Descriptor& file)
{
    std::string all;
    std::array<char, 4096> part;
    for (;;) {
        const ssize_t count = ::read(file.number(), part.data(), part.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("read from the child");
        if (count == 0) return all;
        all.append(part.data(), static_cast<std::size_t>(count));
    }
}

/// Exit status, or 128 + signal as shells say it.
int wait_for(pid_t child)
{
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) fail("wait for the child");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// What `exec` needs, made before the fork: a child of a process with threads may not allocate.
struct Call {
    explicit Call(const Program& program) : file(program.file.string()), words(program.arguments)
    {
        words.insert(words.begin(), file);
        for (auto& word : words)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        for (auto& word : environment_words)
            environment.push_back(word.data());
        environment.push_back(nullptr);
    }

    std::string file;
    std::vector<std::string> words;
    std::vector<std::string> environment_words = {"LC_ALL=C", "TZ=UTC", "PATH=/usr/bin:/bin"};
    std::vector<char*> arguments;
    std::vector<char*> environment;
};

[[noreturn]] void execute(const ServerUser& user, Call& call, int input, int log)
{
    sigset_t none;
    sigemptyset(&none);
    const rlimit no_core = {0, 0}; // A core dump would hold rows.
    const bool ready = become(user) && ::sigprocmask(SIG_SETMASK, &none, nullptr) == 0 &&
                       ::setrlimit(RLIMIT_CORE, &no_core) == 0 && ::chdir("/") == 0 &&
                       ::dup2(input, 0) == 0 && ::dup2(log, 1) == 1 && ::dup2(log, 2) == 2 &&
                       ::close_range(3, ~0U, 0) == 0;
    ::umask(077);
    if (ready) ::execve(call.file.c_str(), call.arguments.data(), call.environment.data());
    ::_exit(127);
}

Descriptor open_log(const std::filesystem::path& file)
{
    Descriptor log(
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!log.is_open()) fail("open the log");
    return log;
}

bool find_user(const char* name, ServerUser& user)
{
    const passwd* entry = ::getpwnam(name);
    if (!entry) return false;
    user = {entry->pw_uid, entry->pw_gid, name};
    return true;
}

} // namespace

ServerUser server_user()
{
    ServerUser user;
    if (::geteuid() != 0) return {::geteuid(), ::getegid(), own_user_name()};
    if (find_user("postgres", user) || find_user("nobody", user)) return user;
    throw std::runtime_error(
        "PostgreSQL does not run as root, and there is neither a user postgres "
        "nor nobody; add one with `adduser --system postgres`");
}

std::string own_user_name()
{
    const passwd* entry = ::getpwuid(::geteuid());
    if (!entry)
        throw std::runtime_error("this process runs as a user (number " +
                                 std::to_string(::geteuid()) +
                                 ") that the system does not know; PostgreSQL needs a name: add it "
                                 "to /etc/passwd or run as another user");
    return entry->pw_name;
}

bool become(const ServerUser& user)
{
    if (::geteuid() != 0) return true;
    return ::setgroups(0, nullptr) == 0 && ::setgid(user.gid) == 0 && ::setuid(user.uid) == 0;
}

std::string done_as(const ServerUser& user, const std::function<std::string()>& work)
{
    Pipe answer;
    const pid_t child = ::fork();
    if (child < 0) fail("fork");
    if (child == 0) {
        try {
            if (!become(user)) ::_exit(126);
            disk::write_all(answer.writing, work(), "the answer of a child");
            ::_exit(0);
        } catch (...) { // There is nobody above: the status tells the parent.
            ::_exit(125);
        }
    }
    answer.writing = Descriptor();
    std::string result = read_to_end(answer.reading);
    if (const int status = wait_for(child); status != 0)
        throw std::runtime_error("a child that looks at PostgreSQL's files as user " + user.name +
                                 " ended with status " + std::to_string(status));
    return result;
}

int run_as(const ServerUser& user, const Program& program)
{
    Call call(program);
    const Descriptor log = open_log(program.log_file);
    Pipe input;
    if (program.input.size() > 60'000) // A pipe holds 65,536; more would need a second reader.
        throw std::logic_error("too much input for a program [this is a bug]");
    disk::write_all(input.writing, program.input, "the input of a program");

    const pid_t child = ::fork();
    if (child < 0) fail("fork");
    if (child == 0) {
        input.writing.close();
        execute(user, call, input.reading.number(), log.number());
    }
    input.writing = Descriptor();
    return wait_for(child);
}

pid_t start_detached_as(const ServerUser& user, const Program& program)
{
    Call call(program);
    const Descriptor log = open_log(program.log_file);
    const Descriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!nothing.is_open()) fail("open /dev/null");
    Pipe number;

    // Two forks: the server becomes a child of init, which reaps it, and not one of ours.
    const pid_t between = ::fork();
    if (between < 0) fail("fork");
    if (between == 0) {
        ::setsid();
        const pid_t server = ::fork();
        if (server == 0) execute(user, call, nothing.number(), log.number());
        const bool told = ::write(number.writing.number(), &server, sizeof server) == sizeof server;
        ::_exit(server > 0 && told ? 0 : 1);
    }
    pid_t server = -1;
    const bool heard = ::read(number.reading.number(), &server, sizeof server) == sizeof server;
    if (wait_for(between) != 0 || !heard) fail("start the server");
    return server;
}

std::filesystem::path first_barrier(const ServerUser& user, const std::filesystem::path& directory)
{
    return done_as(user, [&] {
        std::filesystem::path so_far;
        for (const auto& part : directory) {
            so_far /= part;
            if (::access(so_far.c_str(), X_OK) != 0) return so_far.string();
        }
        return std::string();
    });
}

} // namespace reservepost::batch::store
