#include "batch/configuration/configuration.h"

#include "tests/support/files.h"

#include <gtest/gtest.h>

// The ways to a print house in the configuration: two directories, or SFTP.

namespace reservepost::batch::configuration {
namespace {

const std::filesystem::path file = "/etc/reservepost/reservepost.toml";

const std::string before = "vault.stores = [{ content = \"c\", keys = \"/k\" }]\n"
                           "keys.directory = \"keys\"\n"
                           "inbox.directory = \"inbox\"\n"
                           "[print_house]\n"
                           "name = \"Trykkeriet\"\n"
                           "certificate = \"house.pem\"\n"
                           "receipt_certificates = \"house.pem\"\n";
const std::string fingerprint = "SHA256:abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP+";
const std::string sftp = "[print_house.sftp]\n"
                         "host = \"sftp.example.no\"\n"
                         "user = \"barnevern\"\n"
                         "key_file = \"keys/sftp\"\n"
                         "host_key = \"" +
                         fingerprint +
                         "\"\n"
                         "directory_to = \"in\"\n"
                         "directory_from = \"/srv/out\"\n";
const std::string after = "[retention]\nretention_days = 30\nretention_posted_days = 49\n"
                          "[log]\norigin = \"example.no/log\"\npublished = [\"published\"]\n";

Configuration read(const std::string& text)
{
    return read_configuration(text, file);
}

/// The house by directories, with these lines in the place of the two.
std::string directories(const std::string& lines)
{
    return before + lines + after;
}

/// The house by SFTP, with `now` in the place of `old`.
std::string with_sftp(const std::string& old, const std::string& now)
{
    auto text = before + sftp + after;
    return text.replace(text.find(old), old.size(), now);
}

TEST(PrintHouse, APrintHouseIsReachedOverSftpInstead)
{
    const auto c = read(before + sftp + after);
    ASSERT_TRUE(c.print_house.sftp);
    const auto& way = *c.print_house.sftp;
    EXPECT_EQ(way.host, "sftp.example.no");
    EXPECT_EQ(way.port, 22);
    EXPECT_EQ(way.user, "barnevern");
    EXPECT_EQ(way.key_file, "/etc/reservepost/keys/sftp");
    EXPECT_EQ(way.host_keys, std::vector<std::string>{fingerprint});
    EXPECT_EQ(way.directory_to, "in") << "the house's own, and relative to where it lets us in";
    EXPECT_EQ(way.directory_from, "/srv/out");
    EXPECT_EQ(way.timeout_seconds, 60);
    EXPECT_EQ(way.retries, 3);
    EXPECT_TRUE(c.print_house.directory_to.empty());
    EXPECT_TRUE(c.print_house.directory_from.empty());
    EXPECT_EQ(read(configuration_text(c, file.parent_path())), c);
}

TEST(PrintHouse, EveryKeyOfSftpIsRead)
{
    auto text = before + sftp + "port = 2222\ntimeout_seconds = 30\nretries = 0\n" + after;
    const std::string other = "SHA256:" + std::string(43, '/');
    text.replace(text.find('"' + fingerprint), fingerprint.size() + 2,
                 "[\"" + fingerprint + "\", \"" + other + "\"]");
    const auto c = read(text);
    const auto& way = *c.print_house.sftp;
    EXPECT_EQ(way.port, 2222);
    EXPECT_EQ(way.timeout_seconds, 30);
    EXPECT_EQ(way.retries, 0);
    EXPECT_EQ(way.host_keys, (std::vector<std::string>{fingerprint, other}));
    EXPECT_EQ(read(configuration_text(c, file.parent_path())), c);
}

TEST(PrintHouse, FingerprintsOfRevokedCertificatesAreReadAsOpensslPrintsThem)
{
    const auto house = [](const std::string& keys) {
        return read(before + keys + sftp + after).print_house;
    };
    EXPECT_EQ(house("").grace_days, 7);
    EXPECT_TRUE(house("").revoked.empty());
    const std::string digits = std::string(62, 'a') + "0f";
    std::string colons;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        colons += (colons.empty() ? "" : ":") + std::string(i == 62 ? "0F" : "AA");
    const auto given =
        house("grace_days = 0\nrevoked = [\"" + digits + "\", \"" + colons + "\"]\n");
    EXPECT_EQ(given.grace_days, 0);
    EXPECT_EQ(given.revoked, (std::vector<std::string>{digits, digits}));
}

TEST(PrintHouse, TheTableOfTheSetupPageIsRead)
{
    const auto page =
        tests::file_text(std::filesystem::path(RESERVEPOST_SOURCE) / "docs" / "setup.md");
    const std::string opening = "```toml sftp\n";
    const auto begin = page.find(opening);
    ASSERT_NE(begin, std::string::npos);
    const auto block =
        page.substr(begin + opening.size(), page.find("```\n", begin + 1) - begin - opening.size());
    const auto way = read(before + block + after).print_house.sftp.value();
    EXPECT_EQ(way.directory_to, "in");
    EXPECT_EQ(way.timeout_seconds, Sftp{}.timeout_seconds) << "the page shows the defaults";
    EXPECT_EQ(way.retries, Sftp{}.retries);
    EXPECT_EQ(way.port, Sftp{}.port);
}

struct Row {
    const char* why;
    std::string text;
    int line;
    int column;
    const char* what;
};

TEST(PrintHouse, EachFindingHasItsPlaceAndSaysWhatWouldBeRight)
{
    const Row rows[] = {
        {"no way to the house", directories(""), 4, 2, "or a table [print_house.sftp]"},
        {"half a way", directories("directory_to = \"to\"\n"), 4, 2, "`directory_from` is missing"},
        {"two ways at once", with_sftp("certificate = ", "directory_to = \"x\"\ncertificate = "), 9,
         14, "one way to the print house"},
        {"SFTP that is a text", directories("sftp = \"sftp.example.no\"\n"), 8, 1,
         "`sftp` must be a table"},
        {"no host", with_sftp("host = \"sftp.example.no\"\n", ""), 8, 14, "`host` is missing"},
        {"a host with a user", with_sftp("sftp.example.no", "barnevern@hemmelig"), 9, 1,
         "the name or the address of a host"},
        {"a host that is an address of the web", with_sftp("sftp.example.no", "sftp://hemmelig"), 9,
         1, "nothing more"},
        {"no port", with_sftp("user = ", "port = 0\nuser = "), 10, 1, "from 1 to 65535"},
        {"no user", with_sftp("user = \"barnevern\"\n", ""), 8, 14, "`user` is missing"},
        {"a user with a space", with_sftp("barnevern", "barn hemmelig"), 10, 1, "letters, digits"},
        {"no key", with_sftp("key_file = \"keys/sftp\"\n", ""), 8, 14, "`key_file` is missing"},
        {"a password", with_sftp("key_file = ", "password = \"hemmelig\"\nkey_file = "), 11, 1,
         "`password` is not known in [print_house.sftp]"},
        {"no host key", with_sftp("host_key = \"" + fingerprint + "\"\n", ""), 8, 14,
         "`host_key` is missing"},
        {"an empty list of host keys", with_sftp('"' + fingerprint + '"', "[]"), 12, 1, "SHA256:"},
        {"a fingerprint of MD5", with_sftp(fingerprint, "MD5:aa:bb"), 12, 1, "ssh-keygen -l"},
        {"a fingerprint too short", with_sftp(fingerprint, fingerprint.substr(0, 49)), 12, 1,
         "43 characters"},
        {"a fingerprint with its padding", with_sftp(fingerprint, fingerprint + "="), 12, 1,
         "43 characters"},
        {"a whole line of known hosts", with_sftp(fingerprint, "example.no ssh-ed25519 AAAA"), 12,
         1, "SHA256:"},
        {"one right and one wrong",
         with_sftp('"' + fingerprint + '"', "[\"" + fingerprint + "\", \"no\"]"), 12, 1, "SHA256:"},
        {"no directory at the house", with_sftp("directory_to = \"in\"\n", ""), 8, 14,
         "`directory_to` is missing in [print_house.sftp]"},
        {"grace without end", with_sftp("certificate = ", "grace_days = 31\ncertificate = "), 6, 1,
         "from 0 to 30"},
        {"a fingerprint of SHA-1",
         with_sftp("certificate = ", "revoked = \"" + std::string(40, 'a') + "\"\ncertificate = "),
         6, 1, "64 hexadecimal digits"},
        {"a file instead of a fingerprint",
         with_sftp("certificate = ", "revoked = [\"hemmelig.pem\"]\ncertificate = "), 6, 1,
         "openssl x509 -fingerprint -sha256"},
        {"one directory at the house", with_sftp("\"/srv/out\"", "\"in\""), 14, 1,
         "another directory"},
        {"no patience", with_sftp("[retention]", "timeout_seconds = 0\n[retention]"), 15, 1,
         "from 1 to 600"},
        {"tries without end", with_sftp("[retention]", "retries = 11\n[retention]"), 15, 1,
         "from 0 to 10"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        try {
            read(row.text);
            ADD_FAILURE() << "taken";
        } catch (const FindingsError& error) {
            ASSERT_EQ(error.findings().size(), 1U) << error.what();
            const auto& finding = error.findings().front();
            EXPECT_EQ(finding.line, row.line) << error.what();
            EXPECT_EQ(finding.column, row.column) << error.what();
            EXPECT_NE(finding.what.find(row.what), std::string::npos) << error.what();
            EXPECT_EQ(finding.what.find("hemmelig"), std::string::npos) << error.what();
        }
    }
}

} // namespace
} // namespace reservepost::batch::configuration
