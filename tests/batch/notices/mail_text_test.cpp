#include "batch/notices/mail_text.h"

#include "holidays/oslo_time.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace reservepost::batch::notices {
namespace {

MailHeader header(const std::string& subject = "Reservepost run 7")
{
    return {"<abc@kommune.example>", "reservepost@kommune.example", "drift@kommune.example",
            subject, holidays::parse_instant("2026-11-25T02:00:05+01:00")};
}

std::string subject_lines(const std::string& subject)
{
    const auto text = mail_text(header(subject), "");
    const auto start = text.find("Subject: ");
    return text.substr(start, text.find("\r\nAuto-Submitted") - start);
}

std::string body_of(const std::string& body)
{
    const auto text = mail_text(header(), body);
    return text.substr(text.find("\r\n\r\n") + 4);
}

TEST(MailText, AWholeMail)
{
    EXPECT_EQ(mail_text(header(), "Run 7.\nAll is well.\n"),
              "Date: Wed, 25 Nov 2026 01:00:05 +0000\r\n"
              "From: <reservepost@kommune.example>\r\n"
              "To: <drift@kommune.example>\r\n"
              "Message-ID: <abc@kommune.example>\r\n"
              "Subject: Reservepost run 7\r\n"
              "Auto-Submitted: auto-generated\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: text/plain; charset=utf-8\r\n"
              "Content-Transfer-Encoding: quoted-printable\r\n"
              "\r\n"
              "Run 7.\r\nAll is well.\r\n");
}

TEST(MailText, SubjectsOfAnyLanguage)
{
    EXPECT_EQ(subject_lines("Kjøring 7"), "Subject: =?UTF-8?B?S2rDuHJpbmcgNw==?=");
    EXPECT_EQ(subject_lines("a =?UTF-8?B?word?="), "Subject: =?UTF-8?B?YSA9P1VURi04P0I/d29yZD89?=")
        << "what looks encoded must not be decoded";
    EXPECT_EQ(subject_lines("øøøøøøøøøøøøøøøøøøøøøøøøø"),
              "Subject: =?UTF-8?B?w7jDuMO4w7jDuMO4w7jDuMO4w7jDuMO4w7jDuMO4w7jDuMO4?=\r\n"
              " =?UTF-8?B?w7jDuMO4w7jDuMO4w7g=?=")
        << "no character is cut in two";
}

TEST(MailText, BodiesAreQuotedPrintable)
{
    const struct {
        const char* why;
        std::string body;
        std::string sent;
    } cases[] = {
        {"empty", "", ""},
        {"without a last line end", "x", "x\r\n"},
        {"empty lines stay", "\n\nx\n", "\r\n\r\nx\r\n"},
        {"line ends of other machines", "x\r\ny\r\n", "x\r\ny\r\n"},
        {"a lone carriage return is no line end", "x\ry", "x=0Dy\r\n"},
        {"Norwegian", "på", "p=C3=A5\r\n"},
        {"the mark itself", "a=b", "a=3Db\r\n"},
        {"a space at the end would be lost", "a \n", "a=20\r\n"},
        {"a tabulator inside", "a\tb", "a\tb\r\n"},
        {"76 fit", std::string(76, 'x'), std::string(76, 'x') + "\r\n"},
        {"77 do not", std::string(77, 'x'), std::string(75, 'x') + "=\r\nxx\r\n"},
        {"a code is not cut", std::string(74, 'x') + "=", std::string(74, 'x') + "=\r\n=3D\r\n"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(body_of(c.body), c.sent);
    }
}

TEST(MailText, NoLineIsLongAndAllIsAscii)
{
    std::string body;
    for (int n = 0; n < 300; ++n)
        body += n % 7 == 0 ? "ærlig talt = " : "Øst\t";
    const auto text = mail_text(header(std::string(500, '\xc3')
                                           .replace(0, 500,
                                                    [] {
                                                        std::string all;
                                                        while (all.size() < 500)
                                                            all += "å";
                                                        return all;
                                                    }())),
                                body);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 77U) << "76 and the carriage return";
        EXPECT_TRUE(line.ends_with('\r'));
        EXPECT_TRUE(std::all_of(line.begin(), line.end(), [](char c) { return c > 0; }));
    }
}

TEST(MailText, AnAddressCannotInject)
{
    const struct {
        const char* why;
        std::string address;
    } cases[] = {
        {"empty", ""},
        {"no at", "drift.kommune.example"},
        {"nothing before", "@kommune.example"},
        {"nothing behind", "drift@"},
        {"two", "a@b@c"},
        {"line end", "a@b\r\nBcc: c@d"},
        {"line end at the end", "a@b\n"},
        {"carriage return alone", "a@b\rBcc:x"},
        {"another address", "a@b,c@d"},
        {"another address, as some write it", "a@b;c@d"},
        {"a name", "Drift <a@b>"},
        {"the end of the command", "a@b> SIZE=1"},
        {"a comment", "a@b(c)"},
        {"a quote", "\"a\"@b"},
        {"a space", "a @b"},
        {"a NUL", std::string("a@b\0c", 5)},
        {"not UTF-8", "a\xff@b"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(check_address(c.address), std::invalid_argument);
        auto mail = header();
        mail.recipient = c.address;
        EXPECT_THROW(mail_text(mail, ""), std::invalid_argument);
        mail = header();
        mail.sender = c.address;
        EXPECT_THROW(mail_text(mail, ""), std::invalid_argument);
        EXPECT_THROW(new_message_id(c.address), std::invalid_argument);
    }
    EXPECT_NO_THROW(check_address("post@barnevern.kommune.example"));
    EXPECT_NO_THROW(check_address("o'brien+drift@kommune.example"));
}

TEST(MailText, ASubjectCannotInject)
{
    const struct {
        const char* why;
        std::string subject;
    } cases[] = {
        {"line end", "x\r\nBcc: a@b"},
        {"line feed alone", "x\nBcc: a@b"},
        {"carriage return alone", "x\ry"},
        {"a NUL", std::string("x\0y", 3)},
        {"an escape", "x\x1b[2J"},
        {"not UTF-8", "x\xe6"},
        {"longer than any", std::string(501, 'x')},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(check_subject(c.subject), std::invalid_argument);
        EXPECT_THROW(mail_text(header(c.subject), ""), std::invalid_argument);
    }
}

TEST(MailText, IdsAreNewAndOfTheSendersHost)
{
    const auto id = new_message_id("reservepost@kommune.example");
    EXPECT_TRUE(id.ends_with("@kommune.example>"));
    EXPECT_EQ(id.size(), std::string("<@kommune.example>").size() + 32);
    EXPECT_NE(id, new_message_id("reservepost@kommune.example"));
    EXPECT_TRUE(new_message_id("post@tromsø.example").ends_with("@localhost>"));
}

TEST(MailText, WhatEveryServerTakes)
{
    EXPECT_TRUE(is_deliverable("a@b"));
    EXPECT_FALSE(is_deliverable("bjørn@b"));
    EXPECT_TRUE(is_deliverable(std::string(252, 'a') + "@b"));
    EXPECT_FALSE(is_deliverable(std::string(253, 'a') + "@b"));
}

} // namespace
} // namespace reservepost::batch::notices
