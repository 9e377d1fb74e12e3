#include "layout/judging_budget.h"

#include <gtest/gtest.h>

namespace reservepost::layout {

namespace {

std::string message_of(const std::function<void()>& spend)
{
    try {
        spend();
    } catch (const CannotJudge& stopped) {
        EXPECT_EQ(stopped.code(), "TOO_MUCH_TO_JUDGE");
        return stopped.what();
    }
    return "";
}

JudgingLimits tight()
{
    return {.inflated_octets = 10, .stream_octets = 10, .objects = 2, .operators = 2, .nesting = 2};
}

} // namespace

TEST(JudgingBudget, StopsAtEachLimitAndNotBefore)
{
    struct {
        const char* why;
        std::function<void(JudgingBudget&)> once;
        int allowed;
        const char* named;
    } const cases[] = {
        {"octets add up", [](JudgingBudget& b) { b.inflate(5); }, 2, "10 octets"},
        {"objects are counted", [](JudgingBudget& b) { b.visit_object(); }, 2, "2 objects"},
        {"operators are counted", [](JudgingBudget& b) { b.run_operator(); }, 2, "2 operators"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        JudgingBudget budget(tight());
        for (int i = 0; i < c.allowed; ++i)
            EXPECT_EQ(message_of([&] { c.once(budget); }), "");
        EXPECT_NE(message_of([&] { c.once(budget); }).find(c.named), std::string::npos);
    }
}

TEST(JudgingBudget, OneStreamMayTakeLessThanAll)
{
    JudgingBudget budget({.inflated_octets = 100, .stream_octets = 6});
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(message_of([&] { budget.inflate(6); }), "");
    EXPECT_EQ(message_of([&] { budget.inflate(1, 5); }), "");
    EXPECT_NE(message_of([&] { budget.inflate(1, 6); }).find("a stream of more than 6"),
              std::string::npos);
}

TEST(JudgingBudget, ASumThatLeavesTheNumbersIsTooMuch)
{
    JudgingBudget budget(tight());
    budget.inflate(9);
    EXPECT_NE(message_of([&] { budget.inflate(~std::uint64_t{0}); }), "");
}

TEST(JudgingBudget, LeavingANestRoomsTheNext)
{
    JudgingBudget budget(tight());
    const JudgingBudget::Descent first(budget);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(message_of([&] { const JudgingBudget::Descent second(budget); }), "");
    const JudgingBudget::Descent second(budget);
    EXPECT_NE(message_of([&] { const JudgingBudget::Descent third(budget); }).find("2 levels"),
              std::string::npos);
}

TEST(JudgingBudget, StaysSpentWhateverSwallowsTheException)
{
    JudgingBudget budget(tight());
    const std::string first = message_of([&] { budget.inflate(11); });
    EXPECT_NE(first, "");
    EXPECT_EQ(message_of([&] { budget.check(); }), first);
    EXPECT_EQ(message_of([&] { budget.visit_object(); }), first);
    EXPECT_EQ(message_of([&] { budget.run_operator(); }), first);
    EXPECT_EQ(message_of([&] { const JudgingBudget::Descent down(budget); }), first);
}

TEST(JudgingBudget, LooksAtTheClockNowAndThen)
{
    int looks = 0;
    JudgingBudget budget({.out_of_time = [&looks] { return ++looks > 3; }});
    int spent = 0;
    EXPECT_NE(message_of([&] {
                  for (; spent < 1'000'000; ++spent)
                      budget.run_operator();
              }).find("longer"),
              std::string::npos);
    EXPECT_EQ(looks, 4);
    EXPECT_GT(spent, 1000) << "each look costs";
    EXPECT_LT(spent, 10'000);

    looks = 3;
    JudgingBudget streams({.out_of_time = [&looks] { return ++looks > 3; }});
    EXPECT_NE(message_of([&] { streams.inflate(1); }), "");
}

} // namespace reservepost::layout
