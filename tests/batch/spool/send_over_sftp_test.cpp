#include "tests/support/shaky_line.h"
#include "tests/support/ssh_house.h"

#include <gtest/gtest.h>

// A night whose print house is an OpenSSH server.

namespace reservepost::tests {
namespace {

using batch::notices::StepState;

const holidays::Instant wednesday = oslo("2026-11-25T08:10");

/// A state with one closed job of one letter, and a print house behind SFTP.
class SendOverSftp : public testing::Test {
protected:
    void SetUp() override
    {
        start_.put_into_inbox(1, report_text("9102", "00"));
        for (const auto* step : {"intake", "gather", "typeset", "pack"})
            start_.run(wednesday, step);
        start_.stop();
    }

    static std::string job_state(const TestNight& night)
    {
        return night.execute("select state from job").one().text("state");
    }

    SshServer server_;
    TestNight start_;
};

TEST_F(SendOverSftp, AHouseThatFetchesAndDeletesAtOnceGetsEachLetterOnce)
{
    struct {
        const char* why;
        const char* killed_at;
        bool fetched;      ///< The house takes away what bears a final name, and leaves the rest.
        const char* state; ///< Of the job after the next run.
        std::size_t files; ///< At the house after it.
    } const cases[] = {
        {"marked, nothing there", "send.marked", true, "sent", 1},
        {"half-way up", "send.uploaded:failed", true, "sent", 1},
        {"uploaded, not renamed: nothing to fetch", "send.uploaded", true, "sent", 1},
        {"the rename was marked and never came", "send.rename-tried", true, "sent", 1},
        {"renamed and left", "send.renamed", false, "sent", 1},
        {"renamed, fetched at once, nobody told", "send.renamed", true, "sending", 0},
        {"renamed, fetched at once, and told as a failure", "send.renamed:throw", true, "sending",
         0},
        {"known to be sent, and fetched", "send.sent", true, "sent", 0},
    };
    const auto octets = file_text(start_.outbox().front());
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const TestNight night(start_.path());
        reach_by_sftp(night, server_);
        run_cut_off(c.killed_at, [&] { return night.run(wednesday, "send").exit_status; });
        if (c.fetched)
            for (const auto& file : night.packages())
                fs::remove(file);
        const auto report = night.run(oslo("2026-11-25T08:20"), "send");
        EXPECT_EQ(step_of(report, "send").state, StepState::Done)
            << batch::notices::text_of(report);
        EXPECT_EQ(job_state(night), c.state);
        const auto files = night.packages();
        ASSERT_EQ(files.size(), c.files);
        for (const auto& file : files)
            EXPECT_EQ(file_text(file), octets) << "other bytes were sent";
        EXPECT_TRUE(report.imbalances.empty());
    }
}

TEST_F(SendOverSftp, ALineThatIsCutAtTheRenameIsNoSecondLetter)
{
    const TestNight night(start_.path());
    const auto octets = file_text(night.outbox().front());
    const auto fetched = [&] { return !night.packages().empty(); };
    std::string printed; // What the house has.
    {
        const ShakyLine line(
            server_.port(),
            {.counted = ShakyLine::Way::ToClient, .after = 1, .when = fetched, .then = [&] {
                 printed = file_text(night.packages().front());
                 fs::remove(night.packages().front());
             }});
        reach_by_sftp(night, server_, line.port());
        const auto report = night.run(wednesday, "send");
        EXPECT_EQ(step_of(report, "send").state, StepState::Failed);
        EXPECT_EQ(job_state(night), "sending");
    }
    EXPECT_EQ(printed, octets);
    reach_by_sftp(night, server_);
    night.run(oslo("2026-11-25T08:20"), "send");
    EXPECT_TRUE(night.packages().empty()) << "it asks for a receipt first";

    // The house answers for what it fetched.
    const auto package =
        write_file(night.path() / "fetched" / night.outbox().front().filename(), printed);
    for (const auto stage : {batch::printhouse::Stage::Received, batch::printhouse::Stage::Mailed,
                             batch::printhouse::Stage::Closed})
        night.answer(package, {.stage = stage}, oslo("2026-11-25T14:00"));
    const auto report = night.run(oslo("2026-11-26T08:10"));
    EXPECT_EQ(report.exit_status, 0) << batch::notices::text_of(report);
    EXPECT_EQ(job_state(night), "settled");
    EXPECT_EQ(night.number("select count(*) as n from letter"), 1);
    EXPECT_TRUE(night.packages().empty());
}

TEST_F(SendOverSftp, AFileThatWasNeverRenamedAndHadNoRoomTheNextTimeIsNotTakenForFetched)
{
    const TestNight night(start_.path());
    reach_by_sftp(night, server_);
    run_cut_off("send.rename-tried", [&] { return night.run(wednesday, "send").exit_status; });
    {
        const SshServer full({.most_kib_of_a_file = 8});
        reach_by_sftp(night, full);
        const auto report = night.run(oslo("2026-11-25T08:15"), "send");
        EXPECT_EQ(step_of(report, "send").state, StepState::Failed);
    }
    EXPECT_TRUE(fs::is_empty(night.path() / "print-house/to")) << "nothing is left of it";
    reach_by_sftp(night, server_);
    night.run(oslo("2026-11-25T08:20"), "send");
    EXPECT_EQ(job_state(night), "sent");
}

TEST_F(SendOverSftp, AHouseWithAnotherKeyGetsNothingAndTheNextRunSendsIt)
{
    const TestNight night(start_.path());
    reach_by_sftp(night, server_);
    const auto pinned = server_.fingerprint();
    server_.change_host_key();
    const auto report = night.run(wednesday);
    EXPECT_EQ(step_of(report, "send").state, StepState::Failed);
    const auto text = batch::notices::text_of(report);
    EXPECT_NE(text.find(pinned), std::string::npos) << text;
    EXPECT_NE(text.find(server_.fingerprint()), std::string::npos) << text;
    EXPECT_EQ(report.exit_status, 3);
    EXPECT_TRUE(night.packages().empty());

    reach_by_sftp(night, server_);
    EXPECT_EQ(step_of(night.run(oslo("2026-11-25T08:30")), "send").state, StepState::Done);
    EXPECT_EQ(night.packages().size(), 1U);
}

TEST(NightOverSftp, FromTheInboxToThePost)
{
    const SshServer server;
    TestNight night;
    reach_by_sftp(night, server);
    night.take_in(1, 2, "9101", "05", oslo("2026-11-23T09:00"));
    night.run(oslo("2026-11-24T08:10"));
    EXPECT_TRUE(night.packages().empty()) << "nothing is due";

    const auto sent = night.run(oslo("2026-11-25T08:10"));
    EXPECT_EQ(sent.exit_status, 0) << batch::notices::text_of(sent);
    ASSERT_EQ(night.packages().size(), 1U);
    EXPECT_TRUE(night.open_package(night.packages().front()).package);

    night.mail_all(oslo("2026-11-26T14:00"));
    write_file(night.path() / "print-house/from/hello.txt", "not a receipt");
    night.run(oslo("2026-11-27T08:10"));
    EXPECT_EQ(night.number("select count(*) as n from report where state = 'posted'"), 2);
    EXPECT_EQ(night.number("select count(*) as n from job where state = 'settled'"), 1);
    EXPECT_EQ(night.number("select count(*) as n from letter where state = 'mailed'"), 2);
    EXPECT_TRUE(night.outbox().empty());
}

} // namespace
} // namespace reservepost::tests
