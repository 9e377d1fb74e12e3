#pragma once

#include "batch/disk/descriptor.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

namespace reservepost::batch::printhouse {

/// The connection to the print house could not be made, was lost, or was cut since the house did
/// not answer in time. The same may succeed later.
class ConnectionLost : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A TCP connection on which nobody waits longer than agreed. Libraries that speak over it need no
/// clock of their own: while a `Patience` lives, a thread watches, and cuts the line when it has
/// run out; whoever waits then sees the end of the connection.
class TcpLine {
public:
    /// Connects to the first address of `host` that answers. Throws `ConnectionLost` if there is
    /// none within `patience`; how long the system takes to find the addresses is the system's.
    TcpLine(const std::string& host, int port, std::chrono::milliseconds patience);
    ~TcpLine();
    TcpLine(const TcpLine&) = delete;
    TcpLine& operator=(const TcpLine&) = delete;

    /// Another descriptor of the same connection for a library, which may close it or not: libssh
    /// does sometimes. If it is open still when this goes, it is closed. Throws
    /// `std::system_error`.
    int lend_descriptor();
    /// Whether patience ran out; it never comes back.
    bool was_cut() const;
    std::chrono::milliseconds patience() const { return patience_; }

    /// One wait for an answer.
    class Patience {
    public:
        explicit Patience(TcpLine& line);
        ~Patience();
        Patience(const Patience&) = delete;
        Patience& operator=(const Patience&) = delete;

    private:
        TcpLine& line_;
    };

private:
    using Clock = std::chrono::steady_clock;
    void watch(const std::stop_token& ending);

    disk::Descriptor socket_;
    int lent_ = -1;
    std::chrono::milliseconds patience_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<Clock::time_point> until_;
    bool cut_ = false;
    std::jthread watching_; ///< Last, so that it ends first.
};

} // namespace reservepost::batch::printhouse
