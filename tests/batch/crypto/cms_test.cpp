#include "batch/crypto/cms.h"

#include "batch/crypto/random.h"
#include "batch/disk/files.h"
#include "tests/batch/crypto/made_by_command.h"
#include "tests/support/temporary_directory.h"

#include <csignal>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace reservepost::batch::crypto {

namespace {

using namespace std::chrono;

constexpr std::uint64_t limit = 1 << 28;
const holidays::Instant noon = sys_days(2026y / 11 / 25) + hours(12);

std::string envelope(const TemporaryDirectory& directory, std::string_view plain,
                     const std::vector<Certificate>& recipients)
{
    const auto file = directory / "envelope";
    EnvelopeWriter writer(file, recipients);
    writer.write(plain);
    const auto digest = writer.finish();
    const auto octets = disk::read_file(file, limit);
    EXPECT_EQ(sha256(octets), digest);
    std::filesystem::remove(file);
    return octets;
}

} // namespace

TEST(Envelope, EveryRecipientOpensIt)
{
    const TemporaryDirectory directory;
    const auto ec = make_rehearsal_identity("REHEARSAL ec");
    const auto rsa = made_by_command(directory, "rsa", true);
    const auto stranger = make_rehearsal_identity("REHEARSAL stranger");
    for (const std::size_t size : {1U, 16U, 1000U, 3'000'001U}) {
        const auto plain = random_octets(size);
        const auto octets = envelope(directory, plain, {ec.certificate, rsa.certificate});
        EXPECT_EQ(open_envelope(octets, ec), plain);
        EXPECT_EQ(open_envelope(octets, rsa), plain);
        EXPECT_THROW(open_envelope(octets, stranger), CmsError);
    }
}

TEST(Envelope, TheCommandLineOpensIt)
{
    const TemporaryDirectory directory;
    const auto rsa = made_by_command(directory, "rsa", true);
    const auto ec = made_by_command(directory, "ec", false);
    const auto plain = random_octets(200'000);
    EnvelopeWriter writer(directory / "package.cms", {rsa.certificate, ec.certificate});
    for (std::size_t at = 0; at < plain.size(); at += 777)
        writer.write(std::string_view(plain).substr(at, 777));
    writer.finish();
    for (const char* name : {"rsa", "ec"}) {
        SCOPED_TRACE(name);
        const auto output = directory / (std::string(name) + ".out");
        EXPECT_EQ(
            openssl({"cms", "-decrypt", "-binary", "-inform", "DER", "-in",
                     directory / "package.cms", "-recip", directory / (std::string(name) + ".pem"),
                     "-inkey", directory / (std::string(name) + ".key"), "-out", output}),
            0);
        EXPECT_EQ(disk::read_file(output, limit), plain);
    }
}

TEST(Envelope, WhatTheCommandLineSealedOpens)
{
    const TemporaryDirectory directory;
    const auto ec = made_by_command(directory, "ec", false);
    disk::write_new_durably(directory / "plain", "{\"a\":1}", 0600);
    for (const char* cipher : {"-aes-256-gcm", "-aes-256-cbc"}) {
        SCOPED_TRACE(cipher);
        ASSERT_EQ(openssl({"cms", "-encrypt", "-binary", cipher, "-outform", "DER", "-in",
                           directory / "plain", "-out", directory / "sealed", "-recip",
                           directory / "ec.pem"}),
                  0);
        EXPECT_EQ(open_envelope(disk::read_file(directory / "sealed", limit), ec), "{\"a\":1}");
    }
}

TEST(Envelope, EveryChangeIsNoticedAndNothingGivenOut)
{
    const TemporaryDirectory directory;
    const auto recipient = make_rehearsal_identity("REHEARSAL recipient");
    const std::string plain(300, 'p');
    const auto octets = envelope(directory, plain, {recipient.certificate});
    std::size_t opened = 0;
    for (std::size_t at = 0; at < octets.size(); ++at) {
        auto changed = octets;
        changed[at] = static_cast<char>(changed[at] ^ 0x01);
        try {
            // A few octets of the frame (versions, names of recipients' fields) carry no meaning.
            EXPECT_EQ(open_envelope(changed, recipient), plain) << "octet " << at;
            ++opened;
        } catch (const CmsError&) {
        }
    }
    EXPECT_LT(opened, octets.size() / 20);
    for (std::size_t size = 0; size < octets.size(); size += 7)
        EXPECT_THROW(open_envelope(octets.substr(0, size), recipient), CmsError) << size;
    EXPECT_THROW(open_envelope(octets + '\0', recipient), CmsError);
    EXPECT_THROW(open_envelope("", recipient), CmsError);
    EXPECT_THROW(open_envelope("{\"no\":\"envelope\"}", recipient), CmsError);
    EXPECT_THROW(open_envelope(sign_attached("x", recipient, noon), recipient), CmsError);
}

// A tag of one octet would be guessed in 256 tries; OpenSSL itself would take it.
TEST(Envelope, AShortenedTagIsRefused)
{
    const TemporaryDirectory directory;
    const auto recipient = make_rehearsal_identity("REHEARSAL recipient");
    auto octets = envelope(directory, "p", {recipient.certificate});
    // Streamed BER ends: 04 10 <16 octets of tag>, then three ends of content.
    const auto place = octets.size() - 6 - 18;
    ASSERT_EQ(octets.substr(place, 2), std::string("\x04\x10"));
    octets = octets.substr(0, place) + std::string("\x04\x01") + octets[place + 2] +
             std::string(6, '\0');
    try {
        open_envelope(octets, recipient);
        FAIL() << "opened";
    } catch (const CmsError& error) {
        EXPECT_NE(std::string(error.what()).find("shortened"), std::string::npos) << error.what();
    }
}

TEST(Envelope, NoHalfFileIsLeftAndNoneOverwritten)
{
    const TemporaryDirectory directory;
    const auto recipient = make_rehearsal_identity("REHEARSAL recipient");
    {
        EnvelopeWriter writer(directory / "package", {recipient.certificate});
        writer.write(std::string(1'000'000, 'x'));
        struct stat status = {};
        ASSERT_EQ(::stat((directory / "package").c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 07777, 0600U);
    }
    EXPECT_FALSE(std::filesystem::exists(directory / "package"));
    disk::write_new_durably(directory / "package", "older", 0600);
    EXPECT_THROW(EnvelopeWriter(directory / "package", {recipient.certificate}), std::system_error);
    EXPECT_EQ(disk::read_file(directory / "package", limit), "older");
    EXPECT_THROW(EnvelopeWriter(directory / "other", {}), std::invalid_argument);
    EXPECT_THROW(EnvelopeWriter(directory / "empty", {recipient.certificate}).finish(),
                 std::invalid_argument);
    EXPECT_FALSE(std::filesystem::exists(directory / "other"));
    EXPECT_FALSE(std::filesystem::exists(directory / "empty"));
}

TEST(Envelope, AFullDiskIsSaid)
{
    const auto recipient = make_rehearsal_identity("REHEARSAL recipient");
    rlimit old = {};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
    const TemporaryDirectory directory;
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small = {100'000, old.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    EXPECT_THROW(
        {
            EnvelopeWriter writer(directory / "package", {recipient.certificate});
            writer.write(random_octets(1'000'000));
            writer.finish();
        },
        std::runtime_error);
    ::setrlimit(RLIMIT_FSIZE, &old);
    EXPECT_FALSE(std::filesystem::exists(directory / "package"));
}

TEST(Signature, ComesBackWithSignerAndTime)
{
    const TemporaryDirectory directory;
    const auto ec = make_rehearsal_identity("REHEARSAL ec");
    const auto rsa = made_by_command(directory, "rsa", true);
    for (const auto* signer : {&ec, &rsa}) {
        for (const auto at : {noon, noon + microseconds(999'999)}) {
            const std::vector<Certificate> pinned = {rsa.certificate, ec.certificate};
            const auto attached = verify_attached(sign_attached("{}", *signer, at), pinned);
            EXPECT_EQ(attached.content, "{}");
            EXPECT_EQ(attached.signer, signer->certificate);
            EXPECT_EQ(attached.signed_at, noon) << "whole seconds";
            const auto detached = verify_detached(sign_detached("{}", *signer, at), "{}", pinned);
            EXPECT_EQ(detached.signer, signer->certificate);
        }
    }
    const auto late = sys_days(2150y / 1 / 1) + hours(1);
    EXPECT_EQ(verify_attached(sign_attached("x", ec, late), {ec.certificate}).signed_at, late)
        << "a time that UTCTime cannot say";
}

TEST(Signature, TheCommandLineVerifiesIt)
{
    const TemporaryDirectory directory;
    const auto ec = made_by_command(directory, "ec", false);
    disk::write_new_durably(directory / "manifest.json", "{\"job\":1}", 0600);
    disk::write_new_durably(directory / "p7s", sign_detached("{\"job\":1}", ec, noon), 0600);
    const std::vector<std::string> verify_it = {"cms",
                                                "-verify",
                                                "-binary",
                                                "-inform",
                                                "DER",
                                                "-in",
                                                directory / "p7s",
                                                "-content",
                                                directory / "manifest.json",
                                                "-CAfile",
                                                directory / "ec.pem",
                                                "-out",
                                                directory / "out"};
    auto with_cades = verify_it;
    with_cades.push_back("-cades");
    for (auto arguments : {verify_it, with_cades}) {
        arguments.insert(arguments.end(), {"-attime", "1795608000"}); // Noon of 25 November 2026.
        EXPECT_EQ(openssl(arguments), 0);
    }
    disk::replace_durably(directory / "manifest.json", "{\"job\":2}", 0600);
    EXPECT_NE(openssl(verify_it), 0);
}

TEST(Signature, EveryChangeIsNoticed)
{
    const auto signer = make_rehearsal_identity("REHEARSAL signer");
    const std::vector<Certificate> pinned = {signer.certificate};
    const std::string content = R"({"job":"00000001","stage":"mailed"})";
    const auto attached = sign_attached(content, signer, noon);
    const auto detached = sign_detached(content, signer, noon);
    for (std::size_t at = 0; at < attached.size(); ++at) {
        auto changed = attached;
        changed[at] = static_cast<char>(changed[at] ^ 0x01);
        try {
            // The certificate inside is not asked, so it may be changed; nothing else may.
            const auto found = verify_attached(changed, pinned);
            EXPECT_EQ(found.content, content) << "octet " << at;
            EXPECT_EQ(found.signed_at, noon) << "octet " << at;
            EXPECT_EQ(found.signer, signer.certificate);
        } catch (const CmsError&) {
        }
    }
    EXPECT_THROW(verify_detached(detached, content + " ", pinned), CmsError);
    EXPECT_THROW(verify_detached(detached, "", pinned), CmsError);
    EXPECT_THROW(verify_detached(attached, content, pinned), CmsError) << "has its own content";
    EXPECT_THROW(verify_attached(detached, pinned), CmsError) << "has no content";
    EXPECT_THROW(verify_attached(attached + "\n", pinned), CmsError);
    EXPECT_THROW(verify_attached(attached.substr(0, attached.size() - 1), pinned), CmsError);
    EXPECT_THROW(verify_attached("", pinned), CmsError);
    EXPECT_THROW(verify_attached(attached, {}), CmsError);
}

TEST(Signature, OnlyAPinnedSignerCounts)
{
    const auto signer = make_rehearsal_identity("REHEARSAL same name");
    const auto other = make_rehearsal_identity("REHEARSAL same name");
    const auto octets = sign_attached("x", other, noon);
    EXPECT_THROW(verify_attached(octets, {signer.certificate}), CmsError);
    EXPECT_NO_THROW(verify_attached(octets, {signer.certificate, other.certificate}));
}

TEST(Signature, TheCertificateCountsIfItWasValidWhenSigned)
{
    const TemporaryDirectory directory;
    const auto signer =
        made_by_command(directory, "expired", false, "20210101000000Z", "20211231235959Z");
    struct {
        const char* why;
        holidays::Instant at;
        bool counts;
    } cases[] = {
        {"a second too early", sys_days(2021y / 1 / 1) - seconds(1), false},
        {"the first second", sys_days(2021y / 1 / 1), true},
        {"expired since, but valid then", sys_days(2021y / 6 / 1), true},
        {"the last second", sys_days(2022y / 1 / 1) - seconds(1), true},
        {"a second too late", sys_days(2022y / 1 / 1), false},
        {"five years too late", noon, false},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto octets = sign_attached("x", signer, c.at);
        if (c.counts)
            EXPECT_NO_THROW(verify_attached(octets, {signer.certificate}));
        else
            EXPECT_THROW(verify_attached(octets, {signer.certificate}), CmsError);
    }
}

TEST(Signature, OtherFormsAreRefused)
{
    const TemporaryDirectory directory;
    const auto one = made_by_command(directory, "one", false);
    const auto two = made_by_command(directory, "two", true);
    disk::write_new_durably(directory / "content", "x", 0600);
    struct {
        const char* why;
        std::vector<std::string> more;
    } cases[] = {
        {"two signers",
         {"-signer", directory / "two.pem", "-inkey", directory / "two.key", "-md", "sha256"}},
        {"a weak digest", {"-md", "sha1"}},
        {"no signed attributes, so no signing time", {"-noattr", "-md", "sha256"}},
    };
    for (auto& c : cases) {
        SCOPED_TRACE(c.why);
        std::vector<std::string> sign = {"cms",      "-sign",
                                         "-binary",  "-nodetach",
                                         "-outform", "DER",
                                         "-in",      directory / "content",
                                         "-out",     directory / "signed"};
        // The command takes `-md` for all signers from the last one given.
        sign.insert(sign.end(),
                    {"-signer", directory / "one.pem", "-inkey", directory / "one.key"});
        sign.insert(sign.end(), c.more.begin(), c.more.end());
        ASSERT_EQ(openssl(sign), 0);
        EXPECT_THROW(verify_attached(disk::read_file(directory / "signed", limit),
                                     {one.certificate, two.certificate}),
                     CmsError);
    }
}

// What stands in OpenSSL's queue from an earlier call must not spoil the next.
TEST(Signature, AFailureLeavesNothingBehind)
{
    const auto signer = make_rehearsal_identity("REHEARSAL signer");
    for (int round = 0; round < 3; ++round) {
        EXPECT_THROW(verify_attached("rubbish", {signer.certificate}), CmsError);
        EXPECT_NO_THROW(verify_attached(sign_attached("x", signer, noon), {signer.certificate}));
    }
}

} // namespace reservepost::batch::crypto
