#pragma once

#include "batch/notices/mail.h"

#include <memory>
#include <stdexcept>
#include <string>

// The door to Poco's SMTP. Its exceptions quote what servers answer, which may hold addresses: only
// the three digits of an answer come through.

namespace reservepost::batch::notices {

/// The server did not take a mail. The sentence says at which point and with which status, and
/// nothing of the mail.
class SmtpError : public std::runtime_error {
public:
    enum class Kind {
        MailRefused, ///< This mail; the session can take the next.
        SessionOver, ///< The connection is gone or was never made.
    };
    SmtpError(Kind kind, const std::string& sentence) : std::runtime_error(sentence), kind_(kind) {}
    Kind kind() const { return kind_; }

private:
    Kind kind_;
};

/// One conversation with a mail server.
class SmtpSession {
public:
    /// Connects, secures the connection and logs in. A server's certificate is verified against
    /// the system's authorities (OpenSSL's SSL_CERT_FILE changes them) and the server's name; TLS
    /// 1.2 at least. In the clear it only talks to this host itself. Throws `SmtpError`.
    explicit SmtpSession(const MailServer& server);
    ~SmtpSession(); ///< Says good-bye where the connection still stands.
    SmtpSession(const SmtpSession&) = delete;
    SmtpSession& operator=(const SmtpSession&) = delete;

    /// Hands over one mail; when this returns the server has taken it over. Throws `SmtpError`.
    void send(const std::string& sender, const std::string& recipient, const std::string& text);

private:
    class Conversation;
    std::unique_ptr<Conversation> conversation_;
    bool broken_ = false;
};

} // namespace reservepost::batch::notices
