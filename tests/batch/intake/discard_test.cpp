#include "batch/intake/discard.h"

#include "batch/intake/quarantine.h"
#include "batch/store/store_error.h"
#include "tests/batch/intake/taken_in.h"

#include <gtest/gtest.h>

// A file in quarantine is thrown away by two persons.

namespace reservepost::batch::intake {
namespace {

using namespace tests;

RecordId quarantined(TestOffice& office, int number = 1)
{
    return take_in_one(office, incoming(number, "no JSON")).record.value();
}

/// What `person` brings about; the error's message where it is refused.
std::string say(TestOffice& office, const std::string& person, const RecordId& record,
                std::string_view why = "not-a-report")
{
    auto transaction = office.database.begin();
    try {
        const auto done =
            discard(transaction, office.vault, record, why, {office.now, office.run, person});
        transaction.commit();
        return done == Discard::Discarded ? "discarded" : "proposed";
    } catch (const std::runtime_error& error) {
        return error.what();
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
}

TEST(DiscardQuarantined, TwoPersonsOfOneOpinionThrowItAway)
{
    TestOffice office;
    const auto record = quarantined(office);
    EXPECT_EQ(say(office, "kari", record), "proposed");
    EXPECT_EQ(row_of(office, record).state, "quarantined");
    EXPECT_EQ(say(office, "ola", record), "discarded");
    EXPECT_EQ(row_of(office, record).state, "discarded");
    EXPECT_EQ(
        office.number("select count(*) as n from report where discarded_at = $1", {office.now}), 1)
        << "the retention runs from here";
    EXPECT_TRUE(open_incidents(office, record).empty());
    for (const auto& store : office.vault.read_facts()) {
        ASSERT_EQ(store.facts.size(), 1U) << store.store;
        EXPECT_EQ(store.facts.at(0).event, "discarded");
        EXPECT_EQ(store.facts.at(0).code, "not-a-report");
    }
    EXPECT_TRUE(office.vault.opens_everywhere(record, 1)) << "its original is kept";
    EXPECT_EQ(office.number("select count(*) as n from journal where event in "
                            "('discard-proposed', 'discarded') and actor in ('kari', 'ola')"),
              2);
}

TEST(DiscardQuarantined, IsRefusedOtherwise)
{
    TestOffice office;
    const auto record = quarantined(office);
    const auto waiting = take_in_one(office, incoming(2, report_text("9101", "03"))).record.value();
    const auto unknown = RecordId::from_text(std::string(32, '0'));
    EXPECT_EQ(say(office, "kari", record), "proposed");
    struct {
        const char* why;
        const char* person;
        RecordId record;
        const char* cause;
        const char* fragment;
    } const cases[] = {
        {"the same person twice", "kari", record, "not-a-report", "another person"},
        {"of another opinion", "ola", record, "test-file", "the first person said not-a-report"},
        {"no cause", "ola", record, "", "--why is one of not-a-report"},
        {"a cause of one's own", "ola", record, "Ola sa det", "--why is one of"},
        {"a report that waits", "ola", waiting, "not-a-report", "is not in quarantine"},
        {"nothing that is here", "ola", unknown, "not-a-report", "is not in quarantine"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto said = say(office, c.person, c.record, c.cause);
        EXPECT_NE(said.find(c.fragment), std::string::npos) << said;
        EXPECT_EQ(row_of(office, record).state, "quarantined");
    }
    EXPECT_TRUE(office.vault.read_facts().at(0).facts.empty());
}

TEST(DiscardQuarantined, AStoreThatIsAwayMakesItWait)
{
    TestOffice office;
    const auto record = quarantined(office);
    EXPECT_EQ(say(office, "kari", record), "proposed");
    const auto keys = office.vault.places().at(1).keys;
    std::filesystem::rename(keys, keys.string() + ".away");
    EXPECT_NE(say(office, "ola", record).find("store 2"), std::string::npos);
    EXPECT_EQ(row_of(office, record).state, "quarantined");
    std::filesystem::rename(keys.string() + ".away", keys);
    EXPECT_EQ(say(office, "ola", record), "discarded");
}

TEST(DiscardQuarantined, WhatIsReleasedIsNoLongerProposed)
{
    TestOffice office;
    const auto record = quarantined(office);
    EXPECT_EQ(say(office, "kari", record), "proposed");
    {
        auto transaction = office.database.begin();
        EXPECT_EQ(list_quarantine(transaction).at(0).discard_proposed_by, "kari");
        release_from_quarantine(transaction, office.vault, record, {"9101", "03"}, office.calendar,
                                office.occasion());
        transaction.commit();
    }
    EXPECT_EQ(office.number("select count(*) as n from discard"), 0);
    EXPECT_NE(say(office, "ola", record).find("not in quarantine"), std::string::npos);
}

TEST(DiscardQuarantined, TheDatabaseWantsTwoPersonsToo)
{
    TestOffice office;
    const auto record = quarantined(office);
    const auto refused = [&](std::string_view sql) {
        try {
            office.execute(sql, {record, office.now});
            return std::string("not refused");
        } catch (const store::StoreError& error) {
            return error.sqlstate();
        }
    };
    constexpr auto throw_away =
        "update report set state = 'discarded', discarded_at = $2 where record = $1";
    EXPECT_EQ(refused(throw_away), "23001") << "nobody proposed it";
    ASSERT_EQ(say(office, "kari", record), "proposed");
    EXPECT_EQ(refused(throw_away), "23001") << "one person only";
    EXPECT_EQ(refused("update discard set confirmed_at = $2, confirmed_by = 'kari' where "
                      "record = $1"),
              "23514")
        << "the same person";
    ASSERT_EQ(say(office, "ola", record), "discarded");
    EXPECT_EQ(refused("update discard set confirmed_at = $2 where record = $1"), "23001");
    EXPECT_EQ(refused("delete from discard where record = $1 and confirmed_at = $2"), "23001");
}

TEST(DiscardQuarantined, ACrashBehindTheFactsLeavesItToBeSaidAgain)
{
    TestOffice office;
    const auto record = quarantined(office);
    ASSERT_EQ(say(office, "kari", record), "proposed");
    ASSERT_TRUE(killed_at("vault.facts-written", [&] {
        auto database = office.server.night();
        auto vault = office.vault_again();
        auto transaction = database.begin();
        discard(transaction, vault, record, "not-a-report", {office.now, office.run, "ola"});
        transaction.commit();
    }));
    EXPECT_EQ(row_of(office, record).state, "quarantined") << "a fact opens no gate";
    EXPECT_EQ(say(office, "ola", record), "discarded");
}

} // namespace
} // namespace reservepost::batch::intake
