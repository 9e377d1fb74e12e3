#include "batch/notices/mail.h"

#include "holidays/oslo_time.h"
#include "tests/batch/notices/mail_server.h"
#include "tests/support/test_database.h"

#include <gtest/gtest.h>

namespace reservepost::batch::notices {
namespace {

using tests::MailCertificate;
using tests::RunningMailServer;
using tests::TrustedAuthority;

constexpr const char* sender = "reservepost@kommune.example";

/// A queue in a real database.
class MailTest : public testing::Test {
protected:
    /// Puts a mail to `recipient` into the queue and gives its Message-ID.
    std::string queue(const std::string& recipient, const std::string& subject = "Kjøring 7",
                      const std::string& body = "Alt er på plass.\n.\nSlutt.\n")
    {
        auto transaction = database_.begin();
        queue_mail(transaction, {recipient, subject, body}, sender, queued_at_);
        const auto id = transaction.execute("select message_id from mail order by id desc limit 1")
                            .one()
                            .text("message_id");
        transaction.commit();
        return id;
    }

    MailCount send(const std::optional<MailServer>& server)
    {
        const auto count = send_queued(database_, server, now_);
        for (const auto& trouble : count.troubles) {
            EXPECT_EQ(trouble.find('@'), std::string::npos) << trouble;
            EXPECT_EQ(trouble.find("drift"), std::string::npos) << trouble;
            EXPECT_EQ(trouble.find("Kjøring"), std::string::npos) << trouble;
        }
        return count;
    }

    static MailServer server_at(int port, MailSecurity security = MailSecurity::None)
    {
        return {.host = security == MailSecurity::None ? "127.0.0.1" : "localhost",
                .port = port,
                .sender = sender,
                .security = security,
                .user = {},
                .password = {},
                .patience = std::chrono::seconds(20)};
    }

    store::Row row_of(const std::string& message_id)
    {
        auto transaction = database_.begin();
        return transaction.execute("select * from mail where message_id = $1", {message_id}).one();
    }

    const tests::TestDatabase cluster_;
    store::Database database_ = cluster_.night();
    const holidays::Instant queued_at_ = holidays::parse_instant("2026-11-25T00:31:00+01:00");
    const holidays::Instant now_ = holidays::parse_instant("2026-11-25T00:32:00+01:00");
};

TEST_F(MailTest, ArrivesAsItWasWrittenAndOnlyOnce)
{
    const RunningMailServer server;
    const auto id = queue("drift@kommune.example");
    auto count = send(server_at(server.port()));
    EXPECT_EQ(count.sent, 1);
    EXPECT_EQ(count.waiting, 0);
    EXPECT_TRUE(count.troubles.empty());
    EXPECT_EQ(server.mail(1), "clear <reservepost@kommune.example> <drift@kommune.example>\r\n"
                              "Date: Tue, 24 Nov 2026 23:31:00 +0000\r\n"
                              "From: <reservepost@kommune.example>\r\n"
                              "To: <drift@kommune.example>\r\n"
                              "Message-ID: " +
                                  id +
                                  "\r\n"
                                  "Subject: =?UTF-8?B?S2rDuHJpbmcgNw==?=\r\n"
                                  "Auto-Submitted: auto-generated\r\n"
                                  "MIME-Version: 1.0\r\n"
                                  "Content-Type: text/plain; charset=utf-8\r\n"
                                  "Content-Transfer-Encoding: quoted-printable\r\n"
                                  "\r\n"
                                  "Alt er p=C3=A5 plass.\r\n.\r\nSlutt.\r\n");
    const auto row = row_of(id);
    EXPECT_EQ(row.text("state"), "sent");
    EXPECT_EQ(row.integer("tries"), 1);
    EXPECT_EQ(row.instant("sent_at"), now_);

    EXPECT_EQ(send(server_at(server.port())).sent, 0);
    EXPECT_EQ(server.mail(2), "");
}

TEST_F(MailTest, OldestFirstAndThoseThatFailedLast)
{
    const RunningMailServer server;
    const auto failed = queue("a@b", "failed before");
    queue("a@b", "second");
    queue("a@b", "third");
    {
        auto transaction = database_.begin();
        transaction.changed("update mail set tries = 1 where message_id = $1", {failed});
        transaction.commit();
    }
    EXPECT_EQ(send(server_at(server.port())).sent, 3);
    EXPECT_NE(server.mail(1).find("Subject: second\r\n"), std::string::npos);
    EXPECT_NE(server.mail(2).find("Subject: third\r\n"), std::string::npos);
    EXPECT_NE(server.mail(3).find("Subject: failed before\r\n"), std::string::npos);
}

TEST_F(MailTest, WithoutAServerAllWait)
{
    EXPECT_TRUE(send(std::nullopt).troubles.empty()) << "nothing waits, so nothing is to be told";
    const auto id = queue("drift@kommune.example");
    EXPECT_EQ(send(std::nullopt).troubles,
              std::vector<std::string>{"not sent: no server configured; 1 mail is waiting"});
    queue("drift@kommune.example");
    const auto count = send(std::nullopt);
    EXPECT_EQ(count.troubles,
              std::vector<std::string>{"not sent: no server configured; 2 mails are waiting"});
    EXPECT_EQ(count.waiting, 2);
    EXPECT_EQ(row_of(id).integer("tries"), 0) << "nothing was tried";
}

TEST_F(MailTest, ARefusedMailWaitsAndTheOthersGo)
{
    const RunningMailServer server({"--refuse", "drift-gone", "--refuse-text", "unloved"});
    const auto gone = queue("drift-gone@kommune.example");
    const auto unloved = queue("drift@kommune.example", "unloved");
    const auto foreign = queue("bjørn@kommune.example");
    const auto good = queue("drift@kommune.example");
    const auto count = send(server_at(server.port()));
    EXPECT_EQ(count.sent, 1);
    EXPECT_EQ(count.waiting, 3);
    EXPECT_EQ(count.troubles,
              (std::vector<std::string>{
                  "mail 1 not sent: the mail server refused the recipient (550)",
                  "mail 2 not sent: the mail server refused the text (554)",
                  "mail 3 not sent: its address is not ASCII or too long; mend it in the "
                  "configuration or the register"}));
    for (const auto& id : {gone, unloved, foreign}) {
        EXPECT_EQ(row_of(id).text("state"), "queued");
        EXPECT_EQ(row_of(id).integer("tries"), 1);
        EXPECT_EQ(row_of(id).instant("last_try"), now_);
    }
    EXPECT_EQ(row_of(good).text("state"), "sent");
}

TEST_F(MailTest, ManyWithOneReasonAreOneSentence)
{
    const RunningMailServer server({"--refuse", "drift"});
    for (int n = 0; n < 5; ++n)
        queue("drift@kommune.example");
    EXPECT_EQ(send(server_at(server.port())).troubles,
              std::vector<std::string>{"5 mails, the first of them 1, not sent: the mail server "
                                       "refused the recipient (550)"});
}

TEST_F(MailTest, OneThatCutsTheConnectionDoesNotStopTheOthers)
{
    const RunningMailServer server({"--cut", "drift-cut"});
    const auto cut = queue("drift-cut@kommune.example");
    const auto good = queue("drift@kommune.example");
    const auto count = send(server_at(server.port()));
    EXPECT_EQ(count.sent, 1);
    ASSERT_EQ(count.troubles.size(), 1U);
    EXPECT_TRUE(count.troubles[0].starts_with("mail 1 not sent: the connection to the mail server "
                                              "127.0.0.1:") ||
                count.troubles[0] == "mail 1 not sent: the mail server closed the connection")
        << count.troubles[0];
    EXPECT_EQ(row_of(cut).text("state"), "queued");
    EXPECT_EQ(row_of(cut).integer("tries"), 1);
    EXPECT_EQ(row_of(good).text("state"), "sent");
    EXPECT_NE(server.mail(1).find("<drift@kommune.example>"), std::string::npos);
}

TEST_F(MailTest, AServerThatCutsEveryConnectionIsGivenUp)
{
    const RunningMailServer server({"--cut", "drift"});
    for (int n = 0; n < 6; ++n)
        queue("drift@kommune.example");
    const auto count = send(server_at(server.port()));
    EXPECT_EQ(count.sent, 0);
    EXPECT_EQ(count.waiting, 6);
    EXPECT_EQ(count.troubles.size(), 2U);
    auto transaction = database_.begin();
    EXPECT_EQ(transaction.execute("select sum(tries)::bigint as n from mail").one().integer("n"),
              6);
}

TEST_F(MailTest, AServerThatIsAwayLeavesAllWaiting)
{
    RunningMailServer server;
    server.stop();
    const auto id = queue("drift@kommune.example");
    queue("drift@kommune.example");
    const auto count = send(server_at(server.port()));
    EXPECT_EQ(count.waiting, 2);
    ASSERT_EQ(count.troubles.size(), 1U);
    EXPECT_EQ(count.troubles[0], "mails not sent: the mail server 127.0.0.1:" +
                                     std::to_string(server.port()) + " does not take connections");
    EXPECT_EQ(row_of(id).integer("tries"), 1);

    const RunningMailServer back;
    EXPECT_EQ(send(server_at(back.port())).sent, 2);
    EXPECT_NE(back.mail(1).find("Message-ID: " + id), std::string::npos)
        << "the id of the first try";
}

TEST_F(MailTest, AServerThatSaysNothingIsGivenUp)
{
    const RunningMailServer server({"--silent"});
    queue("drift@kommune.example");
    auto to = server_at(server.port());
    to.patience = std::chrono::seconds(1);
    const auto count = send(to);
    EXPECT_EQ(count.waiting, 1);
    ASSERT_EQ(count.troubles.size(), 1U);
    EXPECT_NE(count.troubles[0].find("did not answer within 1 s"), std::string::npos);
}

TEST_F(MailTest, ByStartTlsAndTls)
{
    const MailCertificate certificate("DNS:localhost");
    const TrustedAuthority trusted(certificate.authority());
    const RunningMailServer starttls(certificate.arguments("--starttls"));
    const RunningMailServer tls(certificate.arguments("--tls"));
    queue("drift@kommune.example");
    auto count = send(server_at(starttls.port(), MailSecurity::StartTls));
    EXPECT_EQ(count.sent, 1);
    EXPECT_TRUE(count.troubles.empty()) << count.troubles.front();
    EXPECT_TRUE(starttls.mail(1).starts_with("TLS "));

    queue("drift@kommune.example");
    count = send(server_at(tls.port(), MailSecurity::Tls));
    EXPECT_EQ(count.sent, 1);
    EXPECT_TRUE(count.troubles.empty()) << count.troubles.front();
    EXPECT_NE(tls.mail(1), "");
}

// Nothing goes to a server that cannot prove who it is, and nothing in the clear instead.
TEST_F(MailTest, AServerThatIsNotTheRightOneGetsNothing)
{
    const MailCertificate right("DNS:localhost");
    const MailCertificate other_name("DNS:mail.example.no");
    const struct {
        const char* why;
        const MailCertificate& certificate;
        const MailCertificate& trusted;
    } cases[] = {
        {"an authority nobody trusts", right, other_name},
        {"a certificate of another name", other_name, other_name},
    };
    queue("drift@kommune.example");
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const TrustedAuthority trusted(c.trusted.authority());
        for (const auto security : {MailSecurity::StartTls, MailSecurity::Tls}) {
            const RunningMailServer server(
                c.certificate.arguments(security == MailSecurity::Tls ? "--tls" : "--starttls"));
            const auto count = send(server_at(server.port(), security));
            EXPECT_EQ(count.sent, 0);
            ASSERT_EQ(count.troubles.size(), 1U);
            EXPECT_NE(count.troubles[0].find("its certificate must be valid"), std::string::npos)
                << count.troubles[0];
            EXPECT_EQ(server.mail(1), "");
        }
    }
    const RunningMailServer plain;
    EXPECT_EQ(send(server_at(plain.port(), MailSecurity::StartTls)).troubles,
              std::vector<std::string>{"mails not sent: the mail server offers no STARTTLS, and "
                                       "nothing is sent in the clear"});
    EXPECT_EQ(plain.mail(1), "");
}

TEST_F(MailTest, LogsInWhereItIsAsked)
{
    const MailCertificate certificate("DNS:localhost");
    const TrustedAuthority trusted(certificate.authority());
    auto arguments = certificate.arguments("--starttls");
    arguments.insert(arguments.end(), {"--user", "night", "--password", "pass ord å"});
    const RunningMailServer server(arguments);
    queue("drift@kommune.example");
    auto to = server_at(server.port(), MailSecurity::StartTls);
    EXPECT_EQ(send(to).troubles, std::vector<std::string>{
                                     "mail 1 not sent: the mail server refused the sender (530)"});
    to.user = "night";
    to.password = "wrong";
    EXPECT_EQ(send(to).troubles,
              std::vector<std::string>{"mails not sent: the mail server refuses the log-in; check "
                                       "user and password in [smtp] (535)"});
    to.password = "pass ord å";
    const auto count = send(to);
    EXPECT_EQ(count.sent, 1);
    EXPECT_TRUE(count.troubles.empty()) << count.troubles.front();
}

TEST_F(MailTest, InTheClearOnlyToThisHost)
{
    queue("drift@kommune.example");
    auto to = server_at(25);
    to.host = "192.0.2.1"; // RFC 5737: an address of nobody. It must not even be tried.
    const auto count = send(to);
    ASSERT_EQ(count.troubles.size(), 1U);
    EXPECT_NE(count.troubles[0].find("is only for this host itself"), std::string::npos);
}

TEST_F(MailTest, ASenderThatCannotBeIsTold)
{
    queue("drift@kommune.example");
    for (const char* bad : {"", "nobody", "a@b\r\nDATA", "bjørn@b"}) {
        auto to = server_at(25);
        to.sender = bad;
        const auto count = send(to);
        ASSERT_EQ(count.troubles.size(), 1U);
        EXPECT_TRUE(count.troubles[0].starts_with("not sent: the sender in [smtp]"));
        EXPECT_TRUE(count.troubles[0].ends_with("1 mail is waiting"));
    }
}

TEST_F(MailTest, WhatCouldInjectIsNotQueued)
{
    auto transaction = database_.begin();
    const NewMail cases[] = {
        {"a@b\r\nBcc: c@d", "subject", "body"}, {"a@b,c@d", "subject", "body"},
        {"a@b", "subject\r\nBcc: c@d", "body"}, {"a@b", "subject", std::string("NUL \0", 5)},
        {"a@b", "subject", "not UTF-8 \xff"},
    };
    for (const auto& mail : cases)
        EXPECT_THROW(queue_mail(transaction, mail, sender, now_), std::invalid_argument);
    EXPECT_THROW(queue_mail(transaction, {"a@b", "s", "b"}, "x\r\n@y", now_),
                 std::invalid_argument);
    EXPECT_EQ(transaction.execute("select count(*) as n from mail").one().integer("n"), 0);
}

} // namespace
} // namespace reservepost::batch::notices
