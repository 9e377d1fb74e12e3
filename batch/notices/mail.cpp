#include "batch/notices/mail.h"

#include "batch/json/utf8.h"
#include "batch/notices/mail_text.h"
#include "batch/notices/smtp_session.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch::notices {

namespace {

/// Connections that break one after the other before the rest waits for the next run. More than
/// one, as a single mail may be what breaks them.
constexpr int most_broken_sessions = 3;

std::int64_t count_waiting(store::Database& database)
{
    auto transaction = database.begin();
    return transaction.execute("select count(*) as n from mail where state = 'queued'")
        .one()
        .integer("n");
}

std::vector<std::int64_t> waiting_mails(store::Database& database)
{
    auto transaction = database.begin();
    std::vector<std::int64_t> mails;
    for (const auto row :
         transaction.execute("select id from mail where state = 'queued' order by tries, id"))
        mails.push_back(row.integer("id"));
    return mails;
}

/// Sends what is queued through as few sessions as can be.
class Delivery {
public:
    Delivery(store::Database& database, const MailServer& server, holidays::Instant now)
        : database_(database), server_(server), now_(now)
    {
    }

    MailCount run()
    {
        const auto mails = waiting_mails(database_);
        for (std::size_t at = 0; at < mails.size(); ++at) {
            if (!open_session()) {
                note_tries({mails.begin() + static_cast<std::ptrdiff_t>(at), mails.end()});
                break;
            }
            send_one(mails[at]);
        }
        session_.reset();
        tell_failures();
        count_.waiting = count_waiting(database_);
        return count_;
    }

private:
    /// Whether there is a session; else the trouble is noted.
    bool open_session()
    {
        if (session_) return true;
        if (broken_ == most_broken_sessions) {
            count_.troubles.push_back("the mail server broke off again and again; the other mails "
                                      "wait for the next run");
            return false;
        }
        try {
            session_ = std::make_unique<SmtpSession>(server_);
            return true;
        } catch (const SmtpError& error) {
            count_.troubles.push_back("mails not sent: " + std::string(error.what()));
            return false;
        }
    }

    // The order: 1. the row is locked, so that no other process sends it too 2. the server takes
    // the mail over 3. `sent` is committed. A crash between 2 and 3 sends it again, with the same
    // Message-ID.
    void send_one(std::int64_t mail)
    {
        auto transaction = database_.begin();
        const auto row = transaction
                             .execute("select * from mail where id = $1 and state = 'queued' "
                                      "for update skip locked",
                                      {mail})
                             .find_one();
        if (!row) return;
        try {
            deliver(*row);
        } catch (const SmtpError& error) {
            note_failure(mail, error);
            transaction.changed("update mail set tries = tries + 1, last_try = $2 where id = $1",
                                {mail, now_});
            transaction.commit();
            return;
        }
        transaction.changed("update mail set state = 'sent', tries = tries + 1, last_try = $2, "
                            "sent_at = $2 where id = $1",
                            {mail, now_});
        transaction.commit();
        ++count_.sent;
        broken_ = 0;
    }

    void deliver(const store::Row& row)
    {
        const auto recipient = row.text("recipient");
        if (!is_deliverable(recipient))
            throw SmtpError(SmtpError::Kind::MailRefused,
                            "its address is not ASCII or too long; mend it in the configuration or "
                            "the register");
        const auto text = mail_text({.message_id = row.text("message_id"),
                                     .sender = server_.sender,
                                     .recipient = recipient,
                                     .subject = row.text("subject"),
                                     .written_at = row.instant("queued_at")},
                                    row.text("body"));
        session_->send(server_.sender, recipient, text);
    }

    void note_failure(std::int64_t mail, const SmtpError& error)
    {
        const auto known = std::find_if(failures_.begin(), failures_.end(),
                                        [&](const auto& each) { return each.why == error.what(); });
        if (known != failures_.end())
            ++known->mails;
        else
            failures_.push_back({error.what(), mail, 1});
        if (error.kind() == SmtpError::Kind::MailRefused) {
            broken_ = 0;
            return;
        }
        session_.reset();
        ++broken_;
    }

    /// One sentence for each reason, however many mails have it.
    void tell_failures()
    {
        for (const auto& failure : failures_)
            count_.troubles.push_back(
                (failure.mails == 1 ? "mail " + std::to_string(failure.first)
                                    : std::to_string(failure.mails) + " mails, the first of them " +
                                          std::to_string(failure.first) + ",") +
                " not sent: " + failure.why);
    }

    void note_tries(const std::vector<std::int64_t>& mails)
    {
        auto transaction = database_.begin();
        transaction.changed("update mail set tries = tries + 1, last_try = $2 where id = any($1) "
                            "and state = 'queued'",
                            {mails, now_});
        transaction.commit();
    }

    struct Failure {
        std::string why;
        std::int64_t first; ///< The id of a mail.
        std::int64_t mails;
    };

    store::Database& database_;
    const MailServer& server_;
    holidays::Instant now_;
    std::unique_ptr<SmtpSession> session_;
    int broken_ = 0; ///< Sessions, one after the other.
    std::vector<Failure> failures_;
    MailCount count_;
};

/// What is wrong with the sender in the configuration, before anything is tried; it is no mail's
/// fault.
std::string sender_trouble(const MailServer& server)
{
    try {
        check_address(server.sender);
    } catch (const std::invalid_argument&) {
        return "not sent: the sender in [smtp] must be one e-mail address and nothing else";
    }
    if (is_deliverable(server.sender)) return {};
    return "not sent: the sender in [smtp] is not ASCII or too long";
}

} // namespace

void queue_mail(store::Transaction& transaction, const NewMail& mail, const std::string& sender,
                holidays::Instant at)
{
    check_address(mail.recipient);
    check_subject(mail.subject);
    if (!json::is_utf8(mail.body) || mail.body.find('\0') != std::string::npos)
        throw std::invalid_argument("a mail's body must be UTF-8 without a NUL");
    transaction.changed("insert into mail (message_id, recipient, subject, body, queued_at, state) "
                        "values ($1, $2, $3, $4, $5, 'queued')",
                        {new_message_id(sender), mail.recipient, mail.subject, mail.body, at});
}

MailCount send_queued(store::Database& database, const std::optional<MailServer>& server,
                      holidays::Instant now)
{
    const auto wait_because = [&](const std::string& why) {
        MailCount count{.sent = 0, .waiting = count_waiting(database), .troubles = {}};
        if (count.waiting > 0)
            count.troubles.push_back(
                why + "; " + std::to_string(count.waiting) +
                (count.waiting == 1 ? " mail is waiting" : " mails are waiting"));
        return count;
    };
    if (!server) return wait_because("not sent: no server configured");
    if (const auto trouble = sender_trouble(*server); !trouble.empty())
        return wait_because(trouble);
    return Delivery(database, *server, now).run();
}

} // namespace reservepost::batch::notices
