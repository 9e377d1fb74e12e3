#include "tests/batch/soak/soak_asked.h"
#include "tests/batch/soak/soak_month.h"

#include <charconv>
#include <cstdio>
#include <gtest/gtest.h>
#include <iostream>
#include <string_view>

// A month of a municipality's life with `kill -9` at random instants. Three months with ten kills
// each are part of every check; `./check --long` asks for one with three hundred. The seed is
// printed; `--seed=N` goes the same way again.

namespace reservepost::tests {
namespace {

class Soak : public testing::TestWithParam<int> {};

TEST_P(Soak, AMonthOfKillsLosesNoReportAndSendsNoneTwice)
{
    const unsigned seed = soak_asked.seed.value_or(std::random_device()());
    std::printf("--seed=%u --kills=%d\n", seed, soak_asked.kills);
    SCOPED_TRACE("--seed=" + std::to_string(seed) + " --kills=" + std::to_string(soak_asked.kills));
    SoakMonth month({.seed = seed, .kills = soak_asked.kills});
    month.live();
    month.wind_up();
    month.expect_promises();
    std::printf("%d reports, %d kills\n", month.reports(), month.kills());
    EXPECT_GE(month.kills(), soak_asked.kills * 8 / 10) << "most were in time";
    EXPECT_GT(month.reports(), 20);
}

INSTANTIATE_TEST_SUITE_P(Month, Soak, testing::Values(1, 2, 3));

/// Reads "--name=N"; leaves `value` where it says something else.
template <class Number> void read(std::string_view word, std::string_view name, Number& value)
{
    if (word.starts_with(name))
        std::from_chars(word.data() + name.size(), word.data() + word.size(), value);
}

} // namespace
} // namespace reservepost::tests

int main(int count, char** words)
{
    testing::InitGoogleTest(&count, words);
    for (int i = 1; i < count; ++i) {
        unsigned seed = 0;
        reservepost::tests::read(words[i], "--seed=", seed);
        if (seed != 0) reservepost::tests::soak_asked.seed = seed;
        reservepost::tests::read(words[i], "--kills=", reservepost::tests::soak_asked.kills);
        reservepost::tests::read(words[i], "--reports=", reservepost::tests::soak_asked.reports);
    }
    return RUN_ALL_TESTS();
}
