#pragma once

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <spawn.h>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace reservepost::tests {

/// How a program ended, and what it wrote.
struct Outcome {
    int status = -1;    ///< Its exit status; -1: it was killed.
    std::string output; ///< Standard output and error together.
};

/// Runs a program found in PATH with these arguments, without a shell, in `directory` (empty: this
/// one), and waits for it. Throws where there is no such program.
inline Outcome run(const std::vector<std::string>& arguments,
                   const std::filesystem::path& directory = {})
{
    std::vector<char*> words;
    for (const std::string& argument : arguments)
        words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);

    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw std::system_error(errno, std::generic_category(), "a pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (!directory.empty()) posix_spawn_file_actions_addchdir_np(&actions, directory.c_str());
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    pid_t child = 0;
    const int error = ::posix_spawnp(&child, words.at(0), &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);

    Outcome outcome;
    std::array<char, 65536> part{};
    for (ssize_t length = 0; (length = ::read(ends[0], part.data(), part.size())) > 0;)
        outcome.output.append(part.data(), static_cast<std::size_t>(length));
    ::close(ends[0]);
    if (error != 0) throw std::runtime_error(arguments[0] + " cannot be run; is it installed?");
    int status = 0;
    ::waitpid(child, &status, 0);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

} // namespace reservepost::tests
