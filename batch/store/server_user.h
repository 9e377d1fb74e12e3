#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

// PostgreSQL refuses to run as root. Everything here runs something as the user who may.

namespace reservepost::batch::store {

/// The user as whom the server runs.
struct ServerUser {
    uid_t uid = 0;
    gid_t gid = 0;
    std::string name;
};

/// For root `postgres`, or else `nobody`; for anybody else that user. Throws `std::runtime_error`
/// when the system knows no such user.
ServerUser server_user();

/// The name of the user as whom this process runs.
std::string own_user_name();

/// In a child process only: becomes `user` for good where this is root, else does nothing. Gives
/// whether it worked.
bool become(const ServerUser& user);

/// What `work` gives when it is done by a child process that runs as `user`. Throws
/// `std::runtime_error` when the child ends otherwise.
std::string done_as(const ServerUser& user, const std::function<std::string()>& work);

/// A program to run: no shell, no environment but a fixed one, no other open files.
struct Program {
    std::filesystem::path file;
    std::vector<std::string> arguments;
    std::string input;              ///< For its standard input; at most 60,000 octets.
    std::filesystem::path log_file; ///< Gets what it says, appended; opened as ourselves.
};

/// Runs `program` as `user` to its end and gives its exit status, or 128 + the signal's number.
int run_as(const ServerUser& user, const Program& program);

/// Starts `program` as `user` in a session of its own, as a child of init, and gives its number.
pid_t start_detached_as(const ServerUser& user, const Program& program);

/// The first folder on the way to `directory`, from the root down, that `user` may not pass.
/// Empty when there is none.
std::filesystem::path first_barrier(const ServerUser& user, const std::filesystem::path& directory);

} // namespace reservepost::batch::store
