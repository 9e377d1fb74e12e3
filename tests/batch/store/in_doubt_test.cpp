#include "tests/support/test_database.h"

#include <atomic>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>

// A connection that is cut in the middle of a commit: nobody is told whether it happened.

namespace reservepost::batch::store {
namespace {

namespace fs = std::filesystem;

sockaddr_un address_of(const fs::path& socket)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    socket.string().copy(address.sun_path, sizeof address.sun_path - 1);
    return address;
}

/// Stands between one client and the server, hands everything on, and cuts the connection at the
/// first commit.
class CuttingProxy {
public:
    enum class Cut { BeforeTheServerHears, BeforeTheClientHears };

    CuttingProxy(const fs::path& directory, fs::path server, Cut cut)
        : server_(std::move(server)), cut_(cut), listening_(::socket(AF_UNIX, SOCK_STREAM, 0))
    {
        const auto here = address_of(directory / ".s.PGSQL.5432");
        if (::bind(listening_, reinterpret_cast<const sockaddr*>(&here), sizeof here) != 0 ||
            ::listen(listening_, 1) != 0)
            throw std::runtime_error("the proxy cannot listen");
        working_ = std::jthread([this] { work(); });
    }
    ~CuttingProxy()
    {
        working_.join();
        ::close(listening_);
    }
    CuttingProxy(const CuttingProxy&) = delete;
    CuttingProxy& operator=(const CuttingProxy&) = delete;

private:
    void work() const
    {
        const int client = ::accept(listening_, nullptr, nullptr);
        const int server = ::socket(AF_UNIX, SOCK_STREAM, 0);
        const auto there = address_of(server_);
        if (::connect(server, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0)
            hand_on(client, server);
        ::close(client);
        ::close(server);
    }
    /// Until the commit, or until one of them goes.
    void hand_on(int client, int server) const
    {
        for (;;) {
            pollfd ends[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
            ::poll(ends, 2, -1);
            if (ends[0].revents != 0) {
                const auto said = received(client);
                const bool commits = said.find("COMMIT") != std::string::npos;
                if (said.empty() || (commits && cut_ == Cut::BeforeTheServerHears)) return;
                send(server, said);
                if (commits) {
                    received(server); // It answers, so it is done; nobody hears of it.
                    return;
                }
            } else {
                const auto said = received(server);
                if (said.empty()) return;
                send(client, said);
            }
        }
    }
    static std::string received(int end)
    {
        std::string octets(65536, '\0');
        const auto size = ::read(end, octets.data(), octets.size());
        octets.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        return octets;
    }
    static void send(int end, const std::string& octets)
    {
        if (::write(end, octets.data(), octets.size()) < 0) ::shutdown(end, SHUT_RDWR);
    }

    fs::path server_;
    Cut cut_;
    int listening_;
    std::jthread working_;
};

class InDoubt : public testing::TestWithParam<CuttingProxy::Cut> {};

TEST_P(InDoubt, ACommitThatIsCutOffIsSaidToBeUnknownAndNothingGoesOn)
{
    const tests::TestDatabase server;
    const tests::ClusterDirectory between;
    const auto conninfo = server.conninfo(Role::Night);
    const fs::path real = conninfo.substr(6, conninfo.find('\'', 6) - 6);
    const CuttingProxy proxy(between.path(), real / ".s.PGSQL.5432", GetParam());
    {
        auto database = Database::connect("host=" + between.path().string() +
                                          " port=5432 dbname=reservepost user=reservepost_night");
        auto transaction = std::make_optional(database.begin());
        transaction->execute("insert into vault (ring) values (1)");
        try {
            transaction->commit();
            ADD_FAILURE() << "nobody can know that it was committed";
        } catch (const StoreError& error) {
            EXPECT_EQ(error.sqlstate(), "08007") << error.what();
        }
        transaction.reset();
        for (int again = 0; again < 2; ++again)
            EXPECT_THROW(database.begin().execute("select 1"), StoreError)
                << "it must not go on over a new connection by itself";
    }
    // Who asks again over a new connection is told the truth.
    auto asking = server.night();
    auto transaction = asking.begin();
    EXPECT_EQ(transaction.execute("select ring from vault").size(),
              GetParam() == CuttingProxy::Cut::BeforeTheClientHears ? 1U : 0U);
}

INSTANTIATE_TEST_SUITE_P(Commit, InDoubt,
                         testing::Values(CuttingProxy::Cut::BeforeTheServerHears,
                                         CuttingProxy::Cut::BeforeTheClientHears));

} // namespace
} // namespace reservepost::batch::store
