#include "tests/support/test_night.h"

#include <gtest/gtest.h>

// The hand-over to the print house, taken up wherever it was cut off. The table is that of
// DESIGN.md §9.

namespace reservepost::tests {
namespace {

using batch::notices::StepState;

const holidays::Instant wednesday = oslo("2026-11-25T08:10");

/// A state with one closed job of one letter.
class SendTest : public testing::Test {
protected:
    void SetUp() override
    {
        start_.put_into_inbox(1, report_text("9102", "00"));
        for (const auto* step : {"intake", "gather", "typeset", "pack"})
            start_.run(wednesday, step);
        start_.stop();
    }

    TestNight start_;
};

TEST_F(SendTest, TakesUpWhereItWasCutOff)
{
    struct {
        const char* why;
        const char* killed_at; ///< Where the earlier run ended; empty: it did not get so far.
        bool fetched;          ///< What lies at the house is taken away before the next run.
        const char* at;        ///< When the next run is.
        const char* state;     ///< Of the job after it.
        std::size_t files;     ///< At the house after it.
    } const cases[] = {
        {"closed: sent", "", false, "2026-11-25T08:20", "sent", 1},
        {"marked, nothing there: sent anew", "send.marked", false, "2026-11-25T08:20", "sent", 1},
        {"a partial file, no rename tried: sent anew", "send.uploaded", false, "2026-11-25T08:20",
         "sent", 1},
        {"a partial file that the house swept away: sent anew", "send.uploaded", true,
         "2026-11-25T08:20", "sent", 1},
        {"a partial file although the rename was marked: it never happened", "send.rename-tried",
         false, "2026-11-25T08:20", "sent", 1},
        {"under its final name: only written down", "send.renamed", false, "2026-11-25T08:20",
         "sent", 1},
        {"nothing there after the rename: it may have been fetched, so it waits", "send.renamed",
         true, "2026-11-25T08:20", "sending", 0},
        {"just before four of the house's hours it waits still", "send.renamed", true,
         "2026-11-25T12:09", "sending", 0},
        {"after four of the house's hours the same bytes go again", "send.renamed", true,
         "2026-11-25T12:11", "sent", 1},
        {"sent and fetched: never again", "send.sent", true, "2026-11-27T08:10", "sent", 0},
    };
    const auto octets = file_text(start_.outbox().front());
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const TestNight night(start_.path());
        if (*c.killed_at) {
            const int status = run_cut_off(c.killed_at, [&] {
                night.run(wednesday, "send");
                return 0;
            });
            ASSERT_TRUE(WIFSIGNALED(status));
        }
        if (c.fetched)
            for (const auto& file : night.packages())
                fs::remove(file);
        const auto report = night.run(oslo(c.at), "send");
        EXPECT_EQ(step_of(report, "send").state, StepState::Done);
        EXPECT_EQ(night.execute("select state from job").one().text("state"), c.state);
        const auto files = night.packages();
        ASSERT_EQ(files.size(), c.files);
        for (const auto& file : files)
            EXPECT_EQ(file_text(file), octets) << "other bytes were sent";
        EXPECT_TRUE(report.imbalances.empty());
    }
}

TEST_F(SendTest, AReceiptProvesAHandOverThatNobodyWroteDown)
{
    const TestNight night(start_.path());
    const int status = run_cut_off("send.renamed", [&] {
        night.run(wednesday, "send");
        return 0;
    });
    ASSERT_TRUE(WIFSIGNALED(status));
    night.mail_all(oslo("2026-11-25T14:00"));
    fs::remove(night.packages().front());
    const auto report = night.run(oslo("2026-11-26T08:10"));
    EXPECT_EQ(report.exit_status, 0) << batch::notices::text_of(report);
    EXPECT_TRUE(report.imbalances.empty());
    EXPECT_EQ(night.execute("select state from job").one().text("state"), "settled");
    EXPECT_EQ(night.execute("select state from letter").one().text("state"), "mailed");
    EXPECT_TRUE(night.packages().empty()) << "it is not sent a second time";
}

TEST_F(SendTest, RefusesAnOutboxFileThatIsNotTheOneThatWasClosed)
{
    struct {
        const char* why;
        std::function<void(const fs::path&)> spoil;
    } const cases[] = {
        {"one octet changed",
         [](const fs::path& file) {
             auto octets = file_text(file);
             octets[octets.size() / 2] = static_cast<char>(octets[octets.size() / 2] ^ 1);
             std::ofstream(file, std::ios::binary) << octets;
         }},
        {"cut by one octet",
         [](const fs::path& file) { fs::resize_file(file, fs::file_size(file) - 1); }},
        {"longer by one octet",
         [](const fs::path& file) { fs::resize_file(file, fs::file_size(file) + 1); }},
        {"gone", [](const fs::path& file) { fs::remove(file); }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const TestNight night(start_.path());
        const auto file = night.outbox().front();
        c.spoil(file);
        // A second job behind the damaged one is not kept back by it.
        night.put_into_inbox(2, report_text("9102", "00"));
        for (const auto* step : {"intake", "gather", "typeset", "pack"})
            night.run(wednesday, step);
        const auto report = night.run(wednesday, "send");
        EXPECT_EQ(step_of(report, "send").state, StepState::Failed);
        EXPECT_EQ(report.exit_status, 3);
        ASSERT_EQ(night.packages().size(), 1U);
        EXPECT_NE(night.packages().front().filename(), file.filename());
        EXPECT_TRUE(night.open_package(night.packages().front()).package);
    }
}

} // namespace
} // namespace reservepost::tests
