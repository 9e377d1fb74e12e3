#include "batch/printhouse/notice.h"
#include "tests/batch/commands/command_desk.h"

#include <gtest/gtest.h>

// `recall` as an operator meets it, from the package at the house to the notice that it is void.

namespace reservepost::tests {
namespace {

/// A desk with one package of two pieces at the print house since Wednesday 08:10.
void send_package(const CommandDesk& desk)
{
    desk.night.take_in(1, 2, "9102", "00", oslo("2026-11-24T09:00"));
    desk.night.run(oslo("2026-11-25T08:10"));
    ASSERT_EQ(desk.night.packages().size(), 1U);
}

TEST(RecallCommand, TakesAPackageBackAndTheNextRunSendsTheLettersAnewAndTellsTheHouse)
{
    const CommandDesk desk;
    send_package(desk);
    const auto said = desk.at("2026-11-25T08:20", {"recall", "01000001", "--json"});
    EXPECT_EQ(said.status, 0) << said;
    EXPECT_TRUE(said.holds("\"taken-back\"")) << said;
    EXPECT_TRUE(desk.night.packages().empty());

    const auto report = desk.night.run(oslo("2026-11-25T08:40"));
    EXPECT_TRUE(report.imbalances.empty()) << report.imbalances.front();
    EXPECT_EQ(report.exit_status, 0) << batch::notices::text_of(report);
    ASSERT_EQ(desk.night.packages().size(), 1U);
    EXPECT_NE(desk.night.packages().front().filename().string().find(".01000002."),
              std::string::npos);
    EXPECT_EQ(desk.night.outbox().size(), 1U) << "the recalled job's file is gone";
    ASSERT_EQ(desk.night.notices().size(), 1U);
    const auto sender = batch::crypto::Certificate::load(desk.path() / "keys" / "package.crt");
    const auto notice =
        batch::printhouse::parse_notice(file_text(desk.night.notices().front()), {sender}).notice;
    ASSERT_TRUE(notice.void_job);
    EXPECT_EQ(notice.void_job->job.text(), "01000001");
    EXPECT_EQ(notice.void_job->why, batch::printhouse::VoidReason::Recalled);
}

TEST(RecallCommand, AsksTheHouseWhereItMayHaveIt)
{
    const CommandDesk desk;
    send_package(desk);
    fs::remove(desk.night.packages().front());
    const auto asked = desk.at("2026-11-25T08:20", {"recall", "01000001"});
    EXPECT_EQ(asked.status, 2);
    EXPECT_TRUE(asked.holds("Job 01000001, file RP.2026-11-25.01000001.")) << asked;
    EXPECT_TRUE(asked.holds("reservepost recall 01000001 --confirmed-by-house")) << asked;
    const auto piece = desk.at("2026-11-25T08:21", {"recall", "01000001/2"});
    EXPECT_EQ(piece.status, 2);
    EXPECT_TRUE(piece.holds("please take out piece 2")) << piece;
    EXPECT_EQ(desk.night.number("select count(*) as n from letter where state = 'sent'"), 2);

    const auto recalled =
        desk.at("2026-11-25T08:30", {"recall", "01000001/2", "--confirmed-by-house"});
    EXPECT_EQ(recalled.status, 0) << recalled;
    EXPECT_EQ(desk.night.number("select count(*) as n from letter where state = 'superseded'"), 1);
    EXPECT_EQ(desk.night.number("select count(*) as n from journal where event = 'recall' and "
                                "actor = 'first'"),
              3)
        << "every call is noted";
}

TEST(RecallCommand, RefusesWhatNamesNoJob)
{
    const CommandDesk desk;
    for (const char* wrong : {"1000001", "01000001/", "01000001/0", "01000001/x", "01000001/2/3"}) {
        const auto said = desk.at("2026-11-25T08:20", {"recall", wrong});
        EXPECT_EQ(said.status, 1) << wrong;
        EXPECT_TRUE(said.holds("such as")) << said;
    }
    EXPECT_TRUE(desk.at("2026-11-25T08:20", {"recall", "01000001"}).holds("does not exist"));
}

} // namespace
} // namespace reservepost::tests
