#include "batch/letters/held.h"
#include "tests/support/test_night.h"

#include <gtest/gtest.h>

// What the print house says, carried over to letters and reports.

namespace reservepost::tests {
namespace {

using batch::printhouse::Stage;
using batch::printhouse::VendorAnswer;
using batch::store::Row;

const holidays::Instant sent_at = oslo("2026-11-25T08:10");
const holidays::Instant said_at = oslo("2026-11-25T14:00");
const holidays::Instant next_run = oslo("2026-11-26T00:30");

VendorAnswer pieces(Stage stage, int first, int last, const std::string& code = {})
{
    return {.stage = stage, .ranges = {{first, last, {}}}, .date = {}, .code = code};
}

/// A state in which a job of three letters is at the print house.
class ReceiptsTest : public testing::Test {
protected:
    void SetUp() override
    {
        start_.take_in(1, 3, "9102", "00", oslo("2026-11-24T09:00"));
        start_.run(sent_at);
        ASSERT_EQ(start_.packages().size(), 1U);
        start_.stop();
    }

    /// How many there are in each state: "mailed 2, sent 1".
    static std::string states(const TestNight& night, const std::string& table)
    {
        std::string text;
        for (const Row row : night.execute("select state, count(*) as n from " + table +
                                           " group by state order by state"))
            text += (text.empty() ? "" : ", ") + row.text("state") + " " +
                    std::to_string(row.integer("n"));
        return text;
    }
    static std::int64_t incidents(const TestNight& night, const std::string& code)
    {
        return night.number("select count(*) as n from incident where code = $1 and state = 'open'",
                            {code});
    }

    TestNight start_;
};

TEST_F(ReceiptsTest, MoveJobLettersAndReports)
{
    struct {
        const char* why;
        std::vector<VendorAnswer> answers;
        const char* job;
        const char* letters;
        const char* reports;
        const char* incident = "";
        const char* again = ""; ///< Why the new letter says that it comes again.
    } const cases[] = {
        {"nothing said", {}, "sent 1", "sent 3", "posting 3"},
        {"received", {{.stage = Stage::Received}}, "received 1", "sent 3", "posting 3"},
        {"mailed without received implies it",
         {pieces(Stage::Mailed, 1, 2)},
         "received 1",
         "mailed 2, sent 1",
         "posted 2, posting 1"},
        {"mailed in two parts, then closed",
         {{.stage = Stage::Received},
          pieces(Stage::Mailed, 1, 2),
          pieces(Stage::Mailed, 3, 3),
          {.stage = Stage::Closed}},
         "settled 1",
         "mailed 3",
         "posted 3"},
        {"a damaged piece gets a new letter in a new job",
         {pieces(Stage::Damaged, 2, 2)},
         "received 1, sent 1",
         "sent 3, superseded 1",
         "posting 3",
         "",
         "again-damaged"},
        {"a fault of the house: new letters in a new job",
         {{.stage = Stage::Rejected, .ranges = {}, .date = {}, .code = "no-capacity"}},
         "rejected 1, sent 1",
         "sent 3, superseded 3",
         "posting 3",
         "",
         "again-not-printed"},
        {"a fault in the file: new letters are held",
         {{.stage = Stage::Rejected, .ranges = {}, .date = {}, .code = "bad-pdf"}},
         "rejected 1",
         "held 3, superseded 3",
         "posting 3",
         "",
         "again-not-printed"},
        {"one came back: its report is posting again, its new letter held",
         {pieces(Stage::Mailed, 1, 3),
          {.stage = Stage::Closed},
          pieces(Stage::Returned, 1, 1, "R01")},
         "settled 1",
         "held 1, mailed 2, returned 1",
         "posted 2, posting 1",
         "letter-returned",
         "again-returned"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const TestNight night(start_.path());
        for (const auto& answer : c.answers)
            night.answer(night.packages().front(), answer, said_at);
        // A day before whose end nothing is late; new letters of damaged ones are packed at once.
        const auto report = night.run(oslo("2026-11-26T08:10"));
        EXPECT_EQ(step_of(report, "receipts").why, "");
        EXPECT_EQ(count_of(step_of(report, "receipts"), "receipts applied"),
                  static_cast<std::int64_t>(c.answers.size()));
        EXPECT_EQ(states(night, "job"), c.job);
        EXPECT_EQ(states(night, "letter"), c.letters);
        EXPECT_EQ(states(night, "report"), c.reports);
        EXPECT_EQ(night
                      .execute("select coalesce(string_agg(distinct cause, ' '), '') as again "
                               "from letter where cause like 'again-%'")
                      .one()
                      .text("again"),
                  c.again);
        EXPECT_TRUE(report.imbalances.empty());
        EXPECT_EQ(night.number("select count(*) as n from incident"), *c.incident ? 1 : 0);
        EXPECT_EQ(incidents(night, c.incident), *c.incident ? 1 : 0);
    }
}

TEST_F(ReceiptsTest, AnEarlyOneWaitsForItsPredecessor)
{
    const TestNight night(start_.path());
    const auto package = night.packages().front();
    const auto first = night.answer(package, {.stage = Stage::Received}, said_at);
    night.answer(package, {.stage = Stage::Mailed}, said_at);
    fs::rename(first, night.path() / "late");
    const auto waiting = night.run(next_run);
    EXPECT_EQ(count_of(step_of(waiting, "receipts"), "waiting"), 1);
    EXPECT_EQ(states(night, "letter"), "sent 3");
    night.run(oslo("2026-11-27T23:59"));
    EXPECT_EQ(incidents(night, "receipt-missing"), 0) << "it may wait for one working day";
    night.run(oslo("2026-11-28T00:00"));
    EXPECT_EQ(incidents(night, "receipt-missing"), 1);
    fs::rename(night.path() / "late", first);
    const auto applied = night.run(oslo("2026-11-28T00:30"));
    EXPECT_EQ(count_of(step_of(applied, "receipts"), "receipts applied"), 2);
    EXPECT_EQ(states(night, "letter"), "mailed 3");
    EXPECT_EQ(incidents(night, "receipt-missing"), 0);
}

TEST(Receipts, OneAboutAPackageThatWasNeverSentIsSetAside)
{
    TestNight night;
    night.take_in(1, 1, "9102", "00", oslo("2026-11-24T09:00"));
    for (const char* step : {"gather", "typeset", "pack"})
        night.run(sent_at, step);
    ASSERT_EQ(night.outbox().size(), 1U);
    night.answer(night.outbox().front(), {.stage = Stage::Received}, said_at);
    const auto report = night.run(said_at, "receipts");
    EXPECT_EQ(step_of(report, "receipts").why, "");
    EXPECT_EQ(count_of(step_of(report, "receipts"), "set aside"), 1);
    EXPECT_EQ(night.number("select count(*) as n from job where state = 'closed'"), 1);
}

TEST_F(ReceiptsTest, WhatDoesNotCountIsSetAsideOnceAndChangesNothing)
{
    struct {
        const char* why;
        std::function<void(const TestNight&, const fs::path&)> spoil;
    } const cases[] = {
        {"signed by somebody else",
         [](const TestNight& night, const fs::path& receipt) {
             const auto other = batch::crypto::make_rehearsal_identity("REHEARSAL somebody else");
             const auto house = night.house_identity();
             const auto said =
                 batch::printhouse::parse_receipt(file_text(receipt), {house.certificate});
             std::ofstream(receipt, std::ios::binary)
                 << batch::printhouse::sign_receipt(said.receipt, other, said_at);
         }},
        {"wrong sums under the right signature",
         [](const TestNight& night, const fs::path& receipt) {
             const auto house = night.house_identity();
             auto said =
                 batch::printhouse::parse_receipt(file_text(receipt), {house.certificate}).receipt;
             said.totals->sheets += 1;
             std::ofstream(receipt, std::ios::binary)
                 << batch::printhouse::sign_receipt(said, house, said_at);
         }},
        {"cut off",
         [](const TestNight&, const fs::path& receipt) {
             fs::resize_file(receipt, fs::file_size(receipt) / 2);
         }},
        {"no receipt at all by its name",
         [](const TestNight&, const fs::path& receipt) {
             fs::rename(receipt, receipt.parent_path() / "til Reservepost.txt");
         }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const TestNight night(start_.path());
        c.spoil(night, night.answer(night.packages().front(), {.stage = Stage::Received}, said_at));
        const auto report = night.run(next_run);
        EXPECT_EQ(count_of(step_of(report, "receipts"), "set aside"), 1);
        EXPECT_EQ(report.exit_status, 2);
        EXPECT_EQ(incidents(night, "receipt-set-aside"), 1);
        EXPECT_EQ(states(night, "job"), "sent 1");
        EXPECT_EQ(states(night, "letter"), "sent 3");
        EXPECT_EQ(night.run(next_run).exit_status, 0) << "known by now";
        EXPECT_EQ(incidents(night, "receipt-set-aside"), 1);
    }
}

TEST_F(ReceiptsTest, OneThatCannotBeReadKeepsNoOtherBack)
{
    const TestNight night(start_.path());
    const auto package = night.packages().front();
    const auto spoilt = night.answer(package, {.stage = Stage::Received}, said_at);
    auto other = spoilt.filename().string();
    other.replace(other.find("2026"), 4, "2025"); // So it is met before the other one.
    std::ofstream(spoilt.parent_path() / other).close();
    fs::resize_file(spoilt.parent_path() / other, 64U << 20);
    const auto report = night.run(next_run);
    EXPECT_EQ(step_of(report, "receipts").state, batch::notices::StepState::Failed);
    EXPECT_EQ(states(night, "job"), "received 1") << "the readable one counts all the same";
    fs::remove(spoilt.parent_path() / other);
    EXPECT_EQ(step_of(night.run(next_run), "receipts").why, "");
}

TEST_F(ReceiptsTest, TheSameNumberWithOtherOctetsIsAnIncident)
{
    const TestNight night(start_.path());
    const auto package = night.packages().front();
    const auto receipt = night.answer(package, {.stage = Stage::Received}, said_at);
    night.run(next_run);
    const auto house = night.house_identity();
    const auto said =
        batch::printhouse::parse_receipt(file_text(receipt), {house.certificate}).receipt;
    std::ofstream(receipt, std::ios::binary)
        << batch::printhouse::sign_receipt(said, house, said_at + std::chrono::hours(1));
    const auto report = night.run(next_run);
    EXPECT_EQ(count_of(step_of(report, "receipts"), "set aside"), 1);
    EXPECT_EQ(incidents(night, "receipt-set-aside"), 1);
    EXPECT_EQ(states(night, "job"), "received 1");
}

TEST_F(ReceiptsTest, TheThirdDamagedLetterOfAReportIsHeld)
{
    const TestNight night(start_.path());
    auto at = oslo("2026-11-26T08:10");
    fs::path newest = night.packages().front();
    for (int time = 1; time <= 3; ++time) {
        SCOPED_TRACE(time);
        const int last = time == 1 ? 3 : 1;
        const int piece = last;
        night.answer(newest, pieces(Stage::Damaged, piece, piece), at - std::chrono::hours(8));
        const auto report = night.run(at);
        EXPECT_EQ(step_of(report, "receipts").why, "");
        EXPECT_EQ(night.number("select count(*) as n from letter where state = 'held'"),
                  time == 3 ? 1 : 0);
        ASSERT_EQ(night.packages().size(), static_cast<std::size_t>(std::min(time, 2)) + 1);
        newest = night.packages().back();
        at += std::chrono::hours(time == 1 ? 24 : 72);
    }
    EXPECT_EQ(
        night.execute("select held_code from letter where state = 'held'").one().text("held_code"),
        "damaged-too-often");
    EXPECT_EQ(night.packages().size(), 3U);
}

TEST_F(ReceiptsTest, DamagedAfterALateConfirmationNeedsNoNewLetter)
{
    const TestNight night(start_.path());
    EXPECT_EQ(night.confirm(1, {"9102", "00"}, sent_at),
              batch::letters::AnswerOutcome::ConfirmedLate);
    const auto piece =
        night.number("select piece as n from letter join report using (record) where "
                     "confirmed_late_at is not null");
    night.answer(night.packages().front(),
                 pieces(Stage::Damaged, static_cast<int>(piece), static_cast<int>(piece)), said_at);
    const auto report = night.run(oslo("2026-11-26T08:10"));
    EXPECT_EQ(report.exit_status, 0) << batch::notices::text_of(report);
    EXPECT_EQ(states(night, "report"), "confirmed 1, posting 2");
    EXPECT_EQ(states(night, "letter"), "sent 2, superseded 1");
    EXPECT_EQ(night.packages().size(), 1U);
}

TEST_F(ReceiptsTest, ALateJobIsAnIncidentUntilItIsSettled)
{
    const TestNight night(start_.path());
    const auto package = night.packages().front();
    EXPECT_EQ(night.run(oslo("2026-11-26T08:10")).exit_status, 0) << "one working day is not over";
    const auto late = night.run(oslo("2026-11-27T00:30"));
    EXPECT_EQ(count_of(step_of(late, "receipts"), "jobs late"), 1);
    EXPECT_EQ(late.exit_status, 2);
    EXPECT_EQ(incidents(night, "job-late"), 1);

    night.answer(package, {.stage = Stage::Received}, oslo("2026-11-27T09:00"));
    EXPECT_EQ(night.run(oslo("2026-11-28T00:30")).exit_status, 0);
    EXPECT_EQ(incidents(night, "job-late"), 0) << "received, and not yet due to be closed";

    EXPECT_EQ(night.run(oslo("2026-11-30T08:10")).exit_status, 0) << "the third working day";
    EXPECT_EQ(night.run(oslo("2026-12-01T00:30")).exit_status, 2);
    EXPECT_EQ(incidents(night, "job-late"), 1);
    night.answer(package, {.stage = Stage::Mailed}, oslo("2026-12-01T09:00"));
    night.answer(package, {.stage = Stage::Closed}, oslo("2026-12-01T09:00"));
    EXPECT_EQ(night.run(oslo("2026-12-02T00:30")).exit_status, 0);
    EXPECT_EQ(incidents(night, "job-late"), 0);
}

} // namespace
} // namespace reservepost::tests
