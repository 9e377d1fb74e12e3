#include "batch/printhouse/notice.h"
#include "tests/support/test_night.h"

#include <algorithm>
#include <gtest/gtest.h>

// What the night tells the print house beside its packages.

namespace reservepost::tests {
namespace {

using batch::printhouse::Notice;
using batch::printhouse::NoticeKind;

/// The notices at the house, in the order in which they were made, read as the house reads them.
std::vector<Notice> said(const TestNight& night)
{
    const auto sender = batch::crypto::Certificate::load(night.path() / "keys" / "package.crt");
    std::vector<Notice> notices;
    for (const auto& file : night.notices()) {
        const auto notice = batch::printhouse::parse_notice(file_text(file), {sender}).notice;
        EXPECT_EQ(batch::printhouse::NoticeName::of(notice).file_name(), file.filename());
        notices.push_back(notice);
    }
    std::ranges::sort(notices, {}, &Notice::n);
    return notices;
}

std::string text_of(const std::vector<Notice>& notices)
{
    std::string text;
    for (const auto& notice : notices) {
        text += notice.n.text() + " " + std::string(word_of(notice.kind)) + " " +
                batch::printhouse::day_text(notice.date);
        for (const auto& expected : notice.expected)
            text += " " + expected.package_class.text() + " " + std::to_string(expected.pieces) +
                    "/" + std::to_string(expected.sheets);
        if (notice.void_job) text += " " + notice.void_job->job.text();
        text += "\n";
    }
    return text;
}

TEST(Notices, OfAWeekTellEachDayOnceAndNothingOnClosedOnes)
{
    const TestNight night;
    const auto at = [&](const char* time) { night.run(oslo(time)); };
    at("2026-11-24T00:30");
    EXPECT_EQ(text_of(said(night)), "") << "a later run may still pack something";
    at("2026-11-24T08:10");
    at("2026-11-24T08:40");
    EXPECT_EQ(text_of(said(night)), "01000001 none 2026-11-24\n");

    night.take_in(1, 2, "9102", "00", oslo("2026-11-24T20:00"));
    at("2026-11-25T00:30");
    night.take_in(3, 3, "9102", "00", oslo("2026-11-25T07:00"));
    at("2026-11-25T08:10");
    const auto wednesday = said(night);
    ASSERT_EQ(wednesday.size(), 2U) << "the advice, and no `none` on a day with a job";
    EXPECT_EQ(wednesday[1].kind, NoticeKind::Advice);
    ASSERT_EQ(wednesday[1].expected.size(), 1U);
    EXPECT_EQ(wednesday[1].expected[0].pieces, 2);
    EXPECT_GE(wednesday[1].expected[0].sheets, 2);
    EXPECT_GT(wednesday[1].due, oslo("2026-11-25T08:10"));
    EXPECT_EQ(night.packages().size(), 1U);

    at("2026-11-28T08:10"); // A Saturday.
    at("2026-11-30T08:10");
    EXPECT_EQ(text_of({said(night).back()}), "01000003 none 2026-11-30\n");
}

TEST(Notices, ADissolvedJobIsVoidOnce)
{
    TestNight night;
    night.take_in(1, 1, "9101", "05", oslo("2026-11-23T09:00"));
    const int status = run_cut_off("pack.numbered", [&] {
        night.run(oslo("2026-11-25T08:10"));
        return 0;
    });
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(night.confirm(1, {"9101", "05"}, oslo("2026-11-25T08:20")),
              batch::letters::AnswerOutcome::Confirmed);
    night.run(oslo("2026-11-25T08:30"));
    EXPECT_EQ(text_of(said(night)), "01000001 void 2026-11-25 01000001\n"
                                    "01000002 none 2026-11-25\n");
    const auto first = said(night).front();
    EXPECT_EQ(first.void_job->why, batch::printhouse::VoidReason::Dissolved);
    EXPECT_FALSE(first.void_job->package) << "it never had a file";
    night.run(oslo("2026-11-25T08:50"));
    EXPECT_EQ(said(night).size(), 2U);
}

TEST(Notices, APausedDayIsToldByTheLastRunBeforeTheCutOff)
{
    const TestNight night;
    night.execute("update installation set packing_paused = true");
    night.take_in(1, 1, "9102", "00", oslo("2026-11-23T09:00"));
    night.run(oslo("2026-11-25T00:30"));
    EXPECT_EQ(text_of(said(night)), "") << "a person may resume it before 08:10";
    night.run(oslo("2026-11-25T08:10"));
    night.run(oslo("2026-11-25T08:40"));
    EXPECT_EQ(text_of(said(night)), "01000001 none 2026-11-25\n");
    night.execute("update installation set packing_paused = false");
    night.run(oslo("2026-11-25T09:00"), "pack");
    night.run(oslo("2026-11-25T09:00"), "send");
    EXPECT_EQ(night.packages().size(), 1U) << "what comes all the same counts";
}

TEST(Notices, AdviceIsSaidAgainWhereTheLettersHaveBecomeOthers)
{
    const TestNight night;
    night.take_in(1, 2, "9102", "00", oslo("2026-11-24T20:00")); // Due on Thursday night.
    night.take_in(3, 3, "9101", "05", oslo("2026-11-23T09:00"));
    night.take_in(4, 4, "9101", "05", oslo("2026-11-23T09:10"));
    const auto advised = [&] {
        std::vector<std::int64_t> pieces;
        for (const auto& notice : said(night))
            for (const auto& expected : notice.expected)
                pieces.push_back(expected.pieces);
        return pieces;
    };
    using Pieces = std::vector<std::int64_t>;
    night.run(oslo("2026-11-25T02:10"));
    const auto first = advised();
    ASSERT_EQ(first.size(), 1U);
    night.run(oslo("2026-11-25T03:30"));
    EXPECT_EQ(advised(), first) << "nothing has changed";
    EXPECT_EQ(night.confirm(4, {"9101", "05"}, oslo("2026-11-25T03:40")),
              batch::letters::AnswerOutcome::Confirmed);
    night.run(oslo("2026-11-25T04:30"));
    EXPECT_EQ(advised(), (Pieces{first[0], first[0] - 1}));
    const auto notices = said(night);
    EXPECT_EQ(notices[0].date, notices[1].date);
    EXPECT_EQ(notices[1].n.number(), notices[0].n.number() + 1);
}

TEST(Notices, WithoutOurKeyTheyAreAnIncidentUntilItIsBack)
{
    const TestNight night;
    const auto key = night.path() / "keys" / "package.pem";
    const auto away = night.path() / "keys" / ".package.pem.away";
    const auto incidents = [&] {
        return night.number("select count(*) as n from incident where code = 'notices-wait' and "
                            "state <> 'closed'");
    };
    fs::rename(key, away);
    EXPECT_NE(night.run(oslo("2026-11-24T08:10")).exit_status, 0);
    EXPECT_EQ(incidents(), 1);
    fs::rename(away, key);
    night.run(oslo("2026-11-24T08:40"));
    EXPECT_EQ(incidents(), 0);
    EXPECT_EQ(text_of(said(night)), "01000001 none 2026-11-24\n");
}

TEST(Notices, OneThatTheHouseFetchedAtOnceComesAgainWithTheSameOctets)
{
    const TestNight night;
    const int status = run_cut_off("notice.renamed", [&] {
        night.run(oslo("2026-11-24T08:10"));
        return 0;
    });
    ASSERT_TRUE(WIFSIGNALED(status));
    ASSERT_EQ(night.notices().size(), 1U);
    const auto octets = file_text(night.notices().front());
    fs::remove(night.notices().front());
    night.run(oslo("2026-11-24T08:40"));
    ASSERT_EQ(night.notices().size(), 1U);
    EXPECT_EQ(file_text(night.notices().front()), octets);
}

} // namespace
} // namespace reservepost::tests
