#include <array>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

// The program as it is run, looked at from outside while it works: what is in its memory, reports
// and keys, goes into no core dump and can be read by no other process of its user.

namespace reservepost::tests {
namespace {

namespace fs = std::filesystem;

/// A user without rights, as the program's own is; root may read everything anyway.
constexpr uid_t nobody = 65534;

uid_t user_of_children()
{
    return ::geteuid() == 0 ? nobody : ::geteuid();
}

/// A program that answers lines, run by a user without rights and with core dumps allowed. It waits
/// for the next line while a test looks at it, and is killed at the end.
class Answering {
public:
    Answering(const fs::path& program, const std::vector<std::string>& arguments)
    {
        // Opened before the rights are given up: that user may not come to where we are built.
        const int file = ::open(program.c_str(), O_RDONLY | O_CLOEXEC);
        std::array<int, 2> in{}, out{};
        if (file < 0 || ::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0)
            throw std::runtime_error("cannot run " + program.string());
        std::vector<char*> words;
        for (const auto& argument : arguments)
            words.push_back(const_cast<char*>(argument.c_str()));
        words.push_back(nullptr);
        child_ = ::fork();
        if (child_ == 0) become(file, in[0], out[1], words);
        for (const int end : {file, in[0], out[1]})
            ::close(end);
        to_ = in[1];
        from_ = out[0];
    }
    ~Answering()
    {
        if (child_ > 0) end_with(SIGKILL);
        ::close(to_);
        ::close(from_);
    }
    Answering(const Answering&) = delete;
    Answering& operator=(const Answering&) = delete;

    /// The line that it answers to `line`.
    std::string answer_to(std::string line) const
    {
        line += '\n';
        if (::write(to_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) return {};
        std::string answer;
        for (char c = 0; ::read(from_, &c, 1) == 1 && c != '\n';)
            answer += c;
        return answer;
    }

    fs::path proc() const { return fs::path("/proc") / std::to_string(child_); }
    /// Who owns what /proc shows of it: its user, or root where the process is not dumpable.
    uid_t owner_of_proc() const
    {
        struct stat status = {};
        return ::stat((proc() / "status").c_str(), &status) == 0 ? status.st_uid : nobody + 1;
    }
    /// The line of /proc/PID/`file` that begins with `name`.
    std::string line(const char* file, std::string_view name) const
    {
        std::ifstream lines(proc() / file);
        for (std::string each; std::getline(lines, each);)
            if (each.starts_with(name)) return each;
        return {};
    }
    /// The status with which `signal` ends it.
    int end_with(int signal)
    {
        int status = 0;
        ::kill(child_, signal);
        ::waitpid(child_, &status, 0);
        child_ = 0;
        return status;
    }

private:
    [[noreturn]] static void become(int file, int in, int out, const std::vector<char*>& words)
    {
        rlimit cores = {};
        ::getrlimit(RLIMIT_CORE, &cores);
        if (::geteuid() == 0) cores.rlim_max = RLIM_INFINITY;
        cores.rlim_cur = cores.rlim_max;
        const bool ready = ::setrlimit(RLIMIT_CORE, &cores) == 0 && ::dup2(in, STDIN_FILENO) >= 0 &&
                           ::dup2(out, STDOUT_FILENO) >= 0 && ::chdir("/") == 0 &&
                           (::geteuid() != 0 || ::setuid(nobody) == 0);
        if (ready) ::fexecve(file, words.data(), environ);
        ::_exit(127);
    }

    pid_t child_ = 0;
    int to_ = -1;
    int from_ = -1;
};

TEST(CoreDumps, WhatIsInMemoryIsNobodysToRead)
{
    Answering program(fs::path(RESERVEPOST_BINARY) / "reservepost", {"reservepost", "deadline"});
    EXPECT_TRUE(program.answer_to("2026-11-23T09:00").starts_with("2026-11-23T09:00"));
    EXPECT_EQ(program.owner_of_proc(), 0U) << "/proc of what is not dumpable belongs to root";
    const auto limit = program.line("limits", "Max core file size");
    EXPECT_NE(limit.find(" 0 "), std::string::npos) << limit;
    EXPECT_EQ(limit.find("unlimited"), std::string::npos) << limit;
    EXPECT_EQ(program.line("status", "Umask:"), "Umask:\t0077");
    const int status = program.end_with(SIGQUIT);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGQUIT) << status;
    EXPECT_FALSE(WCOREDUMP(status));
}

TEST(CoreDumps, AnotherProgramRunTheSameWayCouldBeRead)
{
    const Answering cat("/bin/cat", {"cat"});
    EXPECT_EQ(cat.answer_to("a line"), "a line");
    EXPECT_EQ(cat.owner_of_proc(), user_of_children());
    if (::geteuid() == 0) {
        EXPECT_NE(cat.line("limits", "Max core file size").find("unlimited"), std::string::npos);
    }
}

} // namespace
} // namespace reservepost::tests
