#pragma once

#include "holidays/instant.h"

#include <string>
#include <string_view>

// A mail as it goes over the wire (RFC 5322, 2045, 2047): ASCII only, lines of at most 76
// characters, so that every server carries it unchanged.

namespace reservepost::batch::notices {

struct MailHeader {
    std::string message_id; ///< With its angle brackets.
    std::string sender;
    std::string recipient;
    std::string subject; ///< UTF-8.
    holidays::Instant written_at;
};

/// Throws `std::invalid_argument` unless `address` is one address without anything that could end
/// its line or begin another. The message does not repeat it.
void check_address(std::string_view address);

/// The same for a subject: one line of UTF-8 without control characters, at most 500 octets.
void check_subject(std::string_view subject);

/// A Message-ID that no other mail has: `<random@host>`, with the host of `sender`'s address.
std::string new_message_id(std::string_view sender);

/// Whether every mail server takes `address`: ASCII and at most 254 octets (RFC 5321). Others may
/// be queued, but are not sent.
bool is_deliverable(std::string_view address);

/// The whole mail, lines ending in CR LF, its body quoted-printable. Marked as made by a machine
/// (RFC 3834), so that no absence notice answers it. Throws `std::invalid_argument` as the checks.
std::string mail_text(const MailHeader& header, std::string_view body);

} // namespace reservepost::batch::notices
