#include "tests/batch/vault/small_vault.h"

#include <functional>
#include <gtest/gtest.h>

namespace reservepost::tests {

namespace {

const auto nobody_told = [](std::size_t, std::size_t) {};

/// A vault of two stores in which everything there can be lies.
struct FullVault : SmallVault {
    FullVault()
    {
        vault.put(entries(1, 6), Vault::first_ring);
        vault.put_attachment(record(2), "rejection", "a refusal", Vault::first_ring);
        vault.append_fact({record(1), "confirmed", "2026-11-25", "", "", ""});
        vault.append_fact({record(1), "deleted", "2026-12-25", "", "", ""});
        vault.write_run_number(17);
        vault.keep("register", "the register");
    }
    void lose(std::size_t store) const
    {
        std::filesystem::remove_all(vault.places().at(store - 1).content);
        std::filesystem::remove_all(vault.places().at(store - 1).keys);
    }
};

/// Everything is in every store, and the second opens it all by itself.
void expect_whole(const SmallVault& small)
{
    auto again = small.opened_again();
    EXPECT_TRUE(again.status().all_reachable());
    for (int i = 1; i <= 6; ++i)
        EXPECT_TRUE(again.opens_everywhere(record(i), Vault::first_ring)) << i;
    std::filesystem::rename(small.vault.places()[0].content / "store", small.directory / "away");
    EXPECT_EQ(again.open(record(6), Vault::first_ring).octets, "report 6");
    EXPECT_EQ(again.open_attachment(record(2), "rejection", Vault::first_ring), "a refusal");
    EXPECT_EQ(again.read_facts().at(0).facts.size(), 2U);
    EXPECT_EQ(again.highest_run_number(), 17);
    EXPECT_EQ(again.kept(1, "register"), "the register");
    std::filesystem::rename(small.directory / "away", small.vault.places()[0].content / "store");
}

} // namespace

TEST(VaultRefill, AReplacedStoreHoldsEverythingAgain)
{
    const struct {
        const char* why;
        std::function<void(const FullVault&)> lose;
    } cases[] = {
        {"both disks are gone", [](const auto& s) { s.lose(2); }},
        {"empty directories stand there, as `mkfs` and `mkdir` leave them",
         [](const auto& s) {
             s.lose(2);
             for (const auto& place : {s.vault.places()[1].content, s.vault.places()[1].keys}) {
                 std::filesystem::create_directory(place);
                 std::filesystem::permissions(place, std::filesystem::perms(0700));
                 std::filesystem::create_directory(place / "lost+found");
             }
         }},
        {"the disk with the contents is gone",
         [](const auto& s) { std::filesystem::remove_all(s.vault.places()[1].content); }},
        {"the disk with the keys is gone",
         [](const auto& s) { std::filesystem::remove_all(s.vault.places()[1].keys); }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        FullVault small;
        c.lose(small);
        auto vault = small.opened_again();
        EXPECT_THROW(vault.put(entries(7, 7), Vault::first_ring), StoreAway);
        const auto count = vault.refill(1, Vault::first_ring, nobody_told);
        EXPECT_EQ(count.reports, 6U);
        EXPECT_EQ(count.attachments, 1U);
        EXPECT_EQ(count.keys, 6U);
        EXPECT_TRUE(count.open_nowhere.empty());
        expect_whole(small);
        vault.put(entries(7, 7), Vault::first_ring);
        EXPECT_TRUE(vault.opens_everywhere(record(7), Vault::first_ring));
    }
}

TEST(VaultRefill, WhatMustNotBeTouchedIsRefused)
{
    const struct {
        const char* why;
        std::function<void(const FullVault&)> prepare;
        std::size_t store;
        const char* says;
    } cases[] = {
        {"it is whole", [](const auto&) {}, 1, "is a whole store of this vault already"},
        {"there is no third", [](const auto&) {}, 2, "there is no store 3"},
        {"somebody's files lie where the contents were",
         [](const auto& s) {
             s.lose(2);
             std::filesystem::create_directories(s.vault.places()[1].content);
             std::filesystem::permissions(s.vault.places()[1].content,
                                          std::filesystem::perms(0700));
             batch::disk::write_new_durably(s.vault.places()[1].content / "letters.txt", "x", 0600);
         },
         1, "is not empty"},
        {"another vault's store is mounted there",
         [](const auto& s) {
             s.lose(2);
             Vault::create({s.vault.places()[1]});
         },
         1, "is not empty"},
        {"nothing says that the contents there are ours",
         [](const auto& s) { std::filesystem::remove(s.vault.places()[1].content / "store"); }, 1,
         "is not empty"},
        {"the place is open to others",
         [](const auto& s) {
             s.lose(2);
             std::filesystem::create_directories(s.vault.places()[1].keys);
             std::filesystem::permissions(s.vault.places()[1].keys, std::filesystem::perms(0755));
         },
         1, "0700"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        FullVault small;
        c.prepare(small);
        // As it was opened before the disks were changed: a foreign one is refused at the door.
        Vault& vault = small.vault;
        try {
            vault.refill(c.store, Vault::first_ring, nobody_told);
            ADD_FAILURE() << "was not refused";
        } catch (const std::exception& error) {
            EXPECT_NE(std::string(error.what()).find(c.says), std::string::npos) << error.what();
        }
        EXPECT_EQ(vault.open(record(1), Vault::first_ring).octets, "report 1");
    }
}

TEST(VaultRefill, KilledAnywhereItIsNoStoreUntilItIsWhole)
{
    for (const char* point : {"refill.begun", "refill.ring", "refill.content", "refill.facts",
                              "refill.kept", "refill.finished"}) {
        SCOPED_TRACE(point);
        FullVault small;
        small.lose(2);
        EXPECT_TRUE(killed_at(
            point, [&] { small.opened_again().refill(1, Vault::first_ring, nobody_told); }));
        auto vault = small.opened_again();
        if (std::string(point) == "refill.finished") {
            expect_whole(small);
            continue;
        }
        const auto status = vault.status().stores[1];
        EXPECT_FALSE(status.reachable);
        EXPECT_TRUE(status.being_refilled);
        EXPECT_NE(status.trouble.find("vault refill"), std::string::npos) << status.trouble;
        EXPECT_THROW(vault.put(entries(7, 7), Vault::first_ring), StoreAway);
        vault.append_fact({record(3), "confirmed", "2026-11-26", "", "", ""});
        vault.refill(1, Vault::first_ring, nobody_told);
        EXPECT_EQ(vault.read_facts().at(1).facts, vault.read_facts().at(0).facts);
        EXPECT_TRUE(vault.opens_everywhere(record(6), Vault::first_ring));
    }
}

TEST(VaultRefill, WhatOpensNowhereIsNamedAndKeepsNothingBack)
{
    FullVault small;
    small.lose(2);
    change_octet(small.content_file(1, record(4).text()), -1);
    auto vault = small.opened_again();
    const auto count = vault.refill(1, Vault::first_ring, nobody_told);
    EXPECT_EQ(count.open_nowhere, std::vector<RecordId>{record(4)});
    EXPECT_EQ(count.reports, 5U);
    EXPECT_TRUE(vault.opens_everywhere(record(5), Vault::first_ring));
}

TEST(VaultRefill, TwoRingsOfAChangeThatWasCutOffLeaveTheOneThatHolds)
{
    FullVault small;
    small.vault.prepare_ring(1, 2, {record(6)});
    small.lose(2);
    auto vault = small.opened_again();
    vault.refill(1, 1, nobody_told);
    EXPECT_EQ(vault.rings()[0].numbers, (std::vector<RingNumber>{1, 2}));
    EXPECT_EQ(vault.rings()[1].numbers, (std::vector<RingNumber>{1}));
    vault.remove_prepared_ring(2, 1);
    EXPECT_TRUE(vault.opens_everywhere(record(6), 1));
}

} // namespace reservepost::tests
