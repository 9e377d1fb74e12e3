#include "batch/store/journal.h"

#include "batch/store/incidents.h"
#include "batch/store/installation.h"
#include "batch/store/runs.h"
#include "tests/support/test_database.h"

#include <gtest/gtest.h>

namespace reservepost::batch::store {
namespace {

using namespace std::chrono;
using tests::TestDatabase;

const holidays::Instant night = sys_days(2026y / 11 / 23) + 23h + 30min;
const Occasion by_night{night, std::nullopt, "night"};
const Subject a_job{SubjectKind::Job, "01000017"};
const NewIncident late_job{"job-late", a_job, "Job 01000017 has no receipt after 3 working days.",
                           "Ask the print house."};

class Journal : public testing::Test {
protected:
    TestDatabase server_;
    Database night_ = server_.night();
};

TEST_F(Journal, KeepsWhatWasWritten)
{
    auto transaction = night_.begin();
    write_journal(transaction, {by_night, a_job, "closed", "numbered", "closed", std::nullopt});
    const auto row = transaction.execute("select * from journal").one();
    EXPECT_EQ(row.instant("at"), night);
    EXPECT_EQ(row.find_integer("run"), std::nullopt);
    EXPECT_EQ(row.text("subject_kind"), "job");
    EXPECT_EQ(row.text("subject"), "01000017");
    EXPECT_EQ(row.find_text("from_state"), "numbered");
    EXPECT_EQ(row.find_text("why"), std::nullopt);
}

TEST_F(Journal, WritesOneChangeOfManyInTheirOrder)
{
    auto transaction = night_.begin();
    const JournalEntries none{by_night, SubjectKind::Letter, {}, "sent", "packed", "sent", {}};
    write_journal(transaction, none);
    auto three = none;
    three.names = names_of({12, 3, 700});
    write_journal(transaction, three);
    std::string seen;
    for (const Row row : transaction.execute(
             "select *, from_state || '>' || to_state as move from journal order by id"))
        seen += row.text("subject_kind") + ' ' + row.text("subject") + ' ' + row.text("event") +
                ' ' + row.text("move") + '\n';
    EXPECT_EQ(seen, "letter 12 sent packed>sent\nletter 3 sent packed>sent\n"
                    "letter 700 sent packed>sent\n");
}

TEST_F(Journal, OneNameAmongManyThatIsNoneRefusesAll)
{
    auto transaction = night_.begin();
    const JournalEntries mixed{
        by_night, SubjectKind::Report, {"fine", "Kari Nordmann"}, "x", {}, {}, {}};
    EXPECT_THROW(write_journal(transaction, mixed), StoreError);
}

TEST_F(Journal, ThePastCannotBeChangedByAnybody)
{
    {
        auto transaction = night_.begin();
        write_journal(transaction, {by_night, a_job, "closed", {}, {}, {}});
        transaction.commit();
    }
    auto owner = server_.owner();
    struct {
        const char* why;
        Database& who;
        const char* sql;
        const char* sqlstate;
    } const cases[] = {
        {"the night has no right to update", night_, "update journal set event = 'x'", "42501"},
        {"nor to delete", night_, "delete from journal", "42501"},
        {"nor to empty", night_, "truncate journal", "42501"},
        {"nor to remove the trigger", night_, "alter table journal disable trigger all", "42501"},
        {"nor to drop it", night_, "drop table journal", "42501"},
        {"the owner meets the trigger", owner, "update journal set event = 'x'", "23001"},
        {"when deleting too", owner, "delete from journal", "23001"},
        {"when emptying too", owner, "truncate journal", "23001"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto transaction = c.who.begin();
        try {
            transaction.execute(c.sql);
            ADD_FAILURE();
        } catch (const StoreError& error) {
            EXPECT_EQ(error.sqlstate(), c.sqlstate) << error.what();
        }
    }
    auto transaction = night_.begin();
    EXPECT_EQ(transaction.execute("select * from journal").one().text("event"), "closed");
}

TEST_F(Journal, NothingPersonalFitsIn)
{
    struct {
        const char* why;
        JournalEntry entry;
    } const cases[] = {
        {"a name as reason", {by_night, a_job, "held", {}, {}, "Kari Nordmann"}},
        {"a sentence as event", {by_night, a_job, "it was Kari", {}, {}, {}}},
        {"an address as subject",
         {by_night, {SubjectKind::Letter, "Storgata 1"}, "held", {}, {}, {}}},
        {"a letter of the alphabet beyond ASCII", {by_night, a_job, "held", {}, {}, "åse"}},
        {"upper case", {by_night, a_job, "held", {}, {}, "Kari"}},
        {"a line end after a code", {by_night, a_job, "held", {}, {}, "code\n"}},
        {"no event", {by_night, a_job, "", {}, {}, {}}},
        {"no actor", {{night, std::nullopt, ""}, a_job, "held", {}, {}, {}}},
        {"a run that is not there", {{night, 99, "night"}, a_job, "held", {}, {}, {}}},
        {"a subject of 81 characters",
         {by_night, {SubjectKind::Letter, std::string(81, 'a')}, "held", {}, {}, {}}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto transaction = night_.begin();
        EXPECT_THROW(write_journal(transaction, c.entry), StoreError);
    }
}

TEST_F(Journal, AnIncidentIsOpenOnceAndCounted)
{
    auto transaction = night_.begin();
    const auto first = raise_incident(transaction, late_job, by_night);
    EXPECT_TRUE(first.is_new);
    auto again = late_job;
    again.sentence = "Job 01000017 has no receipt after 4 working days.";
    const Occasion next_night{night + days(1), std::nullopt, "night"};
    const auto second = raise_incident(transaction, again, next_night);
    EXPECT_FALSE(second.is_new);
    EXPECT_EQ(second.id, first.id);

    const auto open = list_incidents(transaction);
    ASSERT_EQ(open.size(), 1u);
    EXPECT_EQ(open[0].times_seen, 2);
    EXPECT_EQ(open[0].sentence, again.sentence);
    EXPECT_EQ(open[0].opened_at, night);
    EXPECT_EQ(open[0].last_seen_at, night + days(1));
    EXPECT_TRUE(has_open_incident(transaction, a_job));
    EXPECT_FALSE(has_open_incident(transaction, {SubjectKind::Letter, a_job.name}));

    EXPECT_TRUE(resolve_incident(transaction, late_job.code, a_job, next_night));
    EXPECT_FALSE(resolve_incident(transaction, late_job.code, a_job, next_night));
    EXPECT_TRUE(list_incidents(transaction).empty());
    EXPECT_EQ(find_incident(transaction, first.id)->outcome, "went-away");

    const auto third = raise_incident(transaction, late_job, next_night);
    EXPECT_TRUE(third.is_new) << "a closed one does not hide the next";
    EXPECT_NE(third.id, first.id);
    EXPECT_EQ(list_incidents(transaction, true).size(), 2u);
}

TEST_F(Journal, AnAcknowledgementHoldsUntilItRunsOut)
{
    auto transaction = night_.begin();
    const auto id = raise_incident(transaction, late_job, by_night).id;
    EXPECT_EQ(count_unacknowledged(transaction, night), 1);
    acknowledge_incident(transaction, id, night + days(7), by_night);
    EXPECT_EQ(count_unacknowledged(transaction, night + days(1)), 0);
    EXPECT_EQ(count_unacknowledged(transaction, night + days(7)), 1);

    raise_incident(transaction, late_job, {night + days(1), std::nullopt, "night"});
    EXPECT_EQ(find_incident(transaction, id)->state, IncidentState::Acknowledged);
    raise_incident(transaction, late_job, {night + days(7), std::nullopt, "night"});
    EXPECT_EQ(find_incident(transaction, id)->state, IncidentState::Open);

    EXPECT_TRUE(has_open_incident(transaction, a_job)) << "deletion waits for a closed one";
    EXPECT_THROW(acknowledge_incident(transaction, id, night, by_night), std::invalid_argument);
    EXPECT_THROW(acknowledge_incident(transaction, id, night + days(7) + 1us, by_night),
                 std::invalid_argument);
    close_incident(transaction, id, "settled-by-telephone", by_night);
    EXPECT_THROW(close_incident(transaction, id, "again", by_night), std::runtime_error);
    EXPECT_THROW(acknowledge_incident(transaction, id, night + days(1), by_night),
                 std::runtime_error);
    EXPECT_THROW(close_incident(transaction, id + 1, "no-such", by_night), std::runtime_error);
    EXPECT_EQ(count_unacknowledged(transaction, night + days(30)), 0);
}

TEST_F(Journal, EveryStepOfAnIncidentIsInIt)
{
    auto transaction = night_.begin();
    const auto id = raise_incident(transaction, late_job, by_night).id;
    raise_incident(transaction, late_job, by_night);
    acknowledge_incident(transaction, id, night + days(1), by_night);
    close_incident(transaction, id, "settled", {night, std::nullopt, "operator7"});
    std::string all;
    for (const Row row : transaction.execute("select * from journal order by id"))
        all += row.text("event") + ' ' + row.find_text("from_state").value_or("-") + '>' +
               row.text("to_state") + ' ' + row.text("why") + ' ' + row.text("actor") + '\n';
    EXPECT_EQ(all, "opened ->open job-late night\n"
                   "acknowledged open>acknowledged by-a-person night\n"
                   "closed acknowledged>closed settled operator7\n");
}

TEST_F(Journal, RunsAreCountedWithoutAGap)
{
    {
        auto transaction = night_.begin();
        EXPECT_THROW(begin_run(transaction, "host", night), std::runtime_error) << "before init";
    }
    {
        auto transaction = night_.begin();
        create_installation(transaction, true);
        EXPECT_EQ(last_run(transaction), std::nullopt);
        transaction.commit();
    }
    {
        auto given_up = night_.begin();
        EXPECT_EQ(begin_run(given_up, "host", night), 1);
    }
    auto transaction = night_.begin();
    EXPECT_EQ(begin_run(transaction, "host-1.example", night), 1) << "1 was rolled back";
    EXPECT_EQ(last_run(transaction)->ended_at, std::nullopt);
    end_run(transaction, 1, night + 1min, 2, R"({"intake": "done"})");
    EXPECT_THROW(end_run(transaction, 1, night, 0, "{}"), std::runtime_error);
    EXPECT_THROW(end_run(transaction, 5, night, 0, "{}"), std::runtime_error);
    const auto run = last_run(transaction);
    EXPECT_EQ(run->number, 1);
    EXPECT_EQ(run->host, "host-1.example");
    EXPECT_EQ(run->exit_status, 2);
    EXPECT_EQ(run->outcome_json, R"({"intake": "done"})");
    EXPECT_EQ(begin_run(transaction, "host", night), 2);
}

TEST_F(Journal, TheInstallationNeverGoesBack)
{
    auto owner = server_.owner();
    {
        auto transaction = night_.begin();
        create_installation(transaction, true);
        begin_run(transaction, "host", night);
        transaction.commit();
    }
    struct {
        const char* why;
        Database& who;
        const char* sql;
    } const cases[] = {
        {"a second row", night_,
         "insert into installation (only_row, rehearsal) values (false, false)"},
        {"another first row", night_, "insert into installation (rehearsal) values (false)"},
        {"rehearsal made production by the night", night_,
         "update installation set rehearsal = false"},
        {"and by the owner", owner, "update installation set rehearsal = false"},
        {"a lower run number", night_, "update installation set last_run = 0"},
        {"generation 100", night_, "update installation set generation = 100"},
        {"a ring skipped", night_, "update vault set ring = 3"},
        {"a ring taken back", owner, "update vault set ring = 1"},
        {"the row removed", owner, "delete from installation"},
        {"the ring removed", owner, "delete from vault"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto transaction = c.who.begin();
        EXPECT_THROW(transaction.execute(c.sql), StoreError);
    }
}

TEST_F(Journal, TheInstallationKeepsWhatItIsTold)
{
    auto transaction = night_.begin();
    EXPECT_EQ(find_installation(transaction), std::nullopt);
    EXPECT_THROW(read_installation(transaction), std::runtime_error);
    EXPECT_THROW(share_vault_ring(transaction), std::runtime_error);
    create_installation(transaction, true);
    EXPECT_EQ(share_vault_ring(transaction), 1);
    EXPECT_EQ(lock_vault_ring(transaction), 1);
    EXPECT_THROW(set_vault_ring(transaction, 3), std::logic_error);
    set_vault_ring(transaction, 2);
    note_balanced(transaction, night);
    accept_clock(transaction, by_night);
    pause_deletion(transaction, true, by_night);
    pause_deletion(transaction, true, by_night);
    pause_packing(transaction, false, by_night);
    Installation expected;
    expected.rehearsal = true;
    expected.vault_ring = 2;
    expected.last_balanced_at = expected.clock_accepted_at = night;
    expected.deletion_paused = true;
    EXPECT_EQ(read_installation(transaction), expected);
    EXPECT_EQ(transaction.execute("select count(*) as n from journal").one().integer("n"), 2)
        << "the clock and one pause; what changed nothing is not told";
}

TEST(SubjectKinds, GoThereAndBack)
{
    for (int n = 0; n <= static_cast<int>(SubjectKind::Installation); ++n)
        EXPECT_EQ(subject_kind(word(static_cast<SubjectKind>(n))), static_cast<SubjectKind>(n));
    EXPECT_THROW(subject_kind("Report"), std::invalid_argument);
    EXPECT_THROW(subject_kind(""), std::invalid_argument);
}

} // namespace
} // namespace reservepost::batch::store
