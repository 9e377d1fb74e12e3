#include "batch/deletion/verifier.h"
#include "batch/store/installation.h"
#include "batch/store/night_ownership.h"
#include "tests/support/test_night.h"

#include <gtest/gtest.h>

// One night after the other, in a state as `init` makes it, with nothing made up but the reports.

namespace reservepost::tests {
namespace {

using batch::notices::StepState;
using batch::printhouse::Stage;

const holidays::Instant monday_morning = oslo("2026-11-23T09:00");
const holidays::Instant wednesday_night = oslo("2026-11-25T00:30");
const holidays::Instant wednesday_morning = oslo("2026-11-25T08:10");
const holidays::Instant friday_night = oslo("2026-11-27T00:30");
const holidays::Instant weeks_later = oslo("2027-01-20T00:30");

/// Everything outside and inside that a run could have changed: rows by table, files with sizes.
std::map<std::string, std::string> traces(const TestNight& night)
{
    std::map<std::string, std::string> traces;
    for (const batch::store::Row row : night.execute(
             "select state, count(*) as n, 'report' as kind from report group by state union all "
             "select state, count(*), 'letter' from letter group by state union all "
             "select state, count(*), 'job' from job group by state union all "
             "select '', count(*), 'journal' from journal where subject_kind <> 'incident' union "
             "all select '', count(*), 'receipt' from receipt union all "
             "select '', count(*), 'deletion' from deletion"))
        traces[row.text("kind") + " " + row.text("state")] = std::to_string(row.integer("n"));
    for (const auto* folder :
         {"vault-1", "vault-2", "log", "published", "outbox", "inbox", "print-house"}) {
        if (!fs::exists(night.path() / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(night.path() / folder))
            if (entry.is_regular_file() && entry.path().filename() != "run")
                traces[entry.path()] = std::to_string(entry.file_size());
    }
    return traces;
}

batch::deletion::VerifyReport verified_log(const TestNight& night)
{
    return batch::deletion::verify_log(night.path() / "log", night.log_key());
}

TEST(Night, TellsTheWholeStoryFromAReportToItsProvedDeletion)
{
    const TestNight night;
    night.take_in(1, 3, "9101", "05", monday_morning);
    EXPECT_EQ(night.confirm(3, {"9101", "05"}, oslo("2026-11-24T12:00")),
              batch::letters::AnswerOutcome::Confirmed);

    // The deadline is Wednesday 01:00, so the run of 00:30 has nothing to do.
    EXPECT_EQ(night.run(wednesday_night).exit_status, 0);
    EXPECT_EQ(night.number("select count(*) as n from letter"), 0);

    const auto packed = night.run(wednesday_morning);
    EXPECT_EQ(packed.exit_status, 0) << batch::notices::text_of(packed);
    EXPECT_EQ(count_of(step_of(packed, "gather"), "not confirmed in time"), 2);
    EXPECT_EQ(count_of(step_of(packed, "send"), "packages sent"), 1);
    ASSERT_EQ(night.packages().size(), 1U);
    const auto opened = night.open_package(night.packages().front());
    ASSERT_TRUE(opened.package);
    EXPECT_EQ(opened.package->manifest.totals().pieces, 2);

    night.mail_all(oslo("2026-11-26T14:00"));
    const auto posted = night.run(friday_night);
    EXPECT_EQ(posted.exit_status, 0) << batch::notices::text_of(posted);
    EXPECT_EQ(count_of(step_of(posted, "receipts"), "pieces mailed"), 2);
    EXPECT_EQ(night.number("select count(*) as n from report where state = 'posted'"), 2);
    EXPECT_TRUE(night.outbox().empty()) << "a settled job's file is not kept";

    // Eight weeks on every retention has run out, but nobody has vouched for the clock.
    const auto leapt = night.run(weeks_later);
    EXPECT_EQ(count_of(step_of(leapt, "delete"), "originals deleted"), 0);
    EXPECT_EQ(count_of(step_of(leapt, "delete"), "kept: time-not-believed"), 3);
    ASSERT_FALSE(step_of(leapt, "delete").remarks.empty());
    EXPECT_NE(step_of(leapt, "delete").remarks.front().find("clock accept"), std::string::npos);
    EXPECT_EQ(
        count_of(step_of(night.run(oslo("2027-01-20T08:10")), "delete"), "kept: time-not-believed"),
        3)
        << "a run under a clock that has leapt makes it no better";

    night.accept_clock(oslo("2027-01-20T09:00"));
    const auto deleted = night.run(oslo("2027-01-20T09:10"));
    EXPECT_EQ(deleted.exit_status, 0) << batch::notices::text_of(deleted);
    EXPECT_EQ(count_of(step_of(deleted, "delete"), "originals deleted"), 3);
    EXPECT_TRUE(deleted.imbalances.empty());
    EXPECT_EQ(night.number("select count(*) as n from report where state = 'deleted'"), 3);

    auto log = verified_log(night);
    EXPECT_TRUE(log.sound());
    EXPECT_EQ(log.leaves_by_kind["deleted"], 3U);
    EXPECT_EQ(log.leaves_by_kind["ring"], 1U);
    EXPECT_TRUE(log.open_intents.empty());
    EXPECT_EQ(log.unsigned_leaves, 0U);

    const auto before = traces(night);
    const auto again = night.run(oslo("2027-01-20T09:10"));
    EXPECT_EQ(again.exit_status, 0);
    EXPECT_EQ(traces(night), before) << "a second run in the same hour changes nothing";
}

TEST(Night, ASecondRunInTheSameHourChangesNothing)
{
    const TestNight night;
    night.take_in(1, 3, "9101", "05", monday_morning);
    night.take_in(4, 4, "9102", "00", monday_morning);
    EXPECT_EQ(night.run(wednesday_morning).exit_status, 0);
    EXPECT_EQ(night.packages().size(), 1U);
    const auto before = traces(night);
    EXPECT_EQ(night.run(wednesday_morning).exit_status, 0);
    EXPECT_EQ(traces(night), before);
}

TEST(Night, ARunBesideARunningOneEndsWellAndDoesNothing)
{
    const TestNight night;
    night.put_into_inbox(1, report_text("9102", "00"));
    const auto owner = batch::store::NightOwnership::take(
        night.connect(),
        {.host = "other.example", .pid = 4711, .since = wednesday_morning, .run = std::nullopt});
    ASSERT_TRUE(owner);
    const auto before = traces(night);
    EXPECT_FALSE(night.try_run(wednesday_morning));
    EXPECT_EQ(traces(night), before);
    EXPECT_EQ(night.number("select last_run as n from installation"), 0);
}

TEST(Night, OneStepAloneTakesWithItWhatMustGoWithIt)
{
    struct {
        const char* why;
        const char* only;
        std::vector<std::string> steps;
    } const cases[] = {
        {"recover by itself", "recover", {"recover", "balance again", "notify"}},
        {"intake needs nothing", "intake", {"recover", "intake", "balance again", "notify"}},
        {"nothing is deleted on books that were not struck",
         "delete",
         {"recover", "balance", "delete", "balance again", "notify"}},
        {"packing alone does not send", "pack", {"recover", "pack", "balance again", "notify"}},
        {"the balance comes twice only around deletion",
         "balance",
         {"recover", "balance", "balance again", "notify"}},
        {"telling alone", "notify", {"recover", "balance again", "notify"}},
    };
    const TestNight night;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto report = night.run(wednesday_morning, c.only);
        std::vector<std::string> steps;
        for (const auto& step : report.steps) {
            steps.push_back(step.step);
            EXPECT_EQ(step.state, StepState::Done) << step.step << ": " << step.why;
        }
        EXPECT_EQ(steps, c.steps);
    }
}

TEST(Night, OneStepAfterTheOtherComesToTheSame)
{
    const TestNight night;
    night.put_into_inbox(1, report_text("9102", "00"));
    for (const auto* step : {"intake", "gather", "typeset", "pack", "send"}) {
        EXPECT_TRUE(night.packages().empty());
        EXPECT_EQ(night.run(wednesday_night, step).exit_status, 0) << step;
    }
    EXPECT_EQ(night.packages().size(), 1U) << "`--only pack` packs at any hour";
}

TEST(Night, AClosedDaySkipsPackingAndKeepsEverythingElseGoing)
{
    const TestNight night;
    const auto saturday = oslo("2026-11-28T08:10");
    night.put_into_inbox(1, report_text("9102", "00"));
    const auto report = night.run(saturday);
    EXPECT_EQ(report.exit_status, 0);
    EXPECT_EQ(step_of(report, "pack").state, StepState::Skipped);
    EXPECT_EQ(step_of(report, "pack").why, "the print house is closed today (Saturday); it works "
                                           "again on Monday 30 November 2026");
    EXPECT_EQ(night.number("select count(*) as n from letter where state = 'typeset'"), 1);

    // What was packed before, by hand, waits for the house as well.
    night.run(oslo("2026-11-28T09:00"), "pack");
    const auto sunday = night.run(oslo("2026-11-29T08:10"));
    EXPECT_EQ(step_of(sunday, "send").state, StepState::Skipped);
    EXPECT_TRUE(night.packages().empty());
    EXPECT_EQ(night.run(oslo("2026-11-30T08:10")).exit_status, 0);
    EXPECT_EQ(night.packages().size(), 1U);
}

TEST(Night, PausesHoldWhatTheyName)
{
    const TestNight night;
    const auto pause = [&](bool packing, bool deletion) {
        auto database = night.connect();
        auto transaction = database.begin();
        const batch::store::Occasion occasion{monday_morning, std::nullopt, "tester"};
        batch::store::pause_packing(transaction, packing, occasion);
        batch::store::pause_deletion(transaction, deletion, occasion);
        transaction.commit();
    };
    night.take_in(1, 1, "9102", "00", monday_morning);
    night.take_in(2, 2, "9101", "05", monday_morning);
    night.confirm(2, {"9101", "05"}, monday_morning);
    pause(true, true);
    const auto paused = night.run(wednesday_morning);
    EXPECT_EQ(step_of(paused, "pack").state, StepState::Skipped);
    EXPECT_EQ(step_of(paused, "pack").why, "packing is paused");
    EXPECT_TRUE(night.packages().empty());

    night.accept_clock(oslo("2026-12-30T08:00"));
    const auto kept = night.run(oslo("2026-12-30T08:10"));
    EXPECT_EQ(count_of(step_of(kept, "delete"), "kept: deletion-paused"), 1);
    pause(false, false);
    const auto resumed = night.run(oslo("2026-12-30T08:20"));
    EXPECT_EQ(count_of(step_of(resumed, "delete"), "originals deleted"), 1);
    EXPECT_EQ(night.packages().size(), 1U) << "the letter missed cut-offs, so it goes now";
}

/// Steps of a run that failed, and those that did not run.
std::map<std::string, StepState> not_done(const batch::notices::RunReport& report)
{
    std::map<std::string, StepState> steps;
    for (const auto& step : report.steps)
        if (step.state != StepState::Done) steps[step.step] = step.state;
    return steps;
}

TEST(Night, AFailedStepSkipsOnlyWhatNeedsIt)
{
    struct {
        const char* why;
        const char* gone; ///< What is away, below the state.
        std::map<std::string, StepState> not_done;
        std::int64_t letters; ///< Typeset or further.
    } const cases[] = {
        {"the print house's share is not mounted: letters are made and packed",
         "print-house/to",
         {{"receipts", StepState::Failed},
          {"delete", StepState::Skipped},
          {"send", StepState::Failed}},
         1},
        {"the receipts' share is not mounted: packages need the other way only",
         "print-house/from",
         {{"receipts", StepState::Failed},
          {"delete", StepState::Skipped},
          {"send", StepState::Failed}},
         1},
        {"the second store is away: nothing comes in and nothing goes, but letters are sent",
         "vault-2/content",
         {{"recover", StepState::Failed},
          {"intake", StepState::Failed},
          {"delete", StepState::Skipped}},
         1},
        {"our certificate is away: letters are set and wait",
         "keys/package.crt",
         {{"pack", StepState::Failed}},
         1},
        {"the deletion log is away: letters go out all the same",
         "log",
         {{"recover", StepState::Failed},
          {"balance", StepState::Failed},
          {"delete", StepState::Skipped},
          {"balance again", StepState::Failed}},
         1},
    };
    TestNight first;
    first.take_in(1, 1, "9102", "00", monday_morning);
    first.put_into_inbox(2, report_text("9101", "05"));
    first.stop();
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const TestNight night(first.path());
        ASSERT_TRUE(fs::exists(night.path() / c.gone)) << c.gone;
        fs::rename(night.path() / c.gone, night.path() / "away");
        const auto report = night.run(wednesday_morning);
        EXPECT_EQ(not_done(report), c.not_done) << batch::notices::text_of(report);
        EXPECT_EQ(report.exit_status, 3);
        EXPECT_EQ(night.number("select count(*) as n from letter where state in ('typeset', "
                               "'packed', 'sent')"),
                  c.letters);

        fs::rename(night.path() / "away", night.path() / c.gone);
        const auto mended = night.run(wednesday_morning);
        EXPECT_EQ(mended.exit_status, 0) << batch::notices::text_of(mended);
        EXPECT_EQ(night.packages().size(), 1U) << "the next run takes up what the first one left";
        EXPECT_EQ(night.number("select count(*) as n from report"), 2);
    }
}

TEST(Night, RefusesADatabaseThatIsOlderThanAStore)
{
    TestNight night;
    night.take_in(1, 1, "9102", "00", monday_morning);
    night.stop();
    TestNight later(night.path());
    EXPECT_EQ(later.run(wednesday_morning).exit_status, 0);
    later.stop();
    // The stores have seen the run; the database is the copy from before it.
    fs::remove_all(later.path() / "database");
    copy_directory(night.path() / "database", later.path() / "database");
    fs::rename(later.packages().front(), later.path() / "taken");
    later.start();
    const auto before = traces(later);
    EXPECT_THROW(later.run(oslo("2026-11-25T08:20")), std::runtime_error);
    EXPECT_EQ(traces(later), before) << "nothing is done outside";
    EXPECT_TRUE(later.packages().empty());
}

} // namespace
} // namespace reservepost::tests
