#include "tests/batch/restore/restored_state.h"

#include <gtest/gtest.h>

// A database from before something happened. Whatever that was, after the check nothing is lost,
// nothing deleted comes back, nothing goes twice, and the books balance.

namespace reservepost::tests {
namespace {

using batch::store::Row;

const auto monday = oslo("2026-11-23T09:00");
const auto tuesday = oslo("2026-11-24T12:00");
const auto wednesday = oslo("2026-11-25T08:10");
const auto thursday = oslo("2026-11-26T14:00");
const auto friday = oslo("2026-11-27T08:10");
const auto january = oslo("2027-01-20T08:10");

std::string state_of(const TestNight& night, int number)
{
    const auto state = night.open(friday);
    return night
        .execute("select coalesce((select state from report where reference_digest = $1), 'none') "
                 "as state",
                 {batch::intake::lookup_digest(state.keys().lookup(), reference(number))})
        .one()
        .text("state");
}

/// What happened after the backup, one more thing in each.
enum class After { Intake, Send, Receipts, Deletion };

class RestoredDatabase : public testing::TestWithParam<After> {
protected:
    /// 1, 2 and 4 fall due on Wednesday; 3 is confirmed after the backup, 5 comes after it.
    void tell_story()
    {
        night.take_in(1, 3, "9101", "05", monday);
        night.take_in(4, 4, "9102", "00", monday);
        backup.emplace(night);
        night.take_in(5, 5, "9103", "00", tuesday);
        night.confirm(3, {"9101", "05"}, tuesday);
        last = tuesday;
        if (GetParam() == After::Intake) return;
        night.run(wednesday);
        last = wednesday;
        ASSERT_EQ(night.packages().size(), 1U);
        if (GetParam() == After::Send) return;
        night.mail_all(thursday);
        night.run(friday);
        last = friday;
        if (GetParam() == After::Receipts) return;
        night.accept_clock(january);
        ASSERT_GT(count_of(step_of(night.run(january), "delete"), "originals deleted"), 0);
        last = january;
    }

    TestNight night;
    std::optional<DatabaseBackup> backup;
    holidays::Instant last;
};

void expect_refused(const TestNight& night, holidays::Instant at)
{
    try {
        night.run(at);
        ADD_FAILURE() << "the run went on with an older copy";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("restore check"), std::string::npos)
            << error.what();
    }
}

void expect_books(const TestNight& night, const batch::notices::RunReport& run)
{
    EXPECT_TRUE(run.imbalances.empty()) << run.imbalances.front();
    for (const auto& step : run.steps)
        EXPECT_NE(step.state, batch::notices::StepState::Failed) << step.step << ": " << step.why;
    auto state = night.open(january);
    EXPECT_TRUE(batch::deletion::extends_published_checkpoints(
        batch::deletion::DeletionLog::open(state.log(), state.keys().log()),
        state.configuration().log.published));
}

TEST_P(RestoredDatabase, IsReconciledWithoutALossOrASecondLetter)
{
    tell_story();
    const auto packages = night.packages();
    backup->restore(night);
    expect_refused(night, last);
    const auto found = check_restored(night, last);
    EXPECT_TRUE(found.was_behind());
    EXPECT_EQ(found.adopted, 1) << "report 5";
    EXPECT_EQ(found.generation, 2);
    EXPECT_FALSE(check_restored(night, last).was_behind()) << "a second time there is nothing";

    const auto run = night.run(last);
    expect_books(night, run);
    const bool later = GetParam() == After::Receipts || GetParam() == After::Deletion;
    EXPECT_EQ(found.jobs, later ? 2 : GetParam() == After::Send ? 1 : 0);
    EXPECT_EQ(night.packages().size(), packages.size()) << "a second letter";
    switch (GetParam()) {
    case After::Intake:
        EXPECT_EQ(state_of(night, 1), "waiting");
        EXPECT_EQ(found.doubtful.size(), 0U);
        break;
    case After::Send:
        EXPECT_EQ(state_of(night, 1), "posting");
        EXPECT_EQ(found.doubtful.size(), 3U);
        EXPECT_EQ(night.number("select count(*) as n from letter where state = 'sent'"), 3);
        break;
    case After::Receipts:
        EXPECT_EQ(state_of(night, 1), "posted");
        EXPECT_EQ(found.receipts, 3);
        EXPECT_EQ(night.number("select count(*) as n from job where state = 'settled'"), 1);
        break;
    case After::Deletion:
        EXPECT_EQ(found.deletions_done, 4);
        EXPECT_EQ(night.number("select count(*) as n from report where state = 'deleted'"), 4);
        EXPECT_EQ(state_of(night, 1), "none");
        break;
    }
    if (GetParam() != After::Deletion) {
        EXPECT_EQ(state_of(night, 3), "confirmed");
    }
    EXPECT_EQ(night.number("select count(*) as n from report"), 5);
}

INSTANTIATE_TEST_SUITE_P(After, RestoredDatabase,
                         testing::Values(After::Intake, After::Send, After::Receipts,
                                         After::Deletion));

TEST(RestoreCheck, AnInboxOfLastMonthPutBackIsNamedAsDeletedBefore)
{
    TestNight night;
    night.take_in(1, 2, "9101", "05", monday);
    const DatabaseBackup backup(night);
    night.confirm(1, {"9101", "05"}, tuesday);
    night.confirm(2, {"9101", "05"}, tuesday);
    night.accept_clock(january);
    night.run(january);
    ASSERT_EQ(night.number("select count(*) as n from report where state = 'deleted'"), 2);
    backup.restore(night);
    check_restored(night, january);
    night.put_into_inbox(1, report_text("9101", "05"));
    night.put_into_inbox(2, report_text("9101", "05"));
    const auto run = night.run(january);
    EXPECT_EQ(count_of(step_of(run, "intake"), "quarantined"), 2);
    EXPECT_EQ(night.number("select count(*) as n from report where quarantine_code = "
                           "'deleted-before'"),
              2);
    EXPECT_TRUE(night.packages().empty());
}

TEST(RestoreCheck, ADatabaseOfTheSameRunIsNotAnOlderOne)
{
    TestNight night;
    night.take_in(1, 2, "9101", "05", monday);
    EXPECT_FALSE(check_restored(night, monday).was_behind());
    EXPECT_EQ(night.number("select generation as n from installation"), 1);
    EXPECT_EQ(night.run(tuesday).exit_status, 0);
}

TEST(RestoreCheck, ADatabaseOfSomeHoursAgoIsAdoptedByTheNextRun)
{
    TestNight night;
    night.take_in(1, 2, "9101", "05", monday);
    const DatabaseBackup backup(night);
    {
        auto state = night.open(tuesday);
        batch::OpenedDoor opened(state, state.occasion());
        batch::intake::take_in(opened.door, std::vector{incoming(3, report_text("9101", "05"))});
    }
    night.confirm(1, {"9101", "05"}, tuesday);
    night.confirm(3, {"9101", "05"}, tuesday);
    backup.restore(night);
    EXPECT_EQ(state_of(night, 1), "waiting") << "what the backup knew";
    EXPECT_EQ(state_of(night, 3), "none");
    const auto run = night.run(wednesday);
    EXPECT_TRUE(run.imbalances.empty());
    EXPECT_EQ(count_of(step_of(run, "recover"), "entries adopted"), 1);
    EXPECT_EQ(count_of(step_of(run, "recover"), "confirmations taken from the stores' facts"), 2);
    EXPECT_EQ(state_of(night, 1), "confirmed");
    EXPECT_EQ(state_of(night, 3), "confirmed");
    EXPECT_EQ(night.number("select count(*) as n from letter"), 1) << "only of report 2";
}

TEST(RestoreCheck, KilledAnywhereItIsCalledAgain)
{
    TestNight start;
    start.take_in(1, 3, "9101", "05", monday);
    const DatabaseBackup backup(start);
    start.take_in(4, 4, "9101", "05", tuesday);
    start.run(wednesday);
    ASSERT_EQ(start.packages().size(), 1U);
    backup.restore(start);
    start.stop();
    for (const char* point : {"restore.deletions", "restore.adopted", "restore.generation-kept",
                              "restore.reconciled"}) {
        SCOPED_TRACE(point);
        TestNight night(start.path());
        const int status = run_cut_off(point, [&] {
            check_restored(night, wednesday);
            return 0;
        });
        ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "was not reached";
        if (std::string(point) != "restore.reconciled") expect_refused(night, wednesday);
        check_restored(night, wednesday);
        expect_books(night, night.run(wednesday));
        EXPECT_EQ(night.packages().size(), 1U) << "a second letter";
        EXPECT_EQ(night.number("select count(*) as n from report"), 4);
        EXPECT_EQ(night.number("select count(*) as n from letter where state = 'sent'"), 3);
    }
}

} // namespace
} // namespace reservepost::tests
