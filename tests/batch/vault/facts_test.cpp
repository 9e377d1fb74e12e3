#include "tests/batch/vault/small_vault.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>

namespace reservepost::tests {

namespace {

Fact fact(int number)
{
    return {record(number), "sent", "2026-11-25", "01000001", std::to_string(number), ""};
}

std::filesystem::path facts_file(const SmallVault& small, std::size_t store)
{
    return small.vault.places().at(store - 1).content / "facts";
}

void take_away(const SmallVault& small)
{
    std::filesystem::rename(small.directory / "content2", small.directory / "away");
}

void bring_back(const SmallVault& small)
{
    std::filesystem::rename(small.directory / "away", small.directory / "content2");
}

} // namespace

TEST(VaultFacts, StandInEveryStoreInTheirOrder)
{
    SmallVault small;
    const Fact three[] = {fact(1), fact(2), fact(3)};
    EXPECT_TRUE(small.vault.append_facts(three).empty());
    EXPECT_TRUE(small.vault.append_fact(fact(4)).empty());
    EXPECT_TRUE(small.vault.append_facts({}).empty());
    for (const auto& store : small.opened_again().read_facts()) {
        EXPECT_EQ(store.facts, (std::vector{fact(1), fact(2), fact(3), fact(4)}));
        EXPECT_TRUE(store.damaged_lines.empty());
    }
    auto bad = fact(5);
    bad.code = "Kari";
    const Fact one_is_bad[] = {fact(6), bad};
    EXPECT_THROW(small.vault.append_facts(one_is_bad), std::invalid_argument);
    EXPECT_EQ(small.vault.read_facts()[0].facts.size(), 4U) << "none of them was written";
}

TEST(VaultFacts, DamageIsReportedByLineAndSpoilsNoOther)
{
    struct {
        const char* why;
        std::function<void(const std::filesystem::path&)> spoil;
        std::size_t whole;
        std::vector<std::size_t> damaged;
    } cases[] = {
        {"an octet of the second line", [](const auto& f) { change_octet(f, 100); }, 2, {2}},
        {"half a line at the end",
         [](const auto& f) { batch::disk::append_durably(f, "0000000000000000000000000000"); },
         3,
         {4}},
        {"the last line cut",
         [](const auto& f) { std::filesystem::resize_file(f, std::filesystem::file_size(f) - 5); },
         2,
         {3}},
        {"only its line end cut",
         [](const auto& f) { std::filesystem::resize_file(f, std::filesystem::file_size(f) - 1); },
         3,
         {}},
        {"an empty line", [](const auto& f) { batch::disk::append_durably(f, "\n"); }, 3, {4}},
        {"zeros, as a power cut leaves them",
         [](const auto& f) { batch::disk::append_durably(f, std::string(50, '\0')); },
         3,
         {4}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        SmallVault small;
        const Fact three[] = {fact(1), fact(2), fact(3)};
        small.vault.append_facts(three);
        c.spoil(facts_file(small, 1));
        auto read = small.vault.read_facts();
        EXPECT_EQ(read[0].facts.size(), c.whole);
        EXPECT_EQ(read[0].damaged_lines, c.damaged);
        EXPECT_TRUE(read[1].damaged_lines.empty());

        // The next line is whole, whatever stood before it.
        small.vault.append_fact(fact(4));
        read = small.vault.read_facts();
        EXPECT_EQ(read[0].facts.size(), c.whole + 1);
        EXPECT_EQ(read[0].facts.back(), fact(4));
        EXPECT_EQ(read[0].damaged_lines, c.damaged);

        small.vault.level_facts();
        EXPECT_EQ(small.vault.read_facts()[0].facts.size(), 4U);
        EXPECT_EQ(small.vault.level_facts(), 0U);
    }
}

TEST(VaultFacts, GoOnWithOneStoreAwayAndAreLevelledLater)
{
    SmallVault small;
    small.vault.append_fact(fact(1));
    take_away(small);
    EXPECT_EQ(small.vault.append_fact(fact(2)), std::vector<std::string>{"store 2"});
    EXPECT_EQ(small.vault.write_run_number(7), std::vector<std::string>{"store 2"});
    EXPECT_EQ(small.vault.read_facts().size(), 1U);
    bring_back(small);
    EXPECT_EQ(small.vault.level_facts(), 1U);
    EXPECT_EQ(small.vault.read_facts()[1].facts, (std::vector{fact(1), fact(2)}));
    EXPECT_EQ(small.vault.highest_run_number(), 7);
    std::filesystem::remove(small.vault.places()[0].content / "store");
    take_away(small);
    EXPECT_THROW(small.vault.append_fact(fact(3)), StoreAway);
}

TEST(VaultFacts, ManyThreadsAppendWholeLines)
{
    SmallVault small;
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&, i] {
            for (int n = 0; n < 10; ++n)
                small.vault.append_fact(fact(100 * i + n));
        });
    for (auto& thread : threads)
        thread.join();
    for (const auto& store : small.vault.read_facts()) {
        EXPECT_EQ(store.facts.size(), 60U);
        EXPECT_TRUE(store.damaged_lines.empty());
    }
}

TEST(VaultRunNumber, OnlyRises)
{
    SmallVault small;
    EXPECT_EQ(small.vault.highest_run_number(), 0);
    small.vault.write_run_number(3);
    small.vault.write_run_number(2);
    EXPECT_EQ(small.opened_again().highest_run_number(), 3);
    EXPECT_THROW(small.vault.write_run_number(0), std::logic_error);
    for (const char* bad : {"", "x\n", "3", "-1\n", "0\n", "3 \n", "99999999999999999999\n"}) {
        batch::disk::replace_durably(small.vault.places()[1].content / "run", bad, 0600);
        EXPECT_THROW(small.vault.highest_run_number(), VaultDamaged) << bad;
    }
}

} // namespace reservepost::tests
