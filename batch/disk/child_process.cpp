#include "batch/disk/child_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace reservepost::batch::disk {

namespace {

[[noreturn]] void fail(int error, const std::string& what)
{
    throw std::system_error(error, std::generic_category(), what);
}

struct Pipe {
    Descriptor to_read, to_write;

    Pipe()
    {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail(errno, "a pipe");
        to_read = Descriptor(ends[0]);
        to_write = Descriptor(ends[1]);
    }
};

/// Files that a child finds open, in addition to none of ours.
class ChildFiles {
public:
    ChildFiles() { ::posix_spawn_file_actions_init(&actions_); }
    ~ChildFiles() { ::posix_spawn_file_actions_destroy(&actions_); }
    ChildFiles(const ChildFiles&) = delete;
    ChildFiles& operator=(const ChildFiles&) = delete;

    void put(const Descriptor& file, int number)
    {
        ::posix_spawn_file_actions_adddup2(&actions_, file.number(), number);
    }
    void put_nothing(int number, int mode)
    {
        ::posix_spawn_file_actions_addopen(&actions_, number, "/dev/null", mode, 0);
    }
    const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

/// A process that is killed and reaped unless it was waited for.
class Child {
public:
    // By its number: the header of glibc 2.36 forgot that C++ may read it.
    explicit Child(pid_t number)
        : number_(number), watch_(static_cast<int>(::syscall(SYS_pidfd_open, number, 0)))
    {
    }
    ~Child()
    {
        if (number_ == 0) return;
        ::kill(number_, SIGKILL);
        reap();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    void limit_memory(std::uint64_t octets) const
    {
        const rlimit limit{octets, octets};
        ::prlimit(number_, RLIMIT_AS, &limit, nullptr);
    }

    /// Can be read when the process has ended.
    const Descriptor& watch() const { return watch_; }

    int reap()
    {
        int status = 0;
        while (::waitpid(number_, &status, 0) < 0 && errno == EINTR) {
        }
        number_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t number_;
    Descriptor watch_;
};

/// Can be read when so many seconds have gone by.
Descriptor alarm_after(int seconds)
{
    Descriptor alarm(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC));
    itimerspec when{};
    when.it_value.tv_sec = seconds;
    if (!alarm.is_open() || ::timerfd_settime(alarm.number(), 0, &when, nullptr) != 0)
        fail(errno, "a timer");
    return alarm;
}

pid_t start(const std::vector<std::string>& arguments, const MemoryFile& input, const Pipe& output)
{
    ChildFiles files;
    files.put_nothing(STDIN_FILENO, O_RDONLY);
    files.put_nothing(STDERR_FILENO, O_WRONLY); // Renderers quote what they stumble over.
    files.put(output.to_write, STDOUT_FILENO);
    files.put(input.descriptor(), 3);
    std::vector<std::string> copies = arguments;
    std::vector<char*> words;
    for (std::string& copy : copies)
        words.push_back(copy.data());
    words.push_back(nullptr);
    pid_t child = 0;
    const int error =
        ::posix_spawnp(&child, words.at(0), files.get(), nullptr, words.data(), environ);
    if (error == ENOENT) {
        throw ChildFailed(ChildFailed::Why::NotInstalled, arguments[0] + " is not installed");
    }
    if (error != 0) fail(error, arguments[0]);
    return child;
}

/// Adds what the child has written; false at its end.
bool read_some(const Descriptor& from, std::string& output)
{
    std::array<char, 65'536> part{};
    const ssize_t count = ::read(from.number(), part.data(), part.size());
    if (count < 0 && errno == EINTR) return true;
    if (count < 0) fail(errno, "the output of another program");
    output.append(part.data(), static_cast<std::size_t>(count));
    return count > 0;
}

} // namespace

MemoryFile::MemoryFile(std::string_view octets) : file_(::memfd_create("reservepost", MFD_CLOEXEC))
{
    if (!file_.is_open()) fail(errno, "a file in memory");
    write_all(file_, octets, "a file in memory");
}

ChildOutcome run_child(const std::vector<std::string>& arguments, const MemoryFile& input,
                       const ChildLimits& limits)
{
    const Descriptor alarm = alarm_after(limits.seconds);
    Pipe pipe;
    Child child(start(arguments, input, pipe));
    child.limit_memory(limits.octets_of_memory);
    pipe.to_write.close(); // The child's copy alone is left, so its end ends the pipe.

    ChildOutcome outcome;
    bool reading = true;
    while (true) {
        std::array<pollfd, 3> events = {{{alarm.number(), POLLIN, 0},
                                         {reading ? pipe.to_read.number() : -1, POLLIN, 0},
                                         {child.watch().number(), POLLIN, 0}}};
        if (::poll(events.data(), events.size(), -1) < 0) {
            if (errno == EINTR) continue;
            fail(errno, arguments[0]);
        }
        if (events[0].revents != 0) {
            throw ChildFailed(ChildFailed::Why::TooSlow, arguments[0] + " was stopped after " +
                                                             std::to_string(limits.seconds) + " s");
        }
        if (events[1].revents != 0) {
            reading = read_some(pipe.to_read, outcome.output);
            if (outcome.output.size() > limits.octets_of_output) {
                throw ChildFailed(ChildFailed::Why::TooMuchOutput,
                                  arguments[0] + " was stopped: it wrote more than " +
                                      std::to_string(limits.octets_of_output) + " octets");
            }
        } else if (events[2].revents != 0 || (!reading && !child.watch().is_open())) {
            break; // It has ended, and nothing is left in the pipe.
        }
    }
    outcome.status = child.reap();
    return outcome;
}

} // namespace reservepost::batch::disk
