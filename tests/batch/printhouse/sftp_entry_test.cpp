#include "tests/batch/printhouse/sftp_house.h"

// Who is let in, by whom, and what is said when somebody is not.

namespace reservepost::batch::printhouse {
namespace {

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

TEST(SftpEntry, AChangedHostKeyIsToldWithBothFingerprintsAndNothingIsSent)
{
    SftpHouse house;
    SftpTransport before(house.terms());
    before.upload(house.file, sftp_package);
    before.remove_partial(sftp_package);

    const auto terms = house.terms();
    const auto pinned = house.server.fingerprint();
    house.server.change_host_key();
    SftpTransport transport(terms);
    const auto said = complaint_of([&] { transport.upload(house.file, sftp_package); });
    EXPECT_TRUE(has(said, pinned)) << said;
    EXPECT_TRUE(has(said, house.server.fingerprint())) << said;
    EXPECT_TRUE(has(said, "telephone")) << said;
    EXPECT_TRUE(house.names().empty());
    EXPECT_FALSE(has(house.server.log(), "Accepted publickey for " + tests::SshServer::user() +
                                             " from 127.0.0.1 port 0"));
}

TEST(SftpEntry, ANewHostKeyIsPinnedBesideTheOldOneBeforeItIsUsed)
{
    SftpHouse house;
    auto terms = house.terms();
    house.server.change_host_key();
    terms.place.host_keys.push_back(house.server.fingerprint());
    EXPECT_FALSE(SftpTransport(terms).exists(sftp_package));
}

TEST(SftpEntry, WhatKeepsUsOutIsSaidAndWhoMendsIt)
{
    const TemporaryDirectory keys;
    tests::make_ssh_key(keys / "a/strangers");
    tests::make_ssh_key(keys / "b/locked", "a passphrase");
    tests::make_ssh_key(keys / "c/open");
    std::filesystem::permissions(keys / "c/open", std::filesystem::perms(0640));
    tests::make_ssh_key(keys / "d/shared");
    std::filesystem::permissions(keys / "d", std::filesystem::perms(0755));
    tests::make_ssh_key(keys / "e/none");
    write_file(keys / "e/none", "-----BEGIN OPENSSH PRIVATE KEY-----\nnothing\n");

    const SftpHouse house;
    const SftpHouse without({.command = "/bin/false"});
    struct {
        const char* why;
        const SftpHouse* house;
        std::function<void(SftpTransport::Terms&)> change;
        const char* said;
    } const cases[] = {
        {"a key that the house has not", &house,
         [&](auto& terms) { terms.place.key_file = keys / "a/strangers"; },
         "the print house must take its public half"},
        {"another user", &house, [](auto& terms) { terms.place.user = "nobody-there"; },
         "does not let in the user nobody-there"},
        {"a key with a passphrase", &house,
         [&](auto& terms) { terms.place.key_file = keys / "b/locked"; }, "without a passphrase"},
        {"a key that others may read", &house,
         [&](auto& terms) { terms.place.key_file = keys / "c/open"; }, "0600"},
        {"a key where others may look", &house,
         [&](auto& terms) { terms.place.key_file = keys / "d/shared"; }, "0700"},
        {"no key", &house, [&](auto& terms) { terms.place.key_file = keys / "e/none"; },
         "ssh-keygen"},
        {"no file", &house, [&](auto& terms) { terms.place.key_file = keys / "e/absent"; },
         "absent"},
        {"a fingerprint that is nobody's", &house,
         [](auto& terms) { terms.place.host_keys = {"SHA256:" + std::string(43, 'A')}; },
         "somebody stands between"},
        {"a server that offers no SFTP", &without, [](auto&) {}, "SFTP"},
        {"no directory for packages", &house,
         [&](auto& terms) { terms.directory_to = (keys / "none").string(); }, "not there"},
        {"a file for a directory", &house,
         [&](auto& terms) { terms.directory_from = (keys / "c/open").string(); }, "no directory"},
        {"nobody at the port", &house, [](auto& terms) { terms.place.port = 1; },
         "does not answer at 127.0.0.1 port 1"},
        {"a host that there is not", &house, [](auto& terms) { terms.place.host = "no.invalid"; },
         "no address"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto terms = c.house->terms();
        c.change(terms);
        SftpTransport transport(terms);
        const auto said = complaint_of([&] { transport.exists(sftp_package); });
        EXPECT_TRUE(has(said, c.said)) << said;
        EXPECT_EQ(said.find('\n'), std::string::npos) << said;
    }
}

TEST(SftpEntry, WhoIsNotLetInKnocksOnce)
{
    const TemporaryDirectory keys;
    tests::make_ssh_key(keys / "a/strangers");
    const SftpHouse house;
    auto terms = house.terms();
    terms.place.key_file = keys / "a/strangers";
    terms.rest = std::chrono::hours(1);
    SftpTransport transport(terms);
    for (int job = 0; job < 100; ++job)
        EXPECT_THROW(transport.exists(sftp_package), std::runtime_error);
    EXPECT_EQ(house.server.connections(), 1U);
}

TEST(SftpEntry, OneConnectionServesAWholeRun)
{
    const SftpHouse house;
    SftpTransport transport(house.terms());
    EXPECT_EQ(house.server.connections(), 0U) << "nobody is called before there is need";
    transport.upload(house.file, sftp_package);
    transport.read_back(sftp_package);
    transport.publish(sftp_package);
    transport.receipts();
    EXPECT_EQ(house.server.connections(), 1U);
}

} // namespace
} // namespace reservepost::batch::printhouse
