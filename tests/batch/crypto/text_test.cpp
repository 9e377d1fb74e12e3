#include "batch/crypto/random.h"
#include "batch/crypto/text.h"

#include <gtest/gtest.h>

namespace reservepost::batch::crypto {

TEST(Text, Base64OfRfc4648)
{
    struct {
        const char* octets;
        const char* text;
    } cases[] = {{"", ""},
                 {"f", "Zg=="},
                 {"fo", "Zm8="},
                 {"foo", "Zm9v"},
                 {"foob", "Zm9vYg=="},
                 {"fooba", "Zm9vYmE="},
                 {"foobar", "Zm9vYmFy"}};
    for (const auto& c : cases) {
        SCOPED_TRACE(c.text);
        EXPECT_EQ(base64(c.octets), c.text);
        EXPECT_EQ(from_base64(c.text), c.octets);
    }
}

TEST(Text, EveryOctetSurvivesBothWays)
{
    for (std::size_t size = 0; size < 260; ++size) {
        const std::string octets = random_octets(size);
        EXPECT_EQ(from_hex(hex(octets)), octets);
        EXPECT_EQ(from_base64(base64(octets)), octets);
    }
    EXPECT_EQ(from_hex("00fFAb"), std::string("\x00\xff\xab", 3));
}

TEST(Text, RefusesWhatIsNoHexadecimal)
{
    for (const char* bad : {"0", "0g", "g0", " 0", "0x", "00 ", "æ"}) {
        SCOPED_TRACE(bad);
        EXPECT_THROW(from_hex(bad), std::invalid_argument);
    }
}

TEST(Text, RefusesWhatIsNoBase64)
{
    struct {
        const char* why;
        std::string text;
    } cases[] = {
        {"no padding", "Zg"},
        {"one character over", "Zm9vY"},
        {"a line end", "Zm9v\n"},
        {"a line end that makes four", "Zm9\n"},
        {"only padding", "===="},
        {"three of padding", "Z==="},
        {"padding in the middle", "Zg==Zg=="},
        {"bits left over after one octet", "Zh=="},
        {"bits left over after two octets", "Zm9="},
        {"the alphabet for URLs", "-_-_"},
        {"a character over 127", "Zm9\xe6"},
        {"a NUL", std::string("Zm9\0", 4)},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(from_base64(c.text), std::invalid_argument);
    }
}

TEST(Text, RandomOctetsDiffer)
{
    EXPECT_EQ(random_octets(0), "");
    EXPECT_EQ(random_octets((1 << 20) + 1).size(), (1U << 20) + 1);
    EXPECT_NE(random_octets(16), random_octets(16));
}

} // namespace reservepost::batch::crypto
