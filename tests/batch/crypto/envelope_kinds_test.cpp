#include "batch/crypto/cms.h"
#include "batch/crypto/random.h"
#include "tests/batch/crypto/made_by_command.h"

#include <gtest/gtest.h>
#include <optional>

// Both kinds of envelope, opened by OpenSSL's command and by a reader that shares no code with it.

namespace reservepost::batch::crypto {
namespace {

using namespace std::chrono;

constexpr std::uint64_t limit = 1 << 28;
const holidays::Instant noon = sys_days(2026y / 11 / 25) + hours(12);

/// A sender, recipients of both kinds (RSA takes a while, so only where it is asked for), and an
/// envelope to all of them.
class EnvelopeKinds : public testing::Test {
protected:
    std::string seal(std::string_view content, bool is_signed)
    {
        const auto file = directory / "package.cms";
        std::filesystem::remove(file);
        std::vector<Certificate> recipients = {ec.certificate};
        if (rsa) recipients.push_back(rsa->certificate);
        auto writer = is_signed ? EnvelopeWriter(file, recipients, EnvelopeSigner{sender, noon})
                                : EnvelopeWriter(file, recipients);
        for (std::size_t at = 0; at < content.size(); at += 70'001)
            writer.write(content.substr(at, 70'001));
        const auto digest = writer.finish();
        auto octets = disk::read_file(file, limit);
        EXPECT_EQ(sha256(octets), digest);
        return octets;
    }

    TemporaryDirectory directory;
    Identity sender = made_by_command(directory, "sender", false);
    std::optional<Identity> rsa = {};
    Identity ec = made_by_command(directory, "ec", false);
};

TEST_F(EnvelopeKinds, AreToldApart)
{
    EXPECT_EQ(kind_of_cms(seal("x", false)), CmsKind::AuthEnveloped);
    const auto octets = seal("x", true);
    EXPECT_EQ(kind_of_cms(octets), CmsKind::Signed);
    const auto inner = verify_attached(octets, {sender.certificate});
    EXPECT_EQ(inner.signed_at, noon);
    EXPECT_EQ(kind_of_cms(inner.content), CmsKind::Enveloped);
    EXPECT_THROW(kind_of_cms("no CMS"), CmsError);
}

TEST_F(EnvelopeKinds, SignedOnesOpenForEveryRecipientAndNobodyElse)
{
    rsa = made_by_command(directory, "rsa", true);
    const auto stranger = make_rehearsal_identity("REHEARSAL stranger");
    for (const std::size_t size : {1U, 15U, 16U, 1000U, 3'000'001U}) {
        const auto content = random_octets(size);
        const auto inner = verify_attached(seal(content, true), {sender.certificate}).content;
        EXPECT_EQ(open_envelope(inner, *rsa), content);
        EXPECT_EQ(open_envelope(inner, ec), content);
        EXPECT_THROW(open_envelope(inner, stranger), CmsError);
    }
    EXPECT_THROW(verify_attached(seal("x", true), {stranger.certificate}), CmsError);
}

TEST_F(EnvelopeKinds, OpensslOpensBoth)
{
    rsa = made_by_command(directory, "rsa", true);
    const auto content = random_octets(200'000);
    for (const bool is_signed : {false, true}) {
        seal(content, is_signed);
        auto envelope = directory / "package.cms";
        if (is_signed) {
            ASSERT_EQ(openssl({"cms", "-verify", "-binary", "-inform", "DER", "-in", envelope,
                               "-certfile", directory / "sender.pem", "-nointern", "-noverify",
                               "-out", directory / "inner.cms"}),
                      0);
            envelope = directory / "inner.cms";
        }
        for (const std::string name : {"rsa", "ec"}) {
            SCOPED_TRACE(name);
            ASSERT_EQ(openssl({"cms", "-decrypt", "-binary", "-inform", "DER", "-in", envelope,
                               "-recip", directory / (name + ".pem"), "-inkey",
                               directory / (name + ".key"), "-out", directory / "plain"}),
                      0);
            EXPECT_EQ(disk::read_file(directory / "plain", limit), content);
        }
    }
}

TEST_F(EnvelopeKinds, AnIndependentReaderOpensBoth)
{
    rsa = made_by_command(directory, "rsa", true);
    const auto content = random_octets(200'000);
    for (const bool is_signed : {false, true}) {
        seal(content, is_signed);
        for (const std::string name : {"rsa", "ec"}) {
            SCOPED_TRACE(name + (is_signed ? ", signed" : ""));
            std::vector<std::string> read = {
                "/usr/bin/python3", RESERVEPOST_SOURCE "/tests/batch/crypto/read_envelope.py",
                directory / "package.cms", directory / (name + ".pem"),
                directory / (name + ".key")};
            if (is_signed) read.push_back(directory / "sender.pem");
            const auto outcome = tests::run(read);
            ASSERT_EQ(outcome.status, 0)
                << "are python3-asn1crypto and python3-cryptography installed? " << outcome.output;
            EXPECT_TRUE(outcome.output == content);
        }
    }
}

// CBC alone would let a change through as other plain text.
TEST_F(EnvelopeKinds, EveryChangeOfASignedOneIsNoticed)
{
    const std::string content(300, 'p');
    const auto octets = seal(content, true);
    for (std::size_t at = 0; at < octets.size(); ++at) {
        auto changed = octets;
        changed[at] = static_cast<char>(changed[at] ^ 0x01);
        try {
            // The certificate that travels in it is not asked.
            EXPECT_EQ(verify_attached(changed, {sender.certificate}).content,
                      verify_attached(octets, {sender.certificate}).content)
                << "octet " << at;
        } catch (const CmsError&) {
        }
    }
    for (std::size_t size = 0; size < octets.size(); size += 7)
        EXPECT_THROW(verify_attached(octets.substr(0, size), {sender.certificate}), CmsError);
}

TEST_F(EnvelopeKinds, NoHalfSignedFileIsLeft)
{
    {
        EnvelopeWriter writer(directory / "half", {ec.certificate}, EnvelopeSigner{sender, noon});
        writer.write(std::string(100'000, 'x'));
    }
    EXPECT_FALSE(std::filesystem::exists(directory / "half"));
    EXPECT_THROW(EnvelopeWriter(directory / "none", {}, EnvelopeSigner{sender, noon}),
                 std::invalid_argument);
    EXPECT_FALSE(std::filesystem::exists(directory / "none"));
}

} // namespace
} // namespace reservepost::batch::crypto
