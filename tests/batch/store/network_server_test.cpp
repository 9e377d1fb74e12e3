#include "batch/store/cluster_setup.h"
#include "batch/store/server_process.h"
#include "batch/store/server_user.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/test_database.h"

#include <arpa/inet.h>
#include <csignal>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>

// A server of the operator's own, reached over a network: its certificate is checked, and the
// password stands in a file that nobody else may read.

namespace reservepost::batch::store {
namespace {

using tests::file_text;
using tests::write_file;
namespace fs = std::filesystem;

constexpr const char* password = "Hemmelig-4711";

/// Runs a program of the test's, which must end well.
void run(const std::vector<std::string>& arguments, const fs::path& directory)
{
    const auto outcome = tests::run(arguments, directory);
    if (outcome.status != 0) throw std::runtime_error(arguments[0] + ": " + outcome.output);
}

/// A certificate for the name `localhost` alone, signed by an authority of its own, in `directory`.
void make_certificates(const fs::path& directory)
{
    for (const std::string authority : {"ca", "other-ca"})
        run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "2", "-subj", "/CN=" + authority, "-keyout", authority + ".key",
             "-out", authority + ".crt"},
            directory);
    run({"openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.csr"},
        directory);
    write_file(directory / "names", "subjectAltName=DNS:localhost\n");
    run({"openssl", "x509", "-req", "-in", "server.csr", "-CA", "ca.crt", "-CAkey", "ca.key",
         "-CAcreateserial", "-days", "2", "-extfile", "names", "-out", "server.crt"},
        directory);
}

/// A port of this machine that is free at the moment.
int free_port()
{
    const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(probe, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("no free port");
    ::close(probe);
    return ::ntohs(address.sin_port);
}

/// PostgreSQL with TLS on this machine's network, where the nightly role has a password.
class NetworkServer {
public:
    NetworkServer() : port_(std::to_string(free_port()))
    {
        make_certificates(path());
        tests::copy_with_owner(tests::template_data(), data());
        const auto programs = find_programs(data());
        const auto log = path() / "server.log";
        const std::string with_password =
            std::string("alter role reservepost_night password '") + password + "';\n";
        require(run_as(user_, {programs / "postgres",
                               {"--single", "-D", data().string(), "-c", "exit_on_error=on",
                                "reservepost"},
                               with_password,
                               log}) == 0);
        prepare_data();
        server_ =
            start_detached_as(user_, {programs / "postgres",
                                      {"-D", data().string(), "-k", data().string(), "-p", port_,
                                       "-c", "listen_addresses=127.0.0.1", "-c", "ssl=on", "-c",
                                       "ssl_cert_file=server.crt", "-c", "ssl_key_file=server.key"},
                                      {},
                                      log});
        await_start(log);
    }
    ~NetworkServer()
    {
        ::kill(server_, SIGQUIT);
        while (!living_processes(user_, {{}, fs::canonical(data()), {}, {}}).empty())
            std::this_thread::yield();
    }
    NetworkServer(const NetworkServer&) = delete;
    NetworkServer& operator=(const NetworkServer&) = delete;

    const fs::path& path() const { return directory_.path(); }
    std::string log() const { return file_text(path() / "server.log"); }

    /// What `options` adds to the server's place. Gives why it was refused, or nothing.
    std::string refusal(const std::string& host, const std::string& options) const
    {
        try {
            auto database =
                Database::connect("host=" + host + " port=" + port_ +
                                  " dbname=reservepost user=reservepost_night " + options);
            auto transaction = database.begin();
            const bool tls =
                transaction.execute("select ssl from pg_stat_ssl where pid = pg_backend_pid()")
                    .one()
                    .boolean("ssl");
            return tls ? "" : "in, but in the clear";
        } catch (const std::exception& error) {
            return error.what();
        }
    }

private:
    static void require(bool done)
    {
        if (!done) throw std::runtime_error("the network server of the test cannot be made");
    }
    fs::path data() const { return path() / "data"; }

    void prepare_data() const
    {
        const std::string certificate = file_text(path() / "server.crt");
        const std::string key = file_text(path() / "server.key");
        done_as(user_, [&] {
            write_file(data() / "server.crt", certificate);
            write_file(data() / "server.key", key);
            fs::permissions(data() / "server.key", fs::perms(0600));
            write_file(data() / "pg_hba.conf", "hostssl reservepost all 127.0.0.1/32 "
                                               "scram-sha-256\nhost reservepost all 127.0.0.1/32 "
                                               "trust\n");
            return std::string();
        });
    }
    void await_start(const fs::path& log) const
    {
        while (file_text(log).find("ready to accept connections") == std::string::npos)
            require(::kill(server_, 0) == 0);
    }

    tests::ClusterDirectory directory_;
    ServerUser user_ = server_user();
    std::string port_;
    pid_t server_ = 0;
};

TEST(NetworkServer, IsEnteredOnlyWithItsCertificateCheckedAndAPasswordThatIsSecret)
{
    const NetworkServer server;
    const auto file = [&](const std::string& name, const std::string& word, int mode) {
        const auto path = write_file(server.path() / name, "*:*:*:*:" + word + "\n");
        fs::permissions(path, static_cast<fs::perms>(mode));
        return " passfile=" + path.string();
    };
    const auto secret = file("secret", password, 0600);
    const auto ours = " sslrootcert=" + (server.path() / "ca.crt").string();
    const auto others = " sslrootcert=" + (server.path() / "other-ca.crt").string();
    struct {
        const char* why;
        std::string host;
        std::string options;
        const char* refused; ///< A part of the sentence; empty: it gets in.
    } const cases[] = {
        {"everything is right", "localhost", "sslmode=verify-full" + ours + secret, ""},
        {"verify-ca is enough where the name differs", "127.0.0.1",
         "sslmode=verify-ca" + ours + secret, ""},
        {"another name than the certificate's", "127.0.0.1", "sslmode=verify-full" + ours + secret,
         "08006"},
        {"another authority", "localhost", "sslmode=verify-full" + others + secret, "08006"},
        {"an authority that is not there", "localhost",
         "sslmode=verify-full sslrootcert=/nonexistent" + secret, "08006"},
        {"TLS with anybody", "localhost", "sslmode=require" + secret, "without a checked"},
        {"TLS if it happens to be there", "localhost", "sslmode=prefer" + secret,
         "without a checked"},
        {"no TLS, although the server would let us in", "localhost", "sslmode=disable",
         "without a checked"},
        {"nothing said of TLS", "localhost", "", "without a checked"},
        {"a wrong password", "localhost",
         "sslmode=verify-full" + ours + file("wrong", "Feil-0815", 0600), "08006"},
        {"no password", "localhost", "sslmode=verify-full passfile=/dev/null" + ours,
         "can be read by others"},
        {"a password file that the group may read", "localhost",
         "sslmode=verify-full" + ours + file("group", password, 0640), "can be read by others"},
        {"a password file that others may write", "localhost",
         "sslmode=verify-full" + ours + file("loose", password, 0602), "can be read by others"},
        {"a password file that is a directory", "localhost",
         "sslmode=verify-full passfile=" + server.path().string() + ours, "can be read by others"},
        {"a password file that is not there", "localhost",
         "sslmode=verify-full passfile=/nonexistent" + ours, "cannot be found"},
        {"the password in the string", "localhost",
         std::string("sslmode=verify-full password=") + password + ours, "holds a password"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto refusal = server.refusal(c.host, c.options);
        EXPECT_EQ(refusal.empty(), std::string_view(c.refused).empty()) << refusal;
        EXPECT_NE(refusal.find(c.refused), std::string::npos) << refusal;
        for (const char* word : {password, "Feil-0815"})
            EXPECT_EQ(refusal.find(word), std::string::npos) << "a password in a message";
    }
    EXPECT_EQ(server.log().find(password), std::string::npos);
}

} // namespace
} // namespace reservepost::batch::store
