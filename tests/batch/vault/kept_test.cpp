#include "tests/batch/vault/small_vault.h"

#include <functional>
#include <gtest/gtest.h>

namespace reservepost::tests {

namespace {

std::filesystem::path kept_file(const SmallVault& small, std::size_t store)
{
    return small.vault.places().at(store - 1).content / "kept" / "register";
}

} // namespace

TEST(VaultKept, TheNewestTextLiesSealedInEveryStore)
{
    SmallVault small;
    EXPECT_EQ(small.vault.kept(0, "register"), std::nullopt);
    EXPECT_TRUE(small.vault.keep("register", "first").empty());
    EXPECT_TRUE(small.vault.keep("register", "second, with the address of an office").empty());
    EXPECT_TRUE(small.vault.keep("counters", "7").empty());
    auto again = small.opened_again();
    for (const std::size_t store : {0U, 1U}) {
        EXPECT_EQ(again.kept(store, "register"), "second, with the address of an office");
        EXPECT_EQ(again.kept(store, "counters"), "7");
        const auto sealed = batch::disk::read_file(kept_file(small, store + 1), file_limit);
        EXPECT_EQ(sealed.find("office"), std::string::npos);
    }
    EXPECT_NE(batch::disk::read_file(kept_file(small, 1), file_limit),
              batch::disk::read_file(kept_file(small, 2), file_limit))
        << "each store has a key of its own";
    EXPECT_TRUE(again.entries(Vault::first_ring)[0].strays.empty());
    EXPECT_EQ(again.rings()[0].numbers, std::vector<RingNumber>{Vault::first_ring});
}

TEST(VaultKept, WhatIsSpoiltIsSaidAndWrittenAnew)
{
    const struct {
        const char* why;
        std::function<void(const SmallVault&)> spoil;
        bool gone; ///< Nothing is kept then; else it does not open.
    } cases[] = {
        {"an octet changed", [](const auto& s) { change_octet(kept_file(s, 2), 20); }, false},
        {"cut off", [](const auto& s) { std::filesystem::resize_file(kept_file(s, 2), 9); }, false},
        {"emptied", [](const auto& s) { std::filesystem::resize_file(kept_file(s, 2), 0); }, false},
        {"another store's",
         [](const auto& s) {
             std::filesystem::copy_file(kept_file(s, 1), kept_file(s, 2),
                                        std::filesystem::copy_options::overwrite_existing);
         },
         false},
        {"another name's",
         [](const auto& s) {
             std::filesystem::copy_file(kept_file(s, 2).parent_path() / "counters", kept_file(s, 2),
                                        std::filesystem::copy_options::overwrite_existing);
         },
         false},
        {"removed", [](const auto& s) { std::filesystem::remove(kept_file(s, 2)); }, true},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        SmallVault small;
        small.vault.keep("register", "the register");
        small.vault.keep("counters", "7");
        c.spoil(small);
        if (c.gone)
            EXPECT_EQ(small.vault.kept(1, "register"), std::nullopt);
        else
            EXPECT_THROW(small.vault.kept(1, "register"), VaultDamaged);
        EXPECT_EQ(small.vault.kept(0, "register"), "the register");
        EXPECT_TRUE(small.vault.keep("register", "the register").empty());
        EXPECT_EQ(small.vault.kept(1, "register"), "the register");
    }
}

TEST(VaultKept, AStoreThatIsAwayIsNamedAndFilledLater)
{
    SmallVault small;
    small.vault.keep("register", "old");
    std::filesystem::rename(small.directory / "content2", small.directory / "away");
    EXPECT_EQ(small.vault.keep("register", "new"), std::vector<std::string>{"store 2"});
    EXPECT_THROW(small.vault.kept(1, "register"), StoreAway);
    std::filesystem::rename(small.directory / "away", small.directory / "content2");
    EXPECT_EQ(small.vault.kept(1, "register"), "old");
    EXPECT_TRUE(small.vault.keep("register", "new").empty());
    EXPECT_EQ(small.vault.kept(1, "register"), "new");
    EXPECT_THROW(small.vault.keep("../register", "x"), std::invalid_argument);
}

} // namespace reservepost::tests
