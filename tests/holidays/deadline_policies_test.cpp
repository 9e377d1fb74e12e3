#include "holidays/deadline.h"

#include "moments.h"

#include <gtest/gtest.h>

namespace reservepost::holidays {
namespace {

const Calendar& norway()
{
    static const Calendar calendar = Calendar::norway();
    return calendar;
}

TEST(Policies, AreFoundByNameAndVersion)
{
    EXPECT_EQ(policies().front().name, "40h-business");
    const DeadlinePolicy standard = find_policy("40h-business").value();
    EXPECT_EQ(standard.version, 1);
    EXPECT_EQ(standard.amount, 40);
    EXPECT_EQ(standard.mode, DeadlineMode::BusinessDayHours);
    for (const DeadlinePolicy& policy : policies()) {
        EXPECT_EQ(find_policy(policy.name, policy.version), policy);
        EXPECT_FALSE(policy.source.empty());
        EXPECT_EQ(find_mode(mode_name(policy.mode)), policy.mode);
    }
    EXPECT_FALSE(find_policy("40h-business", 2));
    EXPECT_FALSE(find_policy("40h-business", 0));
    const char* modes[] = {"40h-business", "40h-wall-clock", "40h-office", "2-business-days"};
    ASSERT_EQ(policies().size(), std::size(modes));
    for (std::size_t i = 0; i < std::size(modes); ++i) {
        EXPECT_EQ(policies()[i].name, modes[i]);
        EXPECT_EQ(policies()[i].mode, static_cast<DeadlineMode>(i));
    }
}

TEST(Policies, HaveAnyAmountByTheirName)
{
    const struct {
        const char* name;
        DeadlineMode mode;
        int amount;
    } cases[] = {
        {"1h-business", DeadlineMode::BusinessDayHours, 1},
        {"24h-business", DeadlineMode::BusinessDayHours, 24},
        {"9999h-business", DeadlineMode::BusinessDayHours, 9999},
        {"72h-wall-clock", DeadlineMode::WallClock, 72},
        {"16h-office", DeadlineMode::OfficeHours, 16},
        {"3-business-days", DeadlineMode::BusinessDays, 3},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.name);
        const DeadlinePolicy policy = find_policy(c.name).value();
        EXPECT_EQ(policy, (DeadlinePolicy{c.name, 1, c.mode, c.amount, policy.source}));
        EXPECT_EQ(policy.source, "agreed with the receiver");
        EXPECT_EQ(find_policy(c.name, 1), policy);
        EXPECT_FALSE(find_policy(c.name, 2));
    }
    EXPECT_EQ(due(find_policy("24h-business").value(), oslo("Fri 2026-11-27 15:00"), norway()),
              oslo("Mon 2026-11-30 15:00"));
}

TEST(Policies, OtherNamesAreNone)
{
    const struct {
        const char* why;
        const char* name;
    } cases[] = {
        {"empty", ""},
        {"no amount", "h-business"},
        {"no amount of days", "-business-days"},
        {"a capital", "40H-business"},
        {"nothing to count", "0h-business"},
        {"below nothing", "-5h-business"},
        {"a sign", "+5h-business"},
        {"two spellings of one policy", "040h-business"},
        {"too many", "10000h-business"},
        {"far too many", "99999999999999999999h-business"},
        {"a part of an hour", "1.5h-business"},
        {"a space before it", " 40h-business"},
        {"a space behind it", "40h-business "},
        {"a space within", "40 h-business"},
        {"a mode's own name", "business-day-hours"},
        {"as a mode is tried out", "business-days:2"},
        {"hours of days", "2h-business-days"},
        {"days of hours", "2-business"},
        {"words", "forty hours"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_FALSE(find_policy(c.name));
        EXPECT_FALSE(find_policy(c.name, 1));
    }
    EXPECT_FALSE(find_policy(std::string_view("40h-business\0", 13)));
}

TEST(Policies, AModeOnTheCommandLine)
{
    EXPECT_EQ(find_trial_policy("business-days:3")->amount, 3);
    EXPECT_EQ(find_trial_policy("business-days")->amount, 2);
    EXPECT_EQ(find_trial_policy("business-days:9999")->amount, 9999);
    EXPECT_EQ(find_trial_policy("wall-clock")->amount, 40);
    EXPECT_EQ(find_trial_policy("wall-clock", 7)->amount, 7);
    EXPECT_EQ(find_trial_policy("wall-clock", 7)->version, 0);
    for (const char* bad :
         {"", "wall", "Wall-clock", "wall-clock ", "wall-clock:3",
          "business-days:", "business-days:-1", "business-days:+1", "business-days:1x",
          "business-days: 1", "business-days:10000", "business-days:99999999999999999999",
          "business-days:1:2", ":3", "business_days"}) {
        SCOPED_TRACE(bad);
        EXPECT_FALSE(find_trial_policy(bad));
    }
    EXPECT_FALSE(find_trial_policy("wall-clock", -1));
}

} // namespace
} // namespace reservepost::holidays
