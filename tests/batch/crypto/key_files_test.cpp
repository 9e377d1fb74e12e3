#include "batch/crypto/certificate.h"
#include "batch/crypto/ed25519.h"
#include "batch/crypto/secret_key.h"
#include "batch/crypto/text.h"
#include "batch/disk/files.h"
#include "tests/batch/crypto/openssl_command.h"
#include "tests/support/temporary_directory.h"

#include <functional>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <type_traits>

namespace reservepost::batch::crypto {

namespace {

using tests::TemporaryDirectory;

static_assert(!std::is_copy_constructible_v<SecretKey> && !std::is_copy_assignable_v<SecretKey>);

std::string message_of(const std::function<void()>& call)
{
    try {
        call();
    } catch (const std::exception& error) {
        return error.what();
    }
    return "nothing was thrown";
}

} // namespace

TEST(KeyFiles, ASecretKeyComesBackAndIsNeverOverwritten)
{
    const TemporaryDirectory directory;
    const auto key = SecretKey::random();
    key.save_new(directory / "lookup");
    EXPECT_EQ(SecretKey::load(directory / "lookup").octets(), key.octets());
    struct stat status = {};
    ASSERT_EQ(::stat((directory / "lookup").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0600U);
    EXPECT_THROW(SecretKey::random().save_new(directory / "lookup"), std::system_error);
    EXPECT_EQ(SecretKey::load(directory / "lookup").octets(), key.octets());
    EXPECT_EQ(key.copy().octets(), key.octets());
}

TEST(KeyFiles, ASecretKeyIsRefusedWhereItCannotBeTrusted)
{
    struct {
        const char* why;
        std::function<void(const TemporaryDirectory&)> spoil;
        const char* says;
    } cases[] = {
        {"missing", [](const auto& d) { std::filesystem::remove(d / "key"); }, "key"},
        {"others may read it", [](const auto& d) { ::chmod((d / "key").c_str(), 0604); }, "0600"},
        {"the group may write it", [](const auto& d) { ::chmod((d / "key").c_str(), 0620); },
         "0600"},
        {"the directory is open", [](const auto& d) { ::chmod(d.path().c_str(), 0750); }, "0700"},
        {"a symbolic link",
         [](const auto& d) {
             std::filesystem::rename(d / "key", d / "real");
             std::filesystem::create_symlink(d / "real", d / "key");
         },
         "symbolic link"},
        {"a directory",
         [](const auto& d) {
             std::filesystem::remove(d / "key");
             std::filesystem::create_directory(d / "key");
         },
         "regular file"},
        {"a pipe that would wait for ever",
         [](const auto& d) {
             std::filesystem::remove(d / "key");
             ::mkfifo((d / "key").c_str(), 0600);
         },
         "regular file"},
        {"31 octets", [](const auto& d) { std::filesystem::resize_file(d / "key", 31); }, "31"},
        {"33 octets", [](const auto& d) { std::filesystem::resize_file(d / "key", 33); }, "33"},
        {"empty", [](const auto& d) { std::filesystem::resize_file(d / "key", 0); }, "0 octets"},
        {"far too large", [](const auto& d) { std::filesystem::resize_file(d / "key", 1 << 20); },
         "larger"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const TemporaryDirectory directory;
        SecretKey::random().save_new(directory / "key");
        c.spoil(directory);
        const auto message = message_of([&] { SecretKey::load(directory / "key"); });
        EXPECT_NE(message.find(c.says), std::string::npos) << message;
    }
    EXPECT_THROW(SecretKey::from_octets("short"), std::invalid_argument);
}

// RFC 8032, section 7.1, tests 1 and 2 (public key, message, signature).
TEST(Ed25519, VerifiesThePublishedExamples)
{
    EXPECT_TRUE(
        verify(from_hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"), "",
               from_hex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")));
    EXPECT_TRUE(
        verify(from_hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"), "r",
               from_hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")));
}

TEST(Ed25519, AnythingElseIsFalse)
{
    const auto key = SigningKey::generate();
    const auto signature = key.sign("checkpoint");
    EXPECT_TRUE(verify(key.public_key(), "checkpoint", signature));
    EXPECT_FALSE(verify(key.public_key(), "checkpoinT", signature));
    EXPECT_FALSE(verify(SigningKey::generate().public_key(), "checkpoint", signature));
    EXPECT_FALSE(verify("", "checkpoint", signature));
    EXPECT_FALSE(verify(key.public_key() + "x", "checkpoint", signature));
    EXPECT_FALSE(verify(key.public_key(), "checkpoint", ""));
    EXPECT_FALSE(verify(key.public_key(), "checkpoint", signature.substr(1)));
    EXPECT_FALSE(verify(key.public_key(), "checkpoint", signature + "x"));
    for (std::size_t at = 0; at < signature.size(); ++at) {
        auto changed = signature;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_FALSE(verify(key.public_key(), "checkpoint", changed)) << "octet " << at;
    }
}

TEST(Ed25519, AKeyComesBackFromItsFileAndOthersAreRefused)
{
    const TemporaryDirectory directory;
    const auto key = SigningKey::generate();
    key.save_new(directory / "log");
    EXPECT_EQ(SigningKey::load(directory / "log").public_key(), key.public_key());
    EXPECT_THROW(key.save_new(directory / "log"), std::system_error);
    EXPECT_EQ(tests::openssl({"pkey", "-in", directory / "log", "-noout"}), 0);

    make_rehearsal_identity("REHEARSAL signer").key.save_new(directory / "ec");
    EXPECT_THROW(SigningKey::load(directory / "ec"), std::runtime_error);
    EXPECT_THROW(PrivateKey::load(directory / "log"), std::runtime_error);
    disk::write_new_durably(directory / "words", "no key at all\n", 0600);
    EXPECT_THROW(SigningKey::load(directory / "words"), std::runtime_error);
    ::chmod((directory / "log").c_str(), 0640);
    EXPECT_THROW(SigningKey::load(directory / "log"), std::runtime_error);
}

TEST(PrivateKey, OnlyKindsThatCmsCanUseAreTaken)
{
    struct {
        const char* why;
        std::vector<std::string> make;
        bool taken;
    } cases[] = {
        {"P-256", {"genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"}, true},
        {"RSA 2048", {"genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"}, true},
        {"RSA 1024", {"genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"}, false},
        {"another curve",
         {"genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"},
         false},
        {"Ed25519", {"genpkey", "-algorithm", "ED25519"}, false},
        {"with a passphrase",
         {"genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-aes256", "-pass",
          "pass:word"},
         false},
    };
    for (auto& c : cases) {
        SCOPED_TRACE(c.why);
        const TemporaryDirectory directory;
        c.make.insert(c.make.end(), {"-out", directory / "key"});
        ASSERT_EQ(tests::openssl(c.make), 0);
        ::chmod((directory / "key").c_str(), 0600);
        if (c.taken)
            EXPECT_NO_THROW(PrivateKey::load(directory / "key"));
        else
            EXPECT_THROW(PrivateKey::load(directory / "key"), std::runtime_error);
    }
}

TEST(Certificate, ForRehearsalIsValidForTwoHundredYears)
{
    using namespace std::chrono;
    const auto identity = make_rehearsal_identity("REHEARSAL Trykkeriet på Åsen");
    const auto& certificate = identity.certificate;
    EXPECT_EQ(certificate.common_name(), "REHEARSAL Trykkeriet på Åsen");
    EXPECT_TRUE(is_for_rehearsal(certificate));
    EXPECT_EQ(certificate.not_before(), sys_days(2000y / 1 / 1));
    EXPECT_EQ(certificate.not_after(), sys_days(2200y / 1 / 1) - seconds(1));
    EXPECT_TRUE(certificate.valid_at(sys_days(2000y / 1 / 1)));
    EXPECT_TRUE(certificate.valid_at(sys_days(2200y / 1 / 1) - microseconds(1)));
    EXPECT_FALSE(certificate.valid_at(sys_days(2000y / 1 / 1) - microseconds(1)));
    EXPECT_FALSE(certificate.valid_at(sys_days(2200y / 1 / 1)));
    EXPECT_NE(certificate.fingerprint(),
              make_rehearsal_identity("REHEARSAL Trykkeriet på Åsen").certificate.fingerprint());
    EXPECT_THROW(make_rehearsal_identity("Trykkeriet"), std::invalid_argument);
    EXPECT_THROW(make_rehearsal_identity("REHEARSAL " + std::string(55, 'x')),
                 std::invalid_argument);
}

TEST(Certificate, TwoTextsOfOneCertificateAreEqualAndOthersRefused)
{
    const TemporaryDirectory directory;
    const auto certificate = make_rehearsal_identity("REHEARSAL one").certificate;
    EXPECT_EQ(Certificate::from_pem("Words before.\n" + certificate.pem() + "\n\n"), certificate);
    disk::write_new_durably(directory / "certificate.pem", certificate.pem(), 0644);
    EXPECT_EQ(Certificate::load(directory / "certificate.pem"), certificate);
    EXPECT_EQ(tests::openssl({"x509", "-in", directory / "certificate.pem", "-noout"}), 0);

    EXPECT_THROW(Certificate::from_pem(""), std::runtime_error);
    EXPECT_THROW(Certificate::from_pem("no certificate"), std::runtime_error);
    EXPECT_THROW(Certificate::from_pem(certificate.pem().substr(0, 300)), std::runtime_error);
    disk::write_new_durably(directory / "words", "Kari Nordmann", 0644);
    const auto message = message_of([&] { Certificate::load(directory / "words"); });
    EXPECT_NE(message.find("words"), std::string::npos) << message;
    EXPECT_EQ(message.find("Kari"), std::string::npos) << message;
}

} // namespace reservepost::batch::crypto
