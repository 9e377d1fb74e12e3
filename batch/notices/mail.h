#pragma once

#include "batch/store/database.h"
#include "holidays/instant.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reservepost::batch::notices {

/// A plain-text mail. Nothing personal is in subject or body.
struct NewMail {
    std::string recipient; ///< One address, `post@example.no`, without name or brackets.
    std::string subject;   ///< One line of UTF-8.
    std::string body;      ///< UTF-8.
};

/// Puts a mail into the database's queue. Its Message-ID (`<random@host part of sender>`) is fixed
/// here, before the first try, so that one sent twice by a crash can be recognised. Throws
/// `std::invalid_argument` for an address or subject that could inject a header, and for text that
/// is not UTF-8 or holds a NUL.
void queue_mail(store::Transaction& transaction, const NewMail& mail, const std::string& sender,
                holidays::Instant at);

enum class MailSecurity {
    None,     ///< In the clear: only to a server on the same host.
    StartTls, ///< In the clear first, then STARTTLS or nothing.
    Tls,      ///< TLS from the first octet.
};

/// The server mails are handed to.
struct MailServer {
    std::string host;
    int port = 587;
    std::string sender;
    MailSecurity security = MailSecurity::StartTls;
    std::string user; ///< Empty: no log-in.
    std::string password;
    std::chrono::seconds patience{60}; ///< How long connecting, and each answer, may take.
};

struct MailCount {
    std::int64_t sent = 0;
    std::int64_t waiting = 0;          ///< Still queued afterwards.
    std::vector<std::string> troubles; ///< Sentences; no address and nothing of a mail in them.
};

/// Sends what is queued, each mail marked `sent` and committed by itself, so that a crash sends at
/// most one of them twice, under the same Message-ID. The order is oldest first; those that failed
/// before come after the others, so that none can block the queue.
///
/// A mail that is refused stays queued for the next run; when the server cannot be reached all do.
/// Without a server nothing is tried and the trouble says "not sent: no server configured". Never
/// throws for a mail server's fault; throws `StoreError` for the database's.
MailCount send_queued(store::Database& database, const std::optional<MailServer>& server,
                      holidays::Instant now);

} // namespace reservepost::batch::notices
