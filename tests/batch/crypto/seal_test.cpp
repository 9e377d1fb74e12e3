#include "batch/crypto/seal.h"

#include "batch/crypto/text.h"

#include <gtest/gtest.h>

namespace reservepost::batch::crypto {

TEST(Seal, OpensToWhatItWasGiven)
{
    const auto key = SecretKey::random();
    for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 100'000U}) {
        const std::string plain(size, 'p');
        const auto sealed = seal(key, plain, "record");
        EXPECT_EQ(sealed.size(), plain.size() + 28);
        EXPECT_EQ(open(key, sealed, "record"), plain);
    }
    EXPECT_NE(seal(key, "same", "record"), seal(key, "same", "record"));
}

// Test case 16 of McGrew and Viega, The Galois/Counter Mode of Operation.
TEST(Seal, OpensWhatAnotherImplementationSealed)
{
    const auto key = SecretKey::from_octets(
        from_hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
    const auto sealed = from_hex("cafebabefacedbaddecaf888"
                                 "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                                 "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                                 "76fc6ece0f4e1768cddf8853bb2d551b");
    EXPECT_EQ(hex(open(key, sealed, from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))),
              "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
              "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
}

TEST(Seal, EveryChangedOctetIsNoticed)
{
    const auto key = SecretKey::random();
    const auto sealed = seal(key, "Bekymring for et barn.", "record");
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        auto changed = sealed;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_THROW(open(key, changed, "record"), CannotOpen) << "octet " << at;
    }
    for (std::size_t size = 0; size < sealed.size(); ++size)
        EXPECT_THROW(open(key, sealed.substr(0, size), "record"), CannotOpen) << "cut at " << size;
    EXPECT_THROW(open(key, sealed + '\0', "record"), CannotOpen);
    EXPECT_THROW(open(key, sealed, "other"), CannotOpen);
    EXPECT_THROW(open(key, sealed, ""), CannotOpen);
    EXPECT_THROW(open(SecretKey::random(), sealed, "record"), CannotOpen);
}

} // namespace reservepost::batch::crypto
