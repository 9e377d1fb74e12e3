#pragma once

#include "tests/support/ssh_server.h"

#include <array>
#include <atomic>
#include <functional>
#include <poll.h>

namespace reservepost::tests {

/// Stands between a client and a server on loopback, hands everything on, and lets the line fail
/// when so many octets have gone one way.
class ShakyLine {
public:
    enum class Way { ToServer, ToClient };
    struct Fault {
        Way counted = Way::ToServer;
        std::size_t after = 0; ///< Octets; what comes with the last of them is handed on no more.
        bool stalls = false;   ///< The line stays, and carries nothing more; otherwise it is cut.
        int connections = 1;   ///< How many have the fault, from the first on.
        std::function<bool()> when = {}; ///< Not before this is so.
        std::function<void()> then = {}; ///< Done when it happens, before the client can notice.
    };

    explicit ShakyLine(int server_port) : server_port_(server_port)
    {
        listening_ = listen_on_loopback(port_);
        accepting_ = std::jthread([this] { accept_all(); });
    }
    ShakyLine(int server_port, Fault fault) : ShakyLine(server_port) { fault_ = std::move(fault); }
    ~ShakyLine()
    {
        ::shutdown(listening_, SHUT_RDWR);
        accepting_.join();
        ::close(listening_);
    }
    ShakyLine(const ShakyLine&) = delete;
    ShakyLine& operator=(const ShakyLine&) = delete;

    int port() const { return port_; }
    int connections() const { return connections_; }
    /// What has gone that way over all connections.
    std::size_t carried(Way way) const { return carried_[static_cast<std::size_t>(way)]; }

private:
    void accept_all()
    {
        std::vector<std::jthread> lines;
        for (int client = 0;
             (client = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;) {
            const bool fails = ++connections_ <= fault_.connections && fault_.after > 0;
            lines.emplace_back([this, client, fails] { carry(client, fails); });
        }
    }
    void carry(int client, bool fails)
    {
        const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in there = {};
        there.sin_family = AF_INET;
        there.sin_port = htons(static_cast<std::uint16_t>(server_port_));
        there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(server, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0)
            carry_between(client, server, fails);
        ::close(server);
        ::close(client);
    }
    void carry_between(int client, int server, bool fails)
    {
        std::array<std::size_t, 2> gone{};
        const std::array<int, 2> from{client, server};
        std::string room(65'536, '\0');
        while (true) {
            pollfd ends[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
            ::poll(ends, 2, -1);
            const std::size_t way = ends[0].revents != 0 ? 0 : 1;
            auto size = ::read(from[way], room.data(), room.size());
            if (size <= 0) return;
            gone[way] += static_cast<std::size_t>(size);
            carried_[way] += static_cast<std::size_t>(size);
            if (fails && static_cast<std::size_t>(fault_.counted) == way &&
                gone[way] >= fault_.after && (!fault_.when || fault_.when()))
                return happen(client);
            for (ssize_t at = 0, sent = 0; at < size; at += sent)
                if ((sent = ::write(from[1 - way], room.data() + at,
                                    static_cast<std::size_t>(size - at))) <= 0)
                    return;
        }
    }
    void happen(int client) const
    {
        if (fault_.then) fault_.then();
        if (!fault_.stalls) return;
        pollfd end{client, POLLRDHUP, 0}; // Until the client has had enough.
        ::poll(&end, 1, -1);
    }

    int server_port_;
    Fault fault_{};
    int port_ = 0;
    int listening_ = -1;
    std::atomic<int> connections_ = 0;
    std::array<std::atomic<std::size_t>, 2> carried_{};
    std::jthread accepting_;
};

} // namespace reservepost::tests
