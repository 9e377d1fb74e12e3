#include "batch/commands/acting_person.h"

#include <gtest/gtest.h>

namespace reservepost::batch::commands {
namespace {

TEST(ActingPerson, IsWhoLoggedInWhateverTheProcessRunsAs)
{
    const struct {
        const char* why;
        const char* login_uid;
        uid_t effective_uid;
        uid_t acting;
    } cases[] = {
        {"logged in as herself", "1001", 1001, 1001},
        {"logged in, then sudo to the service's user", "1001", 120, 1001},
        {"logged in as root", "0", 0, 0},
        {"a timer of the system", "4294967295", 120, 120},
        {"a system without such a record", "", 120, 120},
        {"a record that is none", "x", 120, 120},
        {"a number with something behind it", "1001 ", 120, 120},
        {"a negative number", "-1", 120, 120},
        {"a number too large", "4294967296", 120, 120},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(acting_user(c.login_uid, c.effective_uid), c.acting);
    }
}

TEST(ActingPerson, HasANameAndItsGroups)
{
    const auto person = acting_person();
    EXPECT_FALSE(person.name.empty());
    EXPECT_FALSE(person.groups.empty()) << "everybody has a first group";
}

} // namespace
} // namespace reservepost::batch::commands
