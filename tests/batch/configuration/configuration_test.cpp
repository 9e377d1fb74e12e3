#include "batch/configuration/configuration.h"

#include "tests/support/temporary_directory.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace reservepost::batch::configuration {
namespace {

namespace fs = std::filesystem;

const fs::path file = "/etc/reservepost/reservepost.toml";

// The least that a configuration must hold; rows below replace or add lines.
const std::string vault = "vault.stores = [{ content = \"c\", keys = \"/k\" }]\n";
const std::string keys = "keys.directory = \"keys\"\n";
const std::string inbox = "inbox.directory = \"inbox\"\n";
const std::string house = "[print_house]\n"
                          "name = \"Trykkeriet\"\n"
                          "directory_to = \"to\"\n"
                          "directory_from = \"from\"\n"
                          "certificate = \"house.pem\"\n"
                          "receipt_certificates = [\"house.pem\", \"old.pem\"]\n";
const std::string retention = "[retention]\nretention_days = 30\nretention_posted_days = 49\n";
const std::string log = "[log]\norigin = \"example.no/log\"\npublished = [\"published\"]\n";
const std::string least = vault + keys + inbox + house + retention + log;

std::vector<Finding> findings_of(const std::string& text)
{
    try {
        read_configuration(text, file);
    } catch (const FindingsError& error) {
        return error.findings();
    }
    return {};
}

TEST(Configuration, TheLeastOneHasTheDefaultsOfTheContract)
{
    const auto c = read_configuration(least, file);
    EXPECT_FALSE(c.database);
    ASSERT_EQ(c.stores.size(), 1u);
    EXPECT_EQ(c.stores[0].content, "/etc/reservepost/c");
    EXPECT_EQ(c.stores[0].keys, "/k");
    EXPECT_EQ(c.keys_directory, "/etc/reservepost/keys");
    EXPECT_EQ(c.inbox_directory, "/etc/reservepost/inbox");
    ASSERT_EQ(c.schedule.size(), 2u);
    EXPECT_EQ(to_text(c.schedule[0]), "00:30");
    EXPECT_EQ(to_text(c.schedule[1]), "08:10");
    EXPECT_EQ(c.print_house.certificate.size(), 1u);
    EXPECT_EQ(c.print_house.receipt_certificates.size(), 2u);
    EXPECT_EQ(c.print_house.profile, "norway");
    EXPECT_EQ(c.print_house.pieces_per_package, 500);
    EXPECT_EQ(c.print_house.resend_after_hours, 4);
    EXPECT_EQ(c.retention.retention_days, 30);
    EXPECT_EQ(c.retention.retention_posted_days, 49);
    EXPECT_FALSE(c.smtp);
    EXPECT_FALSE(c.close_eves);
}

TEST(Configuration, EveryKeyIsRead)
{
    auto text = least + R"([database]
connection = "host=/run/postgresql dbname=reservepost"
registrar_connection = "service=registrar"
reviewer_connection = "service=reviewer"
[schedule]
times = ["08:10", "00:30", "23:59"]
[heartbeat]
places = ["/mnt/heartbeat"]
[letters]
return_line = "Reservepost, postboks 1, 0001 Oslo"
[smtp]
host = "smtp.example.no"
from = "reservepost@example.no"
tls = "tls"
user = "u"
password_file = "keys/smtp"
[operators]
emails = ["a@example.no", "b@example.no"]
[roles]
operator = "rp-operator"
registrar = "rp-registrar"
reviewer = "rp_reviewer2"
[deadline]
close_eves = true
)";
    text.replace(text.find("[retention]"), 0,
                 "profile = \"houses/ours.toml\"\npieces_per_package = 7\n"
                 "resend_after_hours = 3\n");
    const auto c = read_configuration(text, file);
    EXPECT_EQ(c.database->connection, "host=/run/postgresql dbname=reservepost");
    EXPECT_EQ(c.database->registrar_connection, "service=registrar");
    EXPECT_EQ(c.database->reviewer_connection, "service=reviewer");
    EXPECT_EQ(c.schedule, (std::vector<TimeOfDay>{TimeOfDay(30), TimeOfDay(490), TimeOfDay(1439)}));
    EXPECT_EQ(c.heartbeat_places, (std::vector<fs::path>{"/mnt/heartbeat"}));
    EXPECT_EQ(c.letters.return_line, "Reservepost, postboks 1, 0001 Oslo");
    EXPECT_EQ(c.print_house.profile, "/etc/reservepost/houses/ours.toml");
    EXPECT_EQ(c.print_house.pieces_per_package, 7);
    EXPECT_EQ(c.print_house.resend_after_hours, 3);
    EXPECT_EQ(c.smtp->port, 465);
    EXPECT_EQ(c.smtp->tls, SmtpSecurity::Tls);
    EXPECT_EQ(c.smtp->password_file, "/etc/reservepost/keys/smtp");
    EXPECT_EQ(c.operator_emails.size(), 2u);
    EXPECT_EQ(c.roles, (Roles{"rp-operator", "rp-registrar", "rp_reviewer2"}));
    EXPECT_TRUE(c.close_eves);
    // And all of it can be written and read again.
    EXPECT_EQ(read_configuration(configuration_text(c, file.parent_path()), file), c);
}

TEST(Configuration, WhatInitWritesIsRightAndReadsTheSame)
{
    const fs::path directory = "/srv/reservepost";
    const auto text = default_configuration_text(directory);
    EXPECT_EQ(read_configuration(text, directory / "reservepost.toml"),
              default_configuration(directory));
    EXPECT_EQ(text.find("/srv"), std::string::npos) << "paths below the directory are relative";
    for (const auto* words : {"retention_days = 30", "retention_posted_days = 49",
                              "times = [\"00:30\", \"08:10\"]", "close_eves = false"}) {
        EXPECT_NE(text.find(words), std::string::npos) << words;
    }
}

TEST(Configuration, OddTextsSurviveBeingWritten)
{
    auto odd = default_configuration("/srv/r");
    odd.print_house.name = "Trykk \"&\" \\ Sønn\tAS";
    odd.keys_directory = "/other/nøkler \"x\"";
    odd.print_house.profile = "/srv/r/våre \"hus\".toml";
    const auto text = configuration_text(odd, "/srv/r");
    EXPECT_NE(text.find("\\u0009"), std::string::npos);
    odd.print_house.name = "Trykk \"&\" \\ Sønn AS"; // A tab is no part of a name.
    EXPECT_EQ(read_configuration(configuration_text(odd, "/srv/r"), "/srv/r/x.toml"), odd);
}

TEST(Configuration, PrintersOfOurOwn)
{
    const auto with_printers = least + "[[printer]]\nname = \"front-office\"\ncertificate = "
                                       "\"a.pem\"\ndirectory = \"/srv/a\"\n[[printer]]\nname "
                                       "= \"2\"\ncertificate = \"/b.pem\"\ndirectory = \"b\"\n";
    const auto c = read_configuration(with_printers, "/etc/r/r.toml");
    EXPECT_EQ(c.printers, (std::vector<Printer>{{"front-office", "/etc/r/a.pem", "/srv/a"},
                                                {"2", "/b.pem", "/etc/r/b"}}));
    EXPECT_EQ(read_configuration(configuration_text(c, "/etc/r"), "/etc/r/r.toml"), c);

    const auto printer = [](const std::string& lines) { return least + "[[printer]]\n" + lines; };
    const std::string rest = "certificate = \"a\"\ndirectory = \"b\"\n";
    const std::pair<std::string, const char*> wrong[] = {
        {"printer = \"x\"\n" + least, "must be a list"},
        {printer("name = \"a\"\ndirectory = \"b\"\n"), "`certificate` is missing"},
        {printer("name = \"a\"\ncertificate = \"b\"\n"), "`directory` is missing"},
        {printer(rest), "`name` is missing"},
        {printer("name = \"Front Office\"\n" + rest), "at most 40 of a-z"},
        {printer("name = \"-a\"\n" + rest), "at most 40 of a-z"},
        {printer("name = \"" + std::string(41, 'a') + "\"\n" + rest), "at most 40 of a-z"},
        {printer("name = \"a\"\nkey = \"k\"\n" + rest), "`key` is not known in a printer"},
        {with_printers + "[[printer]]\nname = \"2\"\n" + rest, "another printer has this name"}};
    for (const auto& [text, why] : wrong) {
        try {
            read_configuration(text, "/etc/r/r.toml");
            ADD_FAILURE() << why;
        } catch (const FindingsError& error) {
            EXPECT_NE(std::string(error.what()).find(why), std::string::npos) << error.what();
        }
    }
}

struct Row {
    const char* why;
    std::string text;
    int line;
    int column;
    const char* what;
};

TEST(Configuration, EachFindingHasItsPlaceAndSaysWhatWouldBeRight)
{
    const auto with = [](const std::string& lines) { return lines + least; };
    const auto after = [](const std::string& lines) { return least + lines; };
    const auto instead = [](const std::string& old, const std::string& now) {
        auto text = least;
        return text.replace(text.find(old), old.size(), now);
    };
    const Row rows[] = {
        {"not TOML", with("a = [\n"), 2, 0, "not TOML"},
        {"a key twice", with("keys.directory = \"x\"\n"), 3, 0, "not TOML"},
        {"an unknown section", after("[smpt]\nhost = \"x\"\n"), 16, 2, "did you mean `smtp`?"},
        {"an unknown section like no other", after("[weather]\n"), 16, 2, "leave it out"},
        {"a misspelt key", after("[deadline]\nclose_eve = true\n"), 17, 1,
         "`close_eve` is not known in [deadline]; did you mean `close_eves`?"},
        {"a section that is a text", with("smtp = \"x\"\n"), 1, 1, "`smtp` must be a table"},
        {"no store", instead(vault, ""), 1, 1, "`stores` is missing in [vault]"},
        {"an empty list of stores", instead(vault, "vault.stores = []\n"), 1, 7, "at least one"},
        {"a store without keys", instead(", keys = \"/k\"", ""), 1, 17, "`keys` is missing"},
        {"a store that is a text", instead("{ content = \"c\", keys = \"/k\" }", "\"c\""), 1, 17,
         "must be a table"},
        {"keys among contents", instead("\"/k\"", "\"./c/\""), 1, 17, "stands twice"},
        {"no inbox", instead(inbox, ""), 1, 1, "`directory` is missing in [inbox]"},
        {"an empty directory", instead("\"inbox\"", "\"\""), 3, 7, "must not be empty"},
        {"a number for a directory", instead("\"inbox\"", "7"), 3, 7,
         "`directory` must be a text in quotes, not a whole number"},
        {"a run in the hour that is missing in March",
         with("schedule.times = [\"00:30\", \"02:00\"]\n"), 1, 28, "02:00 to 03:00"},
        {"the last minute of that hour", with("schedule.times = [\"02:59\"]\n"), 1, 19, "March"},
        {"a time with seconds", with("schedule.times = [\"00:30:00\"]\n"), 1, 19, "\"08:10\""},
        {"a time without quotes", with("schedule.times = [08:10:00]\n"), 1, 19, "\"08:10\""},
        {"hour 24", with("schedule.times = [\"24:00\"]\n"), 1, 19, "from 00:00 to 23:59"},
        {"a time twice", with("schedule.times = [\"00:30\", \"00:30\"]\n"), 1, 28, "twice"},
        {"no time at all", with("schedule.times = []\n"), 1, 10, "at least one time"},
        {"no print house name", instead("name = \"Trykkeriet\"\n", ""), 4, 2, "`name` is missing"},
        {"a name of two lines", instead("Trykkeriet", "Tryk\\nkeriet"), 5, 1, "one line"},
        {"both directories the same", instead("\"from\"", "\"to\""), 7, 1, "another directory"},
        {"no certificate", instead("certificate = \"house.pem\"\n", ""), 4, 2, "PEM file"},
        {"an empty list of certificates", instead("[\"house.pem\", \"old.pem\"]", "[]"), 9, 1,
         "at least one PEM file"},
        {"a profile that is a number", instead("[retention]", "profile = 10\n[retention]"), 10, 1,
         "`profile` must be a text in quotes"},
        {"no profile", instead("[retention]", "profile = \"\"\n[retention]"), 10, 1,
         "must not be empty"},
        {"what stands in the print profile now",
         instead("[retention]", "cut_off = \"10:00\"\n[retention]"), 10, 1,
         "`cut_off` is not known in [print_house]"},
        {"half a package", instead("[retention]", "pieces_per_package = 0.5\n[retention]"), 10, 1,
         "must be a whole number, not a number with a fraction"},
        {"retention not written", instead("retention_days = 30\n", ""), 10, 2, "always written"},
        {"posted originals gone before the return window",
         instead("posted_days = 49", "posted_days = 48"), 12, 1, "from 49 to 3650"},
        {"no retention at all", instead("days = 30", "days = 0"), 11, 1, "from 1 to 3650"},
        {"an origin with a space", instead("example.no/log", "example.no log"), 14, 1, "ASCII"},
        {"an origin with a plus", instead("example.no/log", "example.no+log"), 14, 1, "+"},
        {"nothing published", instead("[\"published\"]", "[]"), 15, 1, "at least one directory"},
        {"a password in the connection",
         after("[database]\nconnection = \"host=x password=hemmelig\"\n"), 17, 1, "passfile"},
        {"no SMTP host", after("[smtp]\nfrom = \"a@b.no\"\n"), 16, 2, "`host` is missing"},
        {"a sender that is no address", after("[smtp]\nhost = \"h\"\nfrom = \"hemmelig\"\n"), 18, 1,
         "e-mail address"},
        {"an unknown kind of TLS",
         after("[smtp]\nhost = \"h\"\nfrom = \"a@b.no\"\ntls = \"ssl\"\n"), 19, 1, "\"starttls\""},
        {"a user without a password",
         after("[smtp]\nhost = \"h\"\nfrom = \"a@b.no\"\nuser = \"hemmelig\"\n"), 19, 1,
         "give both or neither"},
        {"a password in the clear over the net",
         after("[smtp]\nhost = \"h\"\nfrom = \"a@b.no\"\nuser = \"u\"\npassword_file = \"p\"\n"
               "tls = \"none\"\n"),
         21, 1, "in the clear"},
        {"port nought", after("[smtp]\nhost = \"h\"\nfrom = \"a@b.no\"\nport = 0\n"), 19, 1,
         "from 1 to 65535"},
        {"an operator who is no address", with("operators.emails = [\"hemmelig\"]\n"), 1, 21,
         "e-mail address"},
        {"one operator without a list", with("operators.emails = \"a@b.no\"\n"), 1, 11,
         "must be a list"},
        {"one role without a group", after("[roles]\noperator = \"o\"\nregistrar = \"r\"\n"), 16, 2,
         "reviewer"},
        {"a group that can be none",
         after("[roles]\noperator = \"Drift & vakt\"\nregistrar = \"r\"\nreviewer = \"v\"\n"), 17,
         1, "must be a group"},
        {"a role that there is not",
         after("[roles]\noperator = \"o\"\nregistrar = \"r\"\nreviewer = \"v\"\nauditor = "
               "\"x\"\n"),
         20, 1, "auditor"},
        {"a word for a switch", with("deadline.close_eves = \"no\"\n"), 1, 10,
         "must be true or false"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        auto findings = findings_of(row.text);
        ASSERT_FALSE(findings.empty());
        bool found = false;
        std::string all;
        for (const auto& finding : findings) {
            all += std::to_string(finding.line) + ':' + std::to_string(finding.column) + ": " +
                   finding.what + '\n';
            found = found || (finding.line == row.line &&
                              (row.column == 0 || finding.column == row.column) &&
                              finding.what.find(row.what) != std::string::npos);
            EXPECT_EQ(finding.what.find("hemmelig"), std::string::npos) << finding.what;
        }
        EXPECT_TRUE(found) << all;
        EXPECT_EQ(findings.size(), 1u) << all;
    }
}

TEST(Configuration, AllFindingsComeAtOnceInTheOrderOfTheFile)
{
    try {
        read_configuration("kyes.directory = 1\ninbox.directory = 7\n[deadline]\nclose_eves = 1\n",
                           "/x/r.toml");
        FAIL() << "taken";
    } catch (const FindingsError& error) {
        EXPECT_GE(error.findings().size(), 10u);
        int line = 0;
        for (const auto& finding : error.findings()) {
            EXPECT_GE(finding.line, line);
            line = finding.line;
        }
        const std::string message = error.what();
        for (const auto* part :
             {"/x/r.toml:1:1: `kyes` is not known in the file; did you mean `keys`?",
              "/x/r.toml:2:7: `directory` must be a text", "/x/r.toml:4:1: `close_eves` must be",
              "`stores` is missing", "`retention_days` is missing", "`origin` is missing"}) {
            EXPECT_NE(message.find(part), std::string::npos) << part << '\n' << message;
        }
    }
}

TEST(Configuration, IsReadFromAFile)
{
    const tests::TemporaryDirectory directory;
    std::ofstream(directory / "r.toml") << least;
    EXPECT_EQ(load_configuration(directory / "r.toml").inbox_directory, directory / "inbox");
    EXPECT_THROW(load_configuration(directory / "none.toml"), std::system_error);
}

TEST(TimeOfDay, IsReadStrictly)
{
    EXPECT_EQ(find_time_of_day("00:00"), TimeOfDay(0));
    EXPECT_EQ(find_time_of_day("23:59"), TimeOfDay(1439));
    for (const auto* bad :
         {"", "8:10", "08.10", "24:00", "12:60", "08:1", "08:100", "-1:00", " 8:10", "08:1o"}) {
        EXPECT_FALSE(find_time_of_day(bad)) << bad;
    }
}

TEST(Nearest, SuggestsOnlyWhatIsNear)
{
    const std::vector<std::string> known = {"keys", "inbox", "retention_days", "smtp"};
    const struct {
        const char* word;
        const char* suggestion;
    } cases[] = {{"key", "keys"},
                 {"kyes", "keys"},
                 {"retention_day", "retention_days"},
                 {"retenton_dyas", "retention_days"},
                 {"smpt", "smtp"},
                 {"weather", ""},
                 {"inbocs", "inbox"},
                 {"inbocks", ""},
                 {"ksy", ""}};
    for (const auto& c : cases) {
        SCOPED_TRACE(c.word);
        EXPECT_EQ(nearest(c.word, known), c.suggestion);
    }
}

} // namespace
} // namespace reservepost::batch::configuration
