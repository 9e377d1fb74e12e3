#pragma once

#include "batch/store/server_user.h"

#include <filesystem>
#include <string>
#include <vector>

// The server of one cluster as a process: is it there, start it, stop it. Callers hold the start
// lock (cluster.cpp).

namespace reservepost::batch::store {

struct ServerPlaces {
    std::filesystem::path programs; ///< The folder of `postgres` and `initdb`.
    std::filesystem::path data;     ///< Absolute, without links.
    std::filesystem::path socket;   ///< The socket's directory.
    std::filesystem::path log_file;
};

/// Whether a server takes connections on the socket.
bool answers(const ServerPlaces& places);

/// The living processes of the cluster: those called `postgres` that work in its data directory.
/// A zombie is not alive, and neither is another process that has got the number by now.
std::vector<pid_t> living_processes(const ServerUser& user, const ServerPlaces& places);

/// Returns when the server answers. Does nothing else where one does already; waits where one is
/// coming up or going down; clears what a killed one left behind and starts a new one. Throws
/// `std::runtime_error`, naming the log, when it ends at once or does not answer in five minutes.
void make_answer(const ServerUser& user, const ServerPlaces& places);

/// Asks the server to end its sessions and stop, and waits until it has, a minute at most.
void stop(const ServerUser& user, const ServerPlaces& places);

} // namespace reservepost::batch::store
