#include "batch/mail_server.h"

#include <fstream>
#include <stdexcept>

namespace reservepost::batch {

std::optional<notices::MailServer> mail_server(const OpenedState& state)
{
    const auto& smtp = state.configuration().smtp;
    if (!smtp) return std::nullopt;
    notices::MailServer server{.host = smtp->host,
                               .port = smtp->port,
                               .sender = smtp->from,
                               .security = static_cast<notices::MailSecurity>(smtp->tls),
                               .user = smtp->user,
                               .password = {}};
    if (smtp->password_file) {
        std::ifstream file(*smtp->password_file);
        if (!std::getline(file, server.password))
            throw std::runtime_error("no password can be read from " +
                                     smtp->password_file->string() +
                                     "; its first line must be the mail server's password");
    }
    return server;
}

std::string mail_sender(const OpenedState& state)
{
    const auto& smtp = state.configuration().smtp;
    return smtp ? smtp->from : "reservepost@localhost";
}

} // namespace reservepost::batch
