#include "batch/restore/verify_vault.h"

#include "tests/support/files.h"
#include "tests/support/test_intake.h"

#include <fstream>
#include <functional>
#include <gtest/gtest.h>

namespace reservepost::tests {
namespace {

using batch::RecordId;
using batch::restore::VaultVerification;
using batch::restore::verify_vault;

const auto nobody_told = [](std::int64_t, std::int64_t) {};

std::set<std::string> codes_of(const VaultVerification& verification)
{
    std::set<std::string> codes;
    for (const auto& finding : verification.findings)
        codes.insert(finding.code);
    return codes;
}

struct Damage {
    TestOffice& office;
    std::vector<RecordId> records;

    fs::path content(std::size_t store, std::size_t report) const
    {
        return office.vault.places().at(store - 1).content / "content" / records.at(report).text();
    }
    fs::path keys(std::size_t store) const { return office.vault.places().at(store - 1).keys; }
};

void change_octet(const fs::path& file, std::size_t at)
{
    std::string octets = file_text(file);
    octets.at(at) = static_cast<char>(octets.at(at) ^ 0x10);
    std::ofstream(file, std::ios::binary | std::ios::trunc) << octets;
}

class VerifyVault : public testing::Test {
protected:
    void SetUp() override
    {
        for (int number = 1; number <= 4; ++number) {
            const auto answer = take_in_one(office_, incoming(number, report_text("9101", "05")));
            records_.push_back(answer.record.value());
        }
        office_.vault.put_attachment(records_[1], "rejection", "{}", 1);
        office_.vault.append_fact({records_[0], "confirmed", "2026-11-25", "", "", ""});
        office_.vault.keep("register", "the register");
    }
    VaultVerification verify()
    {
        return verify_vault(office_.database, office_.vault, nobody_told);
    }

    TestOffice office_;
    std::vector<RecordId> records_;
};

TEST_F(VerifyVault, AWholeVaultIsCountedInEveryStore)
{
    std::int64_t last_done = 0, last_whole = 0;
    const auto found =
        verify_vault(office_.database, office_.vault, [&](std::int64_t done, std::int64_t whole) {
            last_done = done;
            last_whole = whole;
        });
    EXPECT_TRUE(found.clean()) << found.findings.front().sentence;
    EXPECT_EQ(found.reports, 4);
    EXPECT_EQ(found.ring, 1);
    EXPECT_EQ(found.without_row, 0);
    EXPECT_EQ(last_done, 4);
    EXPECT_EQ(last_whole, 4);
    ASSERT_EQ(found.stores.size(), office_.vault.places().size());
    for (const auto& store : found.stores) {
        EXPECT_EQ(store.contents, 4) << store.store;
        EXPECT_EQ(store.opened, 4) << store.store;
        EXPECT_EQ(store.attachments, 1) << store.store;
        EXPECT_EQ(store.keys, 4) << store.store;
        EXPECT_EQ(store.spare_keys, 0) << store.store;
        EXPECT_EQ(store.facts, 1) << store.store;
    }
}

TEST_F(VerifyVault, EveryDamageHasItsFinding)
{
    const struct {
        const char* why;
        std::function<void(const Damage&)> damage;
        std::set<std::string> codes;
    } cases[] = {
        {"a content has one octet changed",
         [](const auto& d) { change_octet(d.content(2, 1), 30); },
         {"does-not-open"}},
        {"a content is cut off",
         [](const auto& d) { fs::resize_file(d.content(1, 2), 20); },
         {"does-not-open"}},
        {"a content is empty",
         [](const auto& d) { fs::resize_file(d.content(1, 2), 0); },
         {"does-not-open"}},
        {"a content is missing",
         [](const auto& d) { fs::remove(d.content(2, 0)); },
         {"content-missing"}},
        {"what lies beside a report is missing",
         [](const auto& d) { fs::remove(d.content(2, 1).string() + ".rejection"); },
         {"content-missing"}},
        {"another report's octets stand in its file",
         [](const auto& d) {
             fs::copy_file(d.content(2, 0), d.content(2, 1), fs::copy_options::overwrite_existing);
         },
         {"does-not-open"}},
        {"a place of the ring is damaged",
         [](const auto& d) { change_octet(d.keys(1) / "ring.1", 64 + 20); },
         {"ring-damaged", "key-missing"}},
        {"the ring is cut to its head",
         [](const auto& d) { fs::resize_file(d.keys(1) / "ring.1", 64); },
         {"key-missing"}},
        {"the ring is gone",
         [](const auto& d) { fs::remove(d.keys(1) / "ring.1"); },
         {"ring-unreadable", "key-missing"}},
        {"the head of the ring is damaged",
         [](const auto& d) { change_octet(d.keys(1) / "ring.1", 3); },
         {"ring-unreadable", "key-missing"}},
        {"a change of ring was cut off",
         [](const auto& d) { d.office.vault.prepare_ring(1, 2, {}); },
         {"another-ring"}},
        {"somebody's file lies among the contents",
         [](const auto& d) { std::ofstream(d.content(1, 0).parent_path() / "notes.txt") << "x"; },
         {"stray"}},
        {"something was set aside",
         [](const auto& d) {
             const auto aside = d.content(1, 0).parent_path().parent_path() / "unfinished";
             fs::create_directory(aside);
             std::ofstream(aside / std::string(32, 'a')) << "x";
         },
         {"unfinished"}},
        {"a fact stands in one store only",
         [](const auto& d) {
             const auto file = d.office.vault.places()[1].content / "facts";
             fs::resize_file(file, 0);
         },
         {"facts-lacking"}},
        {"a line of facts is damaged",
         [](const auto& d) { change_octet(d.office.vault.places()[1].content / "facts", 3); },
         {"fact-damaged", "facts-lacking"}},
        {"the kept register is an older one",
         [](const auto& d) {
             fs::remove(d.office.vault.places()[1].content / "kept" / "register");
         },
         {"kept-differs"}},
        {"a store is away", [](const auto& d) { fs::remove(d.keys(2) / "store"); }, {"store-away"}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        TestOffice office;
        std::vector<RecordId> records;
        for (int number = 1; number <= 4; ++number)
            records.push_back(
                take_in_one(office, incoming(number, report_text("9101", "05"))).record.value());
        office.vault.put_attachment(records[1], "rejection", "{}", 1);
        office.vault.append_fact({records[0], "confirmed", "2026-11-25", "", "", ""});
        office.vault.keep("register", "the register");
        c.damage({office, records});
        const auto vault = office.vault_again();
        const auto found = verify_vault(office.database, vault, nobody_told);
        EXPECT_EQ(codes_of(found), c.codes);
    }
}

TEST_F(VerifyVault, AnEntryWithoutARowIsToldAndIsNoFinding)
{
    const auto lost = RecordId::from_text(std::string(32, 'b'));
    office_.vault.put(std::vector<batch::vault::NewEntry>{{lost, {}}}, 1);
    EXPECT_EQ(verify().without_row, 1);
    EXPECT_TRUE(verify().clean());
}

TEST_F(VerifyVault, TheSameReportOpeningToSomethingElseIsFound)
{
    // Each disk opens what it has, yet they are not the same: two vaults of one record.
    const auto& places = office_.vault.places();
    const TemporaryDirectory elsewhere;
    auto other = batch::vault::Vault::create({{elsewhere / "content", elsewhere / "keys"}});
    other.put(std::vector<batch::vault::NewEntry>{{records_[2], {}}}, 1);
    fs::copy_file(elsewhere / "content" / "content" / records_[2].text(),
                  places[1].content / "content" / records_[2].text(),
                  fs::copy_options::overwrite_existing);
    fs::copy_file(elsewhere / "keys" / "ring.1", places[1].keys / "ring.1",
                  fs::copy_options::overwrite_existing);
    const auto found = verify_vault(office_.database, office_.vault_again(), nobody_told);
    EXPECT_EQ(codes_of(found), (std::set<std::string>{"stores-differ", "key-missing"}));
}

TEST_F(VerifyVault, WhatIsDeletedMustBeGone)
{
    auto transaction = office_.database.begin();
    for (const char* state : {"confirmed", "deleting"})
        transaction.execute("update report set state = $2 where record = $1", {records_[0], state});
    transaction.commit();
    EXPECT_TRUE(verify().clean()) << "a deletion under way may have taken anything away, or not";
    auto second = office_.database.begin();
    second.execute("update report set state = 'deleted', reference_digest = null, content_digest = "
                   "null where record = $1",
                   {records_[0]});
    second.commit();
    EXPECT_EQ(codes_of(verify()), std::set<std::string>{"should-be-gone"});
    office_.vault.remove_contents({&records_[0], 1});
    EXPECT_EQ(codes_of(verify()), std::set<std::string>{"should-be-gone"}) << "its key is there";
    office_.vault.prepare_ring(1, 2, {records_[0]});
    auto third = office_.database.begin();
    third.execute("update vault set ring = 2");
    third.commit();
    office_.vault.destroy_ring(1, 2);
    const auto found = verify();
    EXPECT_TRUE(found.clean()) << found.findings.front().sentence;
    EXPECT_EQ(found.reports, 3);
}

} // namespace
} // namespace reservepost::tests
