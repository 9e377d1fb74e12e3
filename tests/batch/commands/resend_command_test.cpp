#include "tests/batch/commands/command_desk.h"

#include <gtest/gtest.h>

// `resend`, from the office that telephones to the letter that goes again.

namespace reservepost::tests {
namespace {

TEST(ResendCommand, SendsTheReportOfAPieceToTheOfficeThatItBelongsTo)
{
    const CommandDesk desk;
    desk.night.take_in(1, 2, "9102", "00", oslo("2026-11-24T09:00"));
    desk.night.run(oslo("2026-11-25T08:10"));
    const auto early = desk.at("2026-11-25T09:00", {"resend", "01000001/1"});
    EXPECT_EQ(early.status, 2) << "it is still on its way";
    desk.night.mail_all(oslo("2026-11-25T14:00"));
    desk.night.run(oslo("2026-11-26T00:30"));

    const auto again = desk.at("2026-11-27T09:00", {"resend", "01000001/1"});
    EXPECT_EQ(again.status, 0) << again;
    const auto other =
        desk.at("2026-11-27T09:05", {"resend", "01000001/2", "--to", "9101-05", "--json"});
    EXPECT_EQ(other.status, 0) << other;
    EXPECT_TRUE(other.holds("\"reopened\"")) << other;
    EXPECT_EQ(desk.at("2026-11-27T09:06", {"resend", "01000001/2"}).status, 2)
        << "a letter of it is being made";

    const auto report = desk.night.run(oslo("2026-11-30T08:10"));
    EXPECT_TRUE(report.imbalances.empty()) << report.imbalances.front();
    EXPECT_EQ(desk.night.number("select count(*) as n from letter where state = 'sent' and cause = "
                                "'again-letter-not-arrived'"),
              2);
    EXPECT_EQ(desk.night.number("select count(*) as n from letter l join receiver r on r.id = "
                                "l.receiver join report p using (record) where l.state = 'sent' "
                                "and r.municipality = '9101' and r.district = '05' and p.receiver "
                                "= r.id and p.route = 'released'"),
              1);
}

TEST(ResendCommand, RefusesWhatIsNoPieceOrNoReceiver)
{
    const CommandDesk desk;
    desk.night.take_in(1, 1, "9102", "00", oslo("2026-11-24T09:00"));
    desk.night.run(oslo("2026-11-25T08:10"));
    desk.night.mail_all(oslo("2026-11-25T14:00"));
    desk.night.run(oslo("2026-11-26T00:30"));
    struct {
        const char* why;
        std::vector<std::string> words;
        const char* hint;
    } const calls[] = {
        {"a whole job", {"resend", "01000001"}, "which piece"},
        {"a piece that is none", {"resend", "01000001/2"}, "no piece 2"},
        {"a job that is none", {"resend", "01000099/1"}, "no piece 1"},
        {"a receiver that is none", {"resend", "01000001/1", "--to", "9199-00"}, "9199-00"},
    };
    for (const auto& call : calls) {
        SCOPED_TRACE(call.why);
        const auto said = desk.at("2026-11-27T09:00", call.words);
        EXPECT_EQ(said.status, 1) << said;
        EXPECT_TRUE(said.holds(call.hint)) << said;
    }
    EXPECT_EQ(desk.night.number("select count(*) as n from report where state = 'posted'"), 1);
}

} // namespace
} // namespace reservepost::tests
