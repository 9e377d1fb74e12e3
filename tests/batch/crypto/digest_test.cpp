#include "batch/crypto/digest.h"
#include "batch/crypto/text.h"

#include <gtest/gtest.h>

namespace reservepost::batch::crypto {

TEST(Digest, Sha256OfThePublishedExamples)
{
    struct {
        const char* why;
        std::string octets;
        const char* hex;
    } cases[] = {
        {"FIPS 180-4: nothing", "",
         "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"FIPS 180-4: one block", "abc",
         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"FIPS 180-4: two blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"a million octets", std::string(1'000'000, 'a'),
         "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(sha256(c.octets).hex(), c.hex);
    }
}

TEST(Digest, InPiecesIsTheSameAsAtOnceAndTheObjectIsNewAgain)
{
    const std::string text(10'000, 'x');
    Sha256 digest;
    for (int round = 0; round < 2; ++round) {
        for (std::size_t at = 0; at < text.size(); at += 777)
            digest.add(std::string_view(text).substr(at, 777));
        EXPECT_EQ(digest.finish(), sha256(text));
    }
    EXPECT_EQ(digest.finish(), sha256(""));
}

// RFC 4231 has no key of 32 octets; the value is from the openssl command line.
TEST(Digest, HmacUnderAKeyOfThirtyTwoOctets)
{
    const auto key = SecretKey::from_octets(std::string(32, '\x0b'));
    EXPECT_EQ(hmac_sha256(key, "Hi There").hex(),
              "198a607eb44bfbc69903a0f1cf2bbdc5ba0aa3f3d9ae3c1c7a3b1696a0b68cf7");
    EXPECT_NE(hmac_sha256(key, "Hi There"), hmac_sha256(key, "Hi Therf"));
}

TEST(Digest, RefusesWhatIsNoDigest)
{
    EXPECT_THROW(Digest::from_octets(""), std::invalid_argument);
    EXPECT_THROW(Digest::from_octets(std::string(31, 'x')), std::invalid_argument);
    EXPECT_THROW(Digest::from_octets(std::string(33, 'x')), std::invalid_argument);
    EXPECT_THROW(Digest::from_hex(std::string(63, '0')), std::invalid_argument);
    EXPECT_THROW(Digest::from_hex(std::string(63, '0') + "g"), std::invalid_argument);
    EXPECT_EQ(Digest::from_hex(sha256("x").hex()), sha256("x"));
    EXPECT_EQ(Digest::from_octets(sha256("x").octets()), sha256("x"));
}

} // namespace reservepost::batch::crypto
