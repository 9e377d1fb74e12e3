#include "batch/printhouse/tcp_line.h"

#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace reservepost::batch::printhouse {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;
using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Addresses addresses_of(const std::string& host, int port)
{
    addrinfo wanted = {};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_NUMERICSERV | AI_ADDRCONFIG;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found) != 0)
        throw ConnectionLost("the print house's host " + host +
                             " has no address; check `host` in [print_house.sftp], and the "
                             "network's name server");
    return {found, &::freeaddrinfo};
}

/// Waits until `socket` is connected. Gives whether it is, by `until`.
bool is_connected(const disk::Descriptor& socket, Clock::time_point until)
{
    while (true) {
        const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
        if (left.count() <= 0) return false;
        pollfd wait{socket.number(), POLLOUT, 0};
        const int ready = ::poll(&wait, 1, static_cast<int>(left.count()));
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return false;
        int error = 0;
        socklen_t size = sizeof error;
        return ::getsockopt(socket.number(), SOL_SOCKET, SO_ERROR, &error, &size) == 0 &&
               error == 0;
    }
}

/// A connected socket that never blocks, or none.
disk::Descriptor connect_to(const addrinfo& address, Clock::time_point until)
{
    disk::Descriptor socket(::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
                                     address.ai_protocol));
    if (!socket.is_open()) return {};
    const int begun = ::connect(socket.number(), address.ai_addr, address.ai_addrlen);
    if (begun != 0 && (errno != EINPROGRESS || !is_connected(socket, until))) return {};
    // Requests are small and each waits for its answer; without this each waits for more first.
    const int on = 1;
    ::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
}

disk::Descriptor connect_to(const std::string& host, int port, milliseconds patience)
{
    const auto until = Clock::now() + patience;
    const auto addresses = addresses_of(host, port);
    for (const addrinfo* one = addresses.get(); one != nullptr; one = one->ai_next)
        if (auto socket = connect_to(*one, until); socket.is_open()) return socket;
    throw ConnectionLost("the print house does not answer at " + host + " port " +
                         std::to_string(port) +
                         "; check the network and any firewall, or ask the house whether its "
                         "server runs");
}

} // namespace

TcpLine::TcpLine(const std::string& host, int port, milliseconds patience)
    : socket_(connect_to(host, port, patience)), patience_(patience),
      watching_([this](const std::stop_token& ending) { watch(ending); })
{
}

TcpLine::~TcpLine()
{
    // The number may be somebody else's by now; only if it is the same socket it is ours to close.
    struct stat own = {};
    struct stat lent = {};
    if (lent_ >= 0 && ::fstat(socket_.number(), &own) == 0 && ::fstat(lent_, &lent) == 0 &&
        own.st_dev == lent.st_dev && own.st_ino == lent.st_ino)
        ::close(lent_);
}

int TcpLine::lend_descriptor()
{
    lent_ = ::fcntl(socket_.number(), F_DUPFD_CLOEXEC, 0);
    if (lent_ < 0) throw std::system_error(errno, std::generic_category(), "a socket");
    return lent_;
}

bool TcpLine::was_cut() const
{
    const std::lock_guard lock(mutex_);
    return cut_;
}

void TcpLine::watch(const std::stop_token& ending)
{
    std::unique_lock lock(mutex_);
    while (!ending.stop_requested()) {
        if (!until_) {
            changed_.wait(lock, ending, [this] { return until_.has_value(); });
            continue;
        }
        const auto seen = *until_;
        if (changed_.wait_until(lock, ending, seen, [&] { return until_ != seen; })) continue;
        if (ending.stop_requested()) return;
        cut_ = true;
        until_.reset();
        ::shutdown(socket_.number(), SHUT_RDWR);
    }
}

TcpLine::Patience::Patience(TcpLine& line) : line_(line)
{
    {
        const std::lock_guard lock(line_.mutex_);
        line_.until_ = Clock::now() + line_.patience_;
    }
    line_.changed_.notify_one();
}

TcpLine::Patience::~Patience()
{
    const std::lock_guard lock(line_.mutex_);
    line_.until_.reset();
}

} // namespace reservepost::batch::printhouse
