#include "tests/batch/vault/small_vault.h"

#include <gtest/gtest.h>
#include <stdexcept>

namespace reservepost::tests {

namespace {

std::vector<std::vector<RingNumber>> numbers(const Vault& vault)
{
    std::vector<std::vector<RingNumber>> result;
    for (const auto& each : vault.rings())
        result.push_back(each.numbers);
    return result;
}

using Numbers = std::vector<std::vector<RingNumber>>;

} // namespace

TEST(VaultRings, AChangeOfRingTakesTheKeyAway)
{
    SmallVault small;
    auto& vault = small.vault;
    vault.put(entries(1, 3), 1);
    const RecordId gone[] = {record(2)};
    EXPECT_EQ(vault.still_present(gone), std::vector<RecordId>{record(2)});

    EXPECT_EQ(vault.prepare_ring(1, 2, {record(2)}), 2U);
    EXPECT_EQ(numbers(vault), (Numbers{{1, 2}, {1, 2}}));
    EXPECT_EQ(vault.open(record(2), 1), report("report 2")) << "the old ring still holds";
    const auto destruction = vault.destroy_ring(1, 2);
    EXPECT_EQ(destruction.ring, 1);
    EXPECT_EQ(destruction.stores, (std::vector<std::string>{"store 1", "store 2"}));
    EXPECT_EQ(destruction.surviving_keys, 2U);

    EXPECT_THROW(vault.open(record(2), 2), VaultDamaged);
    EXPECT_THROW(vault.open(record(2), 1), VaultDamaged) << "nothing was kept in memory";
    EXPECT_EQ(vault.still_present(gone), std::vector<RecordId>{record(2)}) << "the content is left";
    vault.remove_contents(gone);
    vault.remove_contents(gone);
    EXPECT_EQ(vault.still_present(gone), std::vector<RecordId>{});
    EXPECT_TRUE(vault.opens_everywhere(record(1), 2));
    vault.put(entries(4, 4), 2);
    EXPECT_TRUE(small.opened_again().opens_everywhere(record(4), 2));
}

// A crash at every step is taken up by the functions themselves, called again.
TEST(VaultRings, ACrashAnywhereIsTakenUp)
{
    struct {
        const char* point;
        bool committed; ///< Whether the database says 2 when the crash comes.
        Numbers left;
    } cases[] = {
        {"ring.written", false, {{1}, {1}}},       {"ring.named-1", false, {{1, 2}, {1}}},
        {"ring.named-2", false, {{1, 2}, {1, 2}}}, {"ring.destroyed-1", true, {{2}, {1, 2}}},
        {"ring.destroyed-2", true, {{2}, {2}}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.point);
        SmallVault small;
        small.vault.put(entries(1, 3), 1);
        if (c.committed) small.vault.prepare_ring(1, 2, {record(2)});
        ASSERT_TRUE(killed_at(c.point, [&] {
            if (c.committed)
                small.vault.destroy_ring(1, 2);
            else
                small.vault.prepare_ring(1, 2, {record(2)});
        }));
        auto vault = small.opened_again();
        EXPECT_EQ(numbers(vault), c.left);
        if (!c.committed) {
            EXPECT_TRUE(vault.opens_everywhere(record(2), 1));
            vault.remove_prepared_ring(2, 1);
            EXPECT_EQ(numbers(vault), (Numbers{{1}, {1}}));
            EXPECT_TRUE(vault.opens_everywhere(record(2), 1));
            vault.prepare_ring(1, 2, {record(2)});
        }
        vault.destroy_ring(1, 2);
        EXPECT_EQ(numbers(vault), (Numbers{{2}, {2}}));
        const RecordId gone[] = {record(2)};
        vault.remove_contents(gone);
        EXPECT_TRUE(vault.still_present(gone).empty());
        EXPECT_TRUE(vault.opens_everywhere(record(1), 2));
        EXPECT_TRUE(vault.opens_everywhere(record(3), 2));
    }
}

TEST(VaultRings, ALeftoverOfACutOffChangeIsKeysToo)
{
    SmallVault small;
    small.vault.put(entries(1, 2), 1);
    ASSERT_TRUE(killed_at("ring.written", [&] { small.vault.prepare_ring(1, 2, {}); }));
    const RecordId any[] = {record(9)};
    EXPECT_THROW(small.vault.still_present(any), VaultDamaged);
    small.vault.prepare_ring(1, 2, {});
    small.vault.destroy_ring(1, 2);
    EXPECT_TRUE(small.vault.still_present(any).empty());
}

TEST(VaultRings, ACutOffDestructionIsFinished)
{
    SmallVault small;
    small.vault.put(entries(1, 2), 1);
    small.vault.prepare_ring(1, 2, {record(1)});
    const auto size = std::filesystem::file_size(small.ring_file(1, 1));
    batch::disk::replace_durably(small.ring_file(1, 1), std::string(size, '\0'), 0600);
    const RecordId gone[] = {record(1)};
    EXPECT_THROW(small.vault.still_present(gone), VaultDamaged);
    small.vault.destroy_ring(1, 2);
    EXPECT_EQ(numbers(small.vault), (Numbers{{2}, {2}}));

    small.vault.prepare_ring(2, 3, {});
    const auto next = std::filesystem::file_size(small.ring_file(1, 3));
    batch::disk::replace_durably(small.ring_file(1, 3), std::string(next, '\0'), 0600);
    small.vault.remove_prepared_ring(3, 2);
    EXPECT_EQ(numbers(small.vault), (Numbers{{2}, {2}}));
}

TEST(VaultRings, NoRingIsDestroyedUnlessAnotherIsWhole)
{
    struct {
        const char* why;
        std::function<void(const SmallVault&)> spoil;
    } cases[] = {
        {"the new ring is gone from one store",
         [](const auto& s) { std::filesystem::remove(s.ring_file(2, 2)); }},
        {"its head is damaged", [](const auto& s) { change_octet(s.ring_file(1, 2), 3); }},
        {"a key is damaged", [](const auto& s) { change_octet(s.ring_file(1, 2), 64 + 20); }},
        {"it is cut off by a whole key",
         [](const auto& s) { std::filesystem::resize_file(s.ring_file(1, 2), 64 + 64); }},
        {"it is empty", [](const auto& s) { std::filesystem::resize_file(s.ring_file(1, 2), 0); }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        SmallVault small;
        small.vault.put(entries(1, 3), 1);
        small.vault.prepare_ring(1, 2, {record(2)});
        c.spoil(small);
        EXPECT_THROW(small.vault.destroy_ring(1, 2), VaultDamaged);
        EXPECT_TRUE(small.vault.opens_everywhere(record(3), 1));
    }
    SmallVault small;
    EXPECT_THROW(small.vault.destroy_ring(1, 1), std::logic_error);
    EXPECT_THROW(small.vault.destroy_ring(2, 1), std::logic_error);
    EXPECT_THROW(small.vault.prepare_ring(2, 2, {}), std::logic_error);
    EXPECT_THROW(small.vault.prepare_ring(3, 4, {}), VaultDamaged) << "no such ring";
}

// A restored database says 1 while the stores are at 2 and ring 1 is long gone.
TEST(VaultRings, ANewerRingIsNotRemovedWhereTheRowsOwnIsMissing)
{
    SmallVault small;
    small.vault.put(entries(1, 2), 1);
    small.vault.prepare_ring(1, 2, {});
    small.vault.destroy_ring(1, 2);
    EXPECT_THROW(small.vault.remove_prepared_ring(2, 1), VaultDamaged);
    EXPECT_TRUE(small.vault.opens_everywhere(record(1), 2));

    // Nor where the newer one has had keys appended since.
    small.vault.prepare_ring(2, 3, {});
    small.vault.put(entries(3, 3), 3);
    EXPECT_THROW(small.vault.remove_prepared_ring(3, 2), VaultDamaged);
    EXPECT_TRUE(small.vault.opens_everywhere(record(3), 3));
    EXPECT_THROW(small.vault.remove_prepared_ring(2, 3), std::logic_error);
}

TEST(VaultRings, AKeyLostInOneStoreIsTakenFromTheOther)
{
    SmallVault small;
    small.vault.put(entries(1, 3), 1);
    change_octet(small.ring_file(1, 1), 64 + 20);
    change_octet(small.ring_file(2, 1), 128 + 20);
    EXPECT_EQ(small.vault.entries(1)[0].lost_keys, 1U);
    EXPECT_EQ(small.vault.prepare_ring(1, 2, {}), 3U);
    small.vault.destroy_ring(1, 2);
    for (int i = 1; i <= 3; ++i)
        EXPECT_TRUE(small.vault.opens_everywhere(record(i), 2)) << i;
}

TEST(VaultRings, AKeyLostInEveryStoreStopsTheChange)
{
    for (const std::size_t stores : {1U, 2U}) {
        SmallVault small(stores);
        small.vault.put(entries(1, 3), 1);
        for (std::size_t store = 1; store <= stores; ++store)
            change_octet(small.ring_file(store, 1), 64 + 20);
        EXPECT_THROW(small.vault.prepare_ring(1, 2, {}), VaultDamaged);
        EXPECT_EQ(numbers(small.vault), Numbers(stores, {1}));
        const RecordId any[] = {record(9)};
        EXPECT_THROW(small.vault.still_present(any), VaultDamaged) << "whose key is it?";
    }
}

TEST(VaultRings, AHealedKeyDoesNotStopTheNextChange)
{
    SmallVault small;
    small.vault.put(entries(1, 2), 1);
    change_octet(small.ring_file(1, 1), 64 + 20);
    small.vault.bring_everywhere(record(1), 1);
    EXPECT_TRUE(small.vault.opens_everywhere(record(1), 1));
    EXPECT_EQ(small.vault.prepare_ring(1, 2, {}), 2U);
    EXPECT_EQ(small.vault.entries(2)[0].lost_keys, 0U);
}

} // namespace reservepost::tests
