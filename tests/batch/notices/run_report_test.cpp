#include "batch/notices/run_report.h"

#include "holidays/oslo_time.h"

#include <gtest/gtest.h>

namespace reservepost::batch::notices {
namespace {

RunReport quiet_run()
{
    RunReport report;
    report.run = 7;
    report.started_at = holidays::parse_instant("2026-11-25T00:30:00+01:00");
    report.steps = {{"recover", StepState::Done, "", {{"jobs sent again", 0}}, {}},
                    {"intake", StepState::Done, "", {{"taken in", 12}, {"quarantined", 0}}, {}},
                    {"notify", StepState::Done, "", {}, {}}};
    return report;
}

TEST(RunReport, AQuietRun)
{
    EXPECT_EQ(text_of(quiet_run()), R"(Reservepost, run 7
Started 2026-11-25 00:30, Oslo time

recover        done     nothing to do
intake         done     12 taken in
notify         done     nothing to do

Outcome (exit 0)
  All is well; nobody needs to do anything.
)");
}

TEST(RunReport, ARehearsalSaysSo)
{
    auto report = quiet_run();
    report.rehearsal = true;
    EXPECT_EQ(text_of(report).substr(0, 61),
              "Reservepost, run 7 (a rehearsal: nothing here is real post)\nS");
    EXPECT_TRUE(json_of(report).boolean("rehearsal"));
}

TEST(RunReport, KnownTroublesAreStillShown)
{
    auto report = quiet_run();
    report.held_letters = 2;
    report.open_incidents = 11;
    EXPECT_NE(text_of(report).find(R"(
Needs a person
  letters held          2     reservepost held
  incidents open        11    reservepost incident list

Outcome (exit 0)
  All went well; what needs a person was known before this run.
)"),
              std::string::npos)
        << text_of(report);
}

TEST(RunReport, ARunInWhichAllGoesWrong)
{
    auto report = quiet_run();
    report.steps = {
        {"receipts",
         StepState::Failed,
         "the directory of the print house cannot be read: is /mnt/print-house mounted on this "
         "machine?",
         {},
         {}},
        {"delete", StepState::Skipped, "needs the step receipts, which failed", {}, {}},
        {"send", StepState::Done, "", {{"packages sent", 3}}, {"the package of job 4 was late"}}};
    report.held_letters = 1;
    report.new_trouble = true;
    report.imbalances = {"in the store 'first' one report has no content"};
    report.exit_status = 4;
    EXPECT_EQ(text_of(report), R"(Reservepost, run 7
Started 2026-11-25 00:30, Oslo time

receipts       failed   the directory of the print house cannot be read: is
                        /mnt/print-house mounted on this machine?
delete         skipped  needs the step receipts, which failed
send           done     3 packages sent
                        - the package of job 4 was late

Needs a person
  letters held          1     reservepost held
  books                 in the store 'first' one report has no content

Outcome (exit 4)
  The books do not balance, so nothing is deleted until they do. `reservepost
  balance` shows where to look.
  Failed: receipts. Nothing is lost: the next run takes it up. Mend what the
  step's line names, or wait if it was a passing fault.
  Something new is held or open. Look at it with the commands above; a letter
  that is held does not go out before somebody releases it.
)");
}

TEST(RunReport, TheOutcomeInWords)
{
    const struct {
        const char* why;
        int exit_status;
        bool new_trouble;
        StepState state;
        const char* words;
        bool balanced;
    } cases[] = {
        {"nothing happened", 0, false, StepState::Done, "All is well", true},
        {"a skipped step is no fault", 0, false, StepState::Skipped, "All is well", true},
        {"something new", 2, true, StepState::Done, "Something new is held or open", true},
        {"a failed step", 3, false, StepState::Failed, "Failed: pack. Nothing is lost", true},
        {"books open", 4, false, StepState::Done, "The books do not balance", false},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto report = quiet_run();
        report.steps = {{"pack", c.state, "", {}, {}}};
        report.new_trouble = c.new_trouble;
        report.exit_status = c.exit_status;
        if (!c.balanced) report.imbalances = {"one report is missing"};
        const auto outcome = json_of(report).texts("outcome").front();
        EXPECT_TRUE(outcome.starts_with(c.words)) << outcome;
        EXPECT_NE(text_of(report).find("Outcome (exit " + std::to_string(c.exit_status) + ")"),
                  std::string::npos);
        EXPECT_EQ(json_of(report).integer("exit_status"), c.exit_status);
    }
}

TEST(RunReport, AsJson)
{
    auto report = quiet_run();
    report.steps = {{"pack", StepState::Skipped, "packing is paused", {{"a", 1}, {"a", 2}}, {"r"}}};
    EXPECT_EQ(
        json::canonical(json_of(report)),
        R"json({"exit_status":0,"held_letters":0,"imbalances":[],"new_trouble":false,)json"
        R"json("open_incidents":0,"outcome":["All is well; nobody needs to do anything."],)json"
        R"json("rehearsal":false,"run":7,"started_at":"2026-11-25T00:30:00+01:00","steps":)json"
        R"json([{"counts":{"a":3},"remarks":["r"],"state":"skipped","step":"pack",)json"
        R"json("why":"packing is paused"}]})json");
}

// A file's name in a sentence can be any octets; the report must be shown and sent all the same.
TEST(RunReport, OctetsThatAreNoTextDoNotStopTheReport)
{
    auto report = quiet_run();
    report.steps = {
        {"intake", StepState::Failed, "the file \xff\xfe\nis\x1b[31m odd \xc3\xa6\xc3", {}, {}}};
    EXPECT_NE(text_of(report).find("intake         failed   the file ?? is [31m odd \xc3\xa6?\n"),
              std::string::npos)
        << text_of(report);
    EXPECT_NO_THROW(json::canonical(json_of(report)));
}

} // namespace
} // namespace reservepost::batch::notices
