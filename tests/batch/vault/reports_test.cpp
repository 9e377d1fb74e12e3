#include "tests/batch/vault/small_vault.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <sys/stat.h>
#include <thread>

namespace reservepost::tests {

TEST(VaultReports, WhatWasPutOpensEverywhereAndNothingLiesInTheClear)
{
    SmallVault small;
    small.vault.put(entries(1, 20), 1);
    const auto again = small.opened_again();
    for (int i = 1; i <= 20; ++i) {
        EXPECT_EQ(again.open(record(i), 1), report("report " + std::to_string(i)));
        EXPECT_TRUE(again.opens_everywhere(record(i), 1));
    }
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(small.directory.path())) {
        struct stat status = {};
        ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0077, 0U) << entry.path();
        if (!entry.is_regular_file()) continue;
        const auto octets = batch::disk::read_file(entry.path(), file_limit);
        for (const char* word : {"report 1", "5b3e4b1c", "0301"})
            EXPECT_EQ(octets.find(word), std::string::npos) << entry.path();
    }
    EXPECT_THROW(again.open(record(21), 1), VaultDamaged);
    EXPECT_THROW(again.open(record(1), 2), VaultDamaged) << "another ring";
    EXPECT_FALSE(again.opens_everywhere(record(21), 1));
}

TEST(VaultReports, TheSameRecordIsNeverPutTwice)
{
    SmallVault small;
    small.vault.put(entries(1, 1), 1);
    const std::vector<NewEntry> other = {{record(1), report("other")}};
    EXPECT_THROW(small.vault.put(other, 1), std::system_error);
    EXPECT_EQ(small.vault.open(record(1), 1), report("report 1"));
    EXPECT_TRUE(small.vault.opens_everywhere(record(1), 1));
    EXPECT_THROW(small.vault.put(entries(2, 2), 7), VaultDamaged) << "no such ring";
    EXPECT_FALSE(std::filesystem::exists(small.content_file(1, record(2).text())));
}

TEST(VaultReports, DamageInOneStoreIsMadeGoodByTheOther)
{
    struct {
        const char* why;
        std::function<void(const SmallVault&)> spoil;
    } cases[] = {
        {"nonce", [](const auto& s) { change_octet(s.content_file(1, record(1).text()), 0); }},
        {"cipher text",
         [](const auto& s) { change_octet(s.content_file(1, record(1).text()), 40); }},
        {"tag", [](const auto& s) { change_octet(s.content_file(1, record(1).text()), -1); }},
        {"cut off",
         [](const auto& s) {
             std::filesystem::resize_file(s.content_file(1, record(1).text()), 20);
         }},
        {"empty",
         [](const auto& s) {
             std::filesystem::resize_file(s.content_file(1, record(1).text()), 0);
         }},
        {"content gone",
         [](const auto& s) { std::filesystem::remove(s.content_file(1, record(1).text())); }},
        {"another record's content",
         [](const auto& s) {
             std::filesystem::copy_file(s.content_file(1, record(2).text()),
                                        s.content_file(1, record(1).text()),
                                        std::filesystem::copy_options::overwrite_existing);
         }},
        {"key's record", [](const auto& s) { change_octet(s.ring_file(1, 1), 64); }},
        {"key", [](const auto& s) { change_octet(s.ring_file(1, 1), 64 + 20); }},
        {"key's checksum", [](const auto& s) { change_octet(s.ring_file(1, 1), 64 + 63); }},
        {"ring cut off",
         [](const auto& s) { std::filesystem::resize_file(s.ring_file(1, 1), 64 + 63); }},
        {"ring's head", [](const auto& s) { change_octet(s.ring_file(1, 1), 5); }},
        {"ring gone", [](const auto& s) { std::filesystem::remove(s.ring_file(1, 1)); }},
        {"content in one store, key in the other",
         [](const auto& s) {
             change_octet(s.content_file(1, record(1).text()), 40);
             change_octet(s.ring_file(2, 1), 64 + 20);
         }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        SmallVault small;
        small.vault.put(entries(1, 2), 1);
        c.spoil(small);
        auto vault = small.opened_again();
        EXPECT_EQ(vault.open(record(1), 1), report("report 1"));
        EXPECT_FALSE(vault.opens_everywhere(record(1), 1));
    }
}

TEST(VaultReports, DamageInEveryStoreIsSaidWithoutContent)
{
    SmallVault small;
    small.vault.put(entries(1, 2), 1);
    for (std::size_t store : {1U, 2U})
        change_octet(small.content_file(store, record(1).text()), 40);
    try {
        small.vault.open(record(1), 1);
        FAIL() << "opened";
    } catch (const VaultDamaged& error) {
        EXPECT_NE(std::string(error.what()).find(record(1).text()), std::string::npos);
    }
    EXPECT_EQ(small.vault.open(record(2), 1), report("report 2"));
    small.vault.set_aside(record(1), 1);
    EXPECT_FALSE(std::filesystem::exists(small.content_file(1, record(1).text())));
    EXPECT_TRUE(
        std::filesystem::exists(small.vault.places()[1].content / "unfinished" / record(1).text()));
    EXPECT_EQ(small.vault.entries(1)[0].unfinished, 1U);
    EXPECT_THROW(small.vault.set_aside(record(2), 1), std::logic_error) << "it opens";
}

TEST(VaultReports, AStoreThatIsAwayStopsPuttingAndNotReading)
{
    struct {
        const char* why;
        std::function<void(const SmallVault&)> take_away;
    } cases[] = {
        {"the content place is not mounted: an empty directory",
         [](const auto& s) {
             const auto place = s.vault.places()[1].content;
             std::filesystem::rename(place, place.string() + ".away");
             std::filesystem::create_directory(place);
             std::filesystem::permissions(place, std::filesystem::perms::owner_all);
         }},
        {"the key place is gone",
         [](const auto& s) {
             const auto place = s.vault.places()[1].keys;
             std::filesystem::rename(place, place.string() + ".away");
         }},
        {"the key place can be read by others",
         [](const auto& s) { ::chmod(s.vault.places()[1].keys.c_str(), 0755); }},
        {"the mark is damaged",
         [](const auto& s) { change_octet(s.vault.places()[1].keys / "store", 30); }},
        {"the disks of two stores are mixed up",
         [](const auto& s) {
             const auto& places = s.vault.places();
             std::filesystem::copy_file(places[0].keys / "store", places[1].keys / "store",
                                        std::filesystem::copy_options::overwrite_existing);
         }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        SmallVault small;
        small.vault.put(entries(1, 1), 1);
        c.take_away(small);
        EXPECT_THROW(small.vault.put(entries(2, 2), 1), StoreAway);
        EXPECT_FALSE(std::filesystem::exists(small.content_file(1, record(2).text())));
        EXPECT_EQ(small.vault.entries(1).size(), 1U) << "only the store that was asked";
        EXPECT_THROW(small.vault.still_present({}), StoreAway);
        EXPECT_THROW(small.vault.destroy_ring(1, 2), StoreAway);
        EXPECT_THROW(small.vault.prepare_ring(1, 2, {}), StoreAway);
        EXPECT_FALSE(small.vault.opens_everywhere(record(1), 1));
        const auto vault = small.opened_again();
        EXPECT_EQ(vault.open(record(1), 1), report("report 1"));
        const auto status = vault.status();
        EXPECT_FALSE(status.all_reachable());
        EXPECT_TRUE(status.stores[0].reachable);
        EXPECT_FALSE(status.stores[1].reachable);
        EXPECT_NE(status.stores[1].trouble.find("store 2"), std::string::npos);
        std::filesystem::remove(small.vault.places()[0].content / "store");
        EXPECT_THROW(small.opened_again(), StoreAway) << "every store is away";
    }
}

TEST(VaultReports, PlacesThatCannotServeAreRefused)
{
    const TemporaryDirectory directory;
    const auto places = SmallVault::places_of(directory, 2);
    EXPECT_THROW(Vault::create({}), std::runtime_error);
    EXPECT_THROW(Vault::create({places[0], places[0]}), std::runtime_error);
    EXPECT_THROW(Vault::create({{directory / "x", directory / "x"}}), std::runtime_error);
    EXPECT_THROW(Vault::create({{directory / "x", directory / "y/../x"}}), std::runtime_error);
    EXPECT_THROW(Vault::open(places), StoreAway) << "nothing was made yet";

    Vault::create(places);
    auto vault = Vault::create(places); // An unused one may be made again.
    vault.put(entries(1, 1), 1);
    EXPECT_THROW(Vault::create(places), std::runtime_error);
    EXPECT_EQ(Vault::open(places).open(record(1), 1), report("report 1"));

    const SmallVault other(1);
    EXPECT_THROW(Vault::open({places[0], other.vault.places()[0]}), VaultDamaged);
    const StorePlace copy = {directory / "copy", directory / "copied keys"};
    std::filesystem::copy(places[0].content, copy.content,
                          std::filesystem::copy_options::recursive);
    std::filesystem::copy(places[0].keys, copy.keys, std::filesystem::copy_options::recursive);
    EXPECT_THROW(Vault::open({places[0], copy}), VaultDamaged) << "a copy is no second store";
    const auto status = other.vault.status();
    EXPECT_TRUE(status.single_copy);
    EXPECT_TRUE(status.stores[0].keys_beside_content);
}

TEST(VaultReports, AfterACrashAnEntryIsAdoptableOrHasNoKey)
{
    struct {
        const char* point;
        std::vector<bool> opens; ///< By store.
    } cases[] = {
        {"vault.content-written", {false, false}},
        {"vault.keys-written-1", {true, false}},
        {"vault.keys-written-2", {true, true}},
        {"vault.read-back", {true, true}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.point);
        SmallVault small;
        small.vault.put(entries(1, 1), 1);
        ASSERT_TRUE(killed_at(c.point, [&] { small.vault.put(entries(2, 3), 1); }));
        auto vault = small.opened_again();
        const auto held = vault.entries(1);
        for (std::size_t i = 0; i < 2; ++i) {
            EXPECT_EQ(held[i].with_content.size(), 3U);
            EXPECT_EQ(held[i].with_key.size(), c.opens[i] ? 3U : 1U);
        }
        EXPECT_TRUE(vault.opens_everywhere(record(1), 1));
        if (c.opens[0]) {
            EXPECT_EQ(vault.open(record(2), 1), report("report 2"));
            vault.bring_everywhere(record(2), 1);
            EXPECT_TRUE(vault.opens_everywhere(record(2), 1));
        } else {
            EXPECT_THROW(vault.bring_everywhere(record(2), 1), VaultDamaged);
            vault.set_aside(record(2), 1);
            EXPECT_EQ(vault.entries(1)[0].with_content.size(), 2U);
        }
        vault.put(entries(4, 4), 1);
        EXPECT_TRUE(vault.opens_everywhere(record(4), 1));
    }
}

TEST(VaultReports, HalfAKeyAtTheEndOfARingSpoilsNothing)
{
    for (const std::uintmax_t more : {1U, 16U, 63U}) {
        SmallVault small;
        small.vault.put(entries(1, 1), 1);
        batch::disk::append_durably(small.ring_file(1, 1), std::string(more, 'h'));
        EXPECT_TRUE(small.vault.opens_everywhere(record(1), 1));
        small.vault.put(entries(2, 2), 1);
        const auto vault = small.opened_again();
        EXPECT_TRUE(vault.opens_everywhere(record(1), 1));
        EXPECT_TRUE(vault.opens_everywhere(record(2), 1));
        EXPECT_EQ(vault.entries(1)[0].lost_keys, 0U);
    }
}

TEST(VaultReports, ManyThreadsAndTwoVaultObjectsPutAtOnce)
{
    SmallVault small;
    auto second = small.opened_again();
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&, i] {
            auto& vault = i % 2 == 0 ? small.vault : second;
            for (int round = 0; round < 5; ++round) {
                const int first = 1000 * i + 10 * round + 1;
                vault.put(entries(first, first + 2), 1);
                EXPECT_EQ(vault.open(record(first), 1), report("report " + std::to_string(first)));
            }
        });
    for (auto& thread : threads)
        thread.join();
    const auto vault = small.opened_again();
    for (const auto& held : vault.entries(1)) {
        EXPECT_EQ(held.with_content.size(), 90U);
        EXPECT_EQ(held.with_key, held.with_content);
        EXPECT_EQ(held.lost_keys, 0U);
    }
}

TEST(VaultAttachments, AreSealedUnderTheReportsKeyAndGoWithIt)
{
    SmallVault small;
    small.vault.put(entries(1, 2), 1);
    small.vault.put_attachment(record(1), "feilmelding", "{\"kode\":1}", 1);
    auto vault = small.opened_again();
    EXPECT_EQ(vault.open_attachment(record(1), "feilmelding", 1), "{\"kode\":1}");
    EXPECT_EQ(vault.open_attachment(record(2), "feilmelding", 1), std::nullopt);
    EXPECT_THROW(vault.put_attachment(record(1), "feilmelding", "again", 1), std::system_error);
    EXPECT_THROW(vault.put_attachment(record(3), "feilmelding", "x", 1), VaultDamaged);
    for (const char* name : {"", "..", "a/b", "A", "a.b", "æ", "a b"})
        EXPECT_THROW(vault.put_attachment(record(1), name, "x", 1), std::invalid_argument) << name;

    // Under another name it does not open, although the key is the same.
    std::filesystem::rename(small.content_file(1, record(1).text() + ".feilmelding"),
                            small.content_file(1, record(1).text() + ".other"));
    EXPECT_THROW(vault.open_attachment(record(1), "other", 1), VaultDamaged);
    EXPECT_EQ(vault.open_attachment(record(1), "feilmelding", 1), "{\"kode\":1}");
    vault.bring_everywhere(record(2), 1);

    const RecordId gone[] = {record(1)};
    vault.remove_contents(gone);
    EXPECT_EQ(vault.entries(1)[0].with_content, std::vector<RecordId>{record(2)});
    EXPECT_FALSE(std::filesystem::exists(small.content_file(2, record(1).text() + ".feilmelding")));
    EXPECT_FALSE(std::filesystem::exists(small.content_file(1, record(1).text() + ".other")));
}

} // namespace reservepost::tests
