#pragma once

#include "batch/notices/mail.h"
#include "batch/opened_state.h"

#include <optional>
#include <string>

namespace reservepost::batch {

/// The mail server that the configuration names, with its password read; none where there is none.
/// Throws `std::runtime_error` when the password file cannot be read.
std::optional<notices::MailServer> mail_server(const OpenedState& state);

/// The address that mails come from; one of this host where no mail server is configured.
std::string mail_sender(const OpenedState& state);

} // namespace reservepost::batch
