#include "batch/words/record_id.h"

#include <gtest/gtest.h>

namespace reservepost::batch {

TEST(RecordId, TextAndOctetsSayTheSame)
{
    const auto id = RecordId::from_text("00ff0123456789abcdef0123456789ab");
    EXPECT_EQ(id.text(), "00ff0123456789abcdef0123456789ab");
    EXPECT_EQ(id.octets().substr(0, 2), std::string("\x00\xff", 2));
    EXPECT_EQ(RecordId::from_octets(id.octets()), id);
    EXPECT_EQ(RecordId().text(), std::string(32, '0'));
    EXPECT_LT(RecordId(), id);
}

TEST(RecordId, RefusesEverythingElse)
{
    struct {
        const char* why;
        std::string text;
    } cases[] = {
        {"empty", ""},
        {"a digit short", std::string(31, '0')},
        {"a digit over", std::string(33, '0')},
        {"upper case, which would be a second name", "00FF0123456789abcdef0123456789ab"},
        {"a letter beyond f", "g0ff0123456789abcdef0123456789ab"},
        {"a UUID", "00ff0123-4567-89ab-cdef-0123456789ab"},
        {"a way out of the directory", "../../../../../../../../../../x."},
        {"a NUL", std::string(31, '0') + std::string(1, '\0')},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(RecordId::from_text(c.text), std::invalid_argument);
    }
    EXPECT_THROW(RecordId::from_octets(std::string(15, 'x')), std::invalid_argument);
    EXPECT_THROW(RecordId::from_octets(std::string(17, 'x')), std::invalid_argument);
}

} // namespace reservepost::batch
