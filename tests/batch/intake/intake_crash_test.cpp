#include "batch/disk/files.h"
#include "batch/intake/inbox.h"
#include "tests/batch/intake/taken_in.h"

#include <gtest/gtest.h>

// Intake dies between any two of its steps; what then stands in the vault is adopted, the inbox is
// read again, and no report is lost or there twice.

namespace reservepost::batch::intake {
namespace {

using namespace tests;
namespace fs = std::filesystem;

constexpr int reports = 3;

fs::path inbox_of(const TestOffice& office)
{
    return office.directory / "inbox";
}

void fill_inbox(const TestOffice& office)
{
    fs::create_directory(inbox_of(office));
    for (int i = 1; i <= reports; ++i)
        disk::replace_durably(
            inbox_of(office) / (reference(i) + ".json"),
            report_text(i == 2 ? "9999" : "9101", "03", "", "2026-11-23T10:00:00"), 0600);
}

InboxCount take_in_all(IntakeDoor& door, const TestOffice& office)
{
    return take_in_files(door, list_inbox(inbox_of(office)), Manner::Inbox,
                         [](const IntakeAnswer&) {});
}

/// In a process of its own, with its own connection and its own view of the vault.
void take_in_as_another_process(TestOffice& office)
{
    auto database = office.server.night();
    auto vault = office.vault_again();
    IntakeDoor door{
        database,          vault, office.lookup_key, office.digest_secrets, office.calendar,
        office.occasion(), false};
    take_in_all(door, office);
}

/// What one crash leaves for recovery.
struct Crash {
    const char* why;
    const char* point;
    int adopted;
    int set_aside;
    int taken_in; ///< By the intake that follows.
    int already;
};

class IntakeCrash : public testing::TestWithParam<Crash> {};

TEST_P(IntakeCrash, LosesNoReportAndTakesNoneTwice)
{
    const auto& crash = GetParam();
    TestOffice office;
    fill_inbox(office);
    ASSERT_TRUE(killed_at(crash.point, [&] { take_in_as_another_process(office); }));

    auto door = door_of(office);
    const auto adoption = adopt_entries(door);
    EXPECT_EQ(adoption.adopted, crash.adopted);
    EXPECT_EQ(adoption.set_aside, crash.set_aside);
    EXPECT_EQ(adoption.spare_copies, 0);
    EXPECT_EQ(adopt_entries(door).adopted, 0) << "once is enough";

    const auto counts = take_in_all(door, office);
    EXPECT_EQ(counts.taken_in, crash.taken_in);
    EXPECT_EQ(counts.already, crash.already);
    EXPECT_TRUE(fs::is_empty(inbox_of(office)));

    EXPECT_EQ(office.number("select count(*) as n from report"), reports);
    EXPECT_EQ(office.number("select count(*) as n from report where due_at = $1 and "
                            "stated_time = 'used'",
                            {holidays::parse_instant("2026-11-25T02:00:00")}),
              reports);
    EXPECT_EQ(office.number("select count(*) as n from letter where state = 'held'"), 1)
        << "the one without a receiver has one letter, not two";
    for (const store::Row row : office.execute("select record from report"))
        EXPECT_TRUE(office.vault.opens_everywhere(row.record("record"), 1));
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(
    AtEveryStep, IntakeCrash,
    testing::Values(
        Crash{"content without a key",        "vault.content-written", 0, reports, reports, 0},
        Crash{"a key in one store",           "vault.keys-written-1",  reports, 0, 0, reports},
        Crash{"keys in both stores",          "vault.keys-written-2",  reports, 0, 0, reports},
        Crash{"read back",                    "vault.read-back",       reports, 0, 0, reports},
        Crash{"stored, no row",               "intake.committed:before", reports, 0, 0, reports},
        Crash{"rows, files in the inbox",     "intake.committed",      0, 0, 0, reports},
        Crash{"all done, nobody told",        "intake.removed",        0, 0, 0, 0}),
    [](const auto& tested) {
        std::string name = tested.param.point;
        for (char& c : name)
            if (c == '.' || c == '-' || c == ':') c = '_';
        return name;
    });
// clang-format on

TEST(Adoption, KeepsTheNoteOnTheStatedTime)
{
    TestOffice office;
    fs::create_directory(inbox_of(office));
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"2026-11-23T10:00:00", "used"},     {"", "absent"},
        {"2027-11-23T10:00:00", "ahead"},    {"i går", "unreadable"},
        {"2020-11-23T10:00:00", "far-back"},
    };
    int number = 0;
    for (const auto& [sent_at, note] : cases)
        disk::replace_durably(inbox_of(office) / (reference(++number) + ".json"),
                              report_text("9101", "03", "", sent_at), 0600);
    ASSERT_TRUE(killed_at("intake.committed:before", [&] { take_in_as_another_process(office); }));
    office.now += std::chrono::hours(5);
    auto door = door_of(office);
    EXPECT_EQ(adopt_entries(door).adopted, 5);
    number = 0;
    for (const auto& [sent_at, note] : cases) {
        SCOPED_TRACE(note);
        const auto row = office
                             .execute("select stated_time, taken_in_at, due_at from report where "
                                      "reference_digest = $1",
                                      {lookup_digest(office.lookup_key, reference(++number))})
                             .one();
        EXPECT_EQ(row.text("stated_time"), note);
        EXPECT_EQ(row.instant("taken_in_at"), office_opens);
        if (note == "far-back") {
            EXPECT_EQ(row.instant("due_at"), office_opens) << "due at once";
        }
    }
}

TEST(Adoption, ASecondCopyOfWhatIsThereIsSpare)
{
    TestOffice office;
    fill_inbox(office);
    // The row of the first try is lost with the process, and the file comes in again before
    // `recover` has looked.
    ASSERT_TRUE(killed_at("intake.committed:before", [&] { take_in_as_another_process(office); }));
    auto door = door_of(office);
    EXPECT_EQ(take_in_all(door, office).taken_in, reports);
    const auto adoption = adopt_entries(door);
    EXPECT_EQ(adoption.adopted, 0);
    EXPECT_EQ(adoption.spare_copies, reports);
    EXPECT_EQ(adopt_entries(door).spare_copies, 0) << "known by now";
    EXPECT_EQ(office.number("select count(*) as n from report"), reports);
}

TEST(Adoption, WhatOpensInNoStoreIsSetAsideWithAnIncident)
{
    TestOffice office;
    fill_inbox(office);
    ASSERT_TRUE(killed_at("vault.content-written", [&] { take_in_as_another_process(office); }));
    auto door = door_of(office);
    EXPECT_EQ(adopt_entries(door).set_aside, reports);
    EXPECT_EQ(office.number("select count(*) as n from incident where code = 'unfinished-entry' "
                            "and state = 'open'"),
              reports);
    for (const auto& store : office.vault.entries(1)) {
        EXPECT_TRUE(store.with_content.empty());
        EXPECT_EQ(store.unfinished, std::size_t(reports));
    }
}

TEST(Adoption, WhatWasSetAsideIsAnIncidentOnceAndClearedByAPerson)
{
    TestOffice office;
    fill_inbox(office);
    ASSERT_TRUE(killed_at("intake.committed:before", [&] { take_in_as_another_process(office); }));
    for (const auto& place : office.vault.places())
        for (const auto& entry : fs::directory_iterator(place.content / "content"))
            fs::resize_file(entry.path(), 20);
    auto door = door_of(office);
    EXPECT_EQ(adopt_entries(door).set_aside, reports) << "keys without contents are left";
    {
        auto transaction = office.database.begin();
        for (const auto& incident : store::list_incidents(transaction))
            store::close_incident(transaction, incident.id, "looked-at", office.occasion());
        transaction.commit();
    }
    EXPECT_EQ(adopt_entries(door).set_aside, 0);
    EXPECT_EQ(office.number("select count(*) as n from incident where state <> 'closed'"), 0);
    EXPECT_EQ(take_in_all(door, office).taken_in, reports)
        << "from the inbox, where they still lie";
}

TEST(Adoption, AnEntryThatIsDamagedInOneStoreIsMadeWhole)
{
    TestOffice office;
    fill_inbox(office);
    ASSERT_TRUE(killed_at("intake.committed:before", [&] { take_in_as_another_process(office); }));
    for (const auto& entry :
         fs::directory_iterator(office.vault.places().at(0).content / "content"))
        fs::resize_file(entry.path(), 20);
    auto door = door_of(office);
    EXPECT_EQ(adopt_entries(door).adopted, reports);
    for (const store::Row row : office.execute("select record from report"))
        EXPECT_TRUE(office.vault.opens_everywhere(row.record("record"), 1));
}

} // namespace
} // namespace reservepost::batch::intake
