#include "batch/notices/smtp_session.h"

#include <Poco/Environment.h>
#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SMTPClientSession.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureStreamSocket.h>

#include <algorithm>
#include <sstream>

namespace reservepost::batch::notices {

namespace {

namespace net = Poco::Net;

constexpr int completed = 2;    // RFC 5321, 4.2.1: the first digit of an answer.
constexpr int intermediate = 3; // "Go on": after DATA.
constexpr int closing = 421;

[[noreturn]] void give_up(const std::string& sentence)
{
    throw SmtpError(SmtpError::Kind::SessionOver, sentence);
}

Poco::Timespan patience_of(const MailServer& server)
{
    return {static_cast<long>(server.patience.count()), 0};
}

/// Does `work`, and gives every exception of Poco's our own sentence instead of its text.
template <class Work> auto translated(const MailServer& server, Work work)
{
    const auto name = server.host + ":" + std::to_string(server.port);
    try {
        return work();
    } catch (const Poco::TimeoutException&) {
        give_up("the mail server " + name + " did not answer within " +
                std::to_string(server.patience.count()) + " s");
    } catch (const net::SSLException&) {
        give_up("no secure connection to the mail server " + name +
                ": its certificate must be valid for that name and come from an authority that "
                "this machine trusts");
    } catch (const net::DNSException&) {
        give_up("the mail server's name " + server.host + " has no address");
    } catch (const net::ConnectionRefusedException&) {
        give_up("the mail server " + name + " does not take connections");
    } catch (const Poco::Exception&) {
        give_up("the connection to the mail server " + name + " broke");
    }
}

/// A connection to the first of the server's addresses that takes one.
net::StreamSocket connected(const MailServer& server)
{
    const auto addresses = net::DNS::hostByName(server.host).addresses();
    for (std::size_t at = 0; at < addresses.size(); ++at) {
        if (server.security == MailSecurity::None && !addresses[at].isLoopback())
            give_up("the mail server " + server.host +
                    " is on another host, and `tls = \"none\"` "
                    "is only for this host itself; use \"starttls\" or \"tls\"");
        try {
            net::StreamSocket socket;
            socket.connect({addresses[at], static_cast<Poco::UInt16>(server.port)},
                           patience_of(server));
            socket.setReceiveTimeout(patience_of(server));
            socket.setSendTimeout(patience_of(server));
            return socket;
        } catch (const Poco::Exception&) {
            if (at + 1 == addresses.size()) throw;
        }
    }
    throw net::NoAddressFoundException();
}

/// Whoever is at the other end must prove to be `server.host`.
net::SecureStreamSocket secured(const net::StreamSocket& socket, const MailServer& server)
{
    net::Context::Params parameters;
    parameters.verificationMode = net::Context::VERIFY_STRICT;
    parameters.loadDefaultCAs = true;
    net::Context::Ptr context =
        new net::Context(net::Context::TLS_CLIENT_USE, parameters); // Its pointer counts owners.
    context->requireMinimumProtocol(net::Context::PROTO_TLSV1_2);
    context->enableExtendedCertificateVerification(); // That is: of the name.
    return net::SecureStreamSocket::attach(socket, server.host, context);
}

std::string own_name()
{
    const auto name = Poco::Environment::nodeName();
    const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '.';
    });
    return plain ? name : "localhost";
}

/// Whether the answer to EHLO offers `service`, with `argument` among what follows it.
bool offers(const std::string& answer, const std::string& service, const std::string& argument = {})
{
    std::istringstream lines(answer);
    for (std::string line; std::getline(lines, line);) {
        std::transform(line.begin(), line.end(), line.begin(), [](char c) {
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        });
        if (line.size() > 4 && (line.starts_with("250-") || line.starts_with("250 ")))
            line.erase(0, 4);
        std::istringstream words(line);
        std::string word;
        if (!(words >> word) || word != service) continue;
        if (argument.empty()) return true;
        while (words >> word)
            if (word == argument) return true;
    }
    return false;
}

} // namespace

/// Poco's session, of which we lead the conversation ourselves: its own greeting and good-bye hide
/// statuses, and its STARTTLS forgets the server's name for a socket that is already connected.
class SmtpSession::Conversation : private net::SMTPClientSession {
public:
    explicit Conversation(const MailServer& server)
        : net::SMTPClientSession(connected(server)), server_(server)
    {
        if (server_.security == MailSecurity::Tls) socket() = secured(socket(), server_);
        std::string answer;
        expect(socket().receiveStatusMessage(answer), "to talk to us");
        greet();
        if (server_.security == MailSecurity::StartTls) start_tls();
        if (!server_.user.empty()) log_in();
    }

    void send(const std::string& sender, const std::string& recipient, const std::string& text)
    {
        command("MAIL FROM:<" + sender + ">", completed, "the sender");
        command("RCPT TO:<" + recipient + ">", completed, "the recipient");
        command("DATA", intermediate, "the text");
        try {
            std::istringstream octets(text);
            sendMessage(octets);
        } catch (const net::SMTPException& error) {
            refuse(error.code(), "the text");
        }
    }

    /// Best effort: what was taken over is taken over.
    void say_good_bye() noexcept
    {
        try {
            std::string answer;
            sendCommand("QUIT", answer);
        } catch (const std::exception&) {
            return; // The connection is gone, which is what was wanted.
        }
    }

    const MailServer& server() const { return server_; }

private:
    void expect(int status, const char* what)
    {
        if (status / 100 == completed) return;
        if (status / 100 < 4) give_up("the mail server closed the connection");
        give_up("the mail server refuses " + std::string(what) + " (" + std::to_string(status) +
                ")");
    }

    void greet()
    {
        offered_.clear();
        if (sendCommand("EHLO " + own_name(), offered_) / 100 == completed) return;
        offered_.clear();
        std::string answer;
        expect(sendCommand("HELO " + own_name(), answer), "our greeting");
    }

    void start_tls()
    {
        std::string answer;
        if (!offers(offered_, "STARTTLS"))
            give_up("the mail server offers no STARTTLS, and nothing is sent in the clear");
        expect(sendCommand("STARTTLS", answer), "STARTTLS");
        socket() = secured(socket(), server_);
        greet();
    }

    void log_in()
    {
        try {
            if (offers(offered_, "AUTH", "PLAIN"))
                loginUsingPlain(server_.user, server_.password);
            else if (offers(offered_, "AUTH", "LOGIN"))
                loginUsingLogin(server_.user, server_.password);
            else
                give_up("the mail server offers no log-in by PLAIN or LOGIN");
        } catch (const net::SMTPException& error) {
            expect(error.code(), "the log-in; check user and password in [smtp]");
            throw;
        }
    }

    void command(const std::string& line, int wanted, const char* what)
    {
        std::string answer;
        const int status = sendCommand(line, answer);
        if (status / 100 != wanted) refuse(status, what);
    }

    /// Ends this mail; the session too, if the server has gone or cannot begin anew.
    [[noreturn]] void refuse(int status, const char* what)
    {
        if (status < 400) give_up("the mail server closed the connection");
        const auto sentence =
            "the mail server refused " + std::string(what) + " (" + std::to_string(status) + ")";
        std::string answer;
        if (status == closing || sendCommand("RSET", answer) / 100 != completed) give_up(sentence);
        throw SmtpError(SmtpError::Kind::MailRefused, sentence);
    }

    const MailServer server_;
    std::string offered_; ///< The answer to EHLO.
};

SmtpSession::SmtpSession(const MailServer& server)
    : conversation_(translated(server, [&] { return std::make_unique<Conversation>(server); }))
{
}

SmtpSession::~SmtpSession()
{
    if (!broken_) conversation_->say_good_bye();
}

void SmtpSession::send(const std::string& sender, const std::string& recipient,
                       const std::string& text)
{
    const auto& server = conversation_->server();
    try {
        translated(server, [&] { conversation_->send(sender, recipient, text); });
    } catch (const SmtpError& error) {
        if (error.kind() == SmtpError::Kind::SessionOver) broken_ = true;
        throw;
    }
}

} // namespace reservepost::batch::notices
