#include "batch/crypto/cms.h"
#include "batch/disk/files.h"
#include "tests/batch/commands/command_desk.h"
#include "tests/batch/intake/tar_writer.h"

#include <gtest/gtest.h>

// `intake` and `quarantine` as an operator meets them.

namespace reservepost::batch::commands {
namespace {

using namespace tests;

constexpr const char* now = "2026-11-25T12:00";

std::string name(int number)
{
    return reference(number) + ".json";
}

TEST(IntakeCommand, ReadsATarStreamAndSaysWhatCameOfABrokenOne)
{
    const CommandDesk desk;
    const auto one = tar_member(name(1), report_text("9101", "05"));
    const auto two = tar_member(name(2), report_text("9101", "05"));
    const auto cut = desk.at(now, {"intake", "-"}, one + two.substr(0, 600));
    EXPECT_EQ(cut.status, step_failed) << cut;
    EXPECT_TRUE(cut.holds("1 taken in, 0 already taken in")) << cut;
    EXPECT_TRUE(cut.holds("the stream breaks off")) << cut;
    const auto whole = desk.at(now, {"intake", "-", "--json"}, one + two + tar_end());
    EXPECT_EQ(whole.status, all_well) << whole;
    const auto value = json::parse(whole.out);
    EXPECT_EQ(value.integer("taken_in"), 1);
    EXPECT_EQ(value.integer("already_taken_in"), 1);
    EXPECT_EQ(desk.at(now, {"intake", "-", "x"}).status, wrong_usage);
    EXPECT_EQ(desk.at(now, {"intake", "-", "--remove"}).status, wrong_usage);
}

TEST(IntakeCommand, OpensWhatIsSealedToTheCertificateThatInitMade)
{
    const CommandDesk desk;
    const auto certificate = crypto::Certificate::load(desk.path() / "keys" / "intake.crt");
    const auto file = desk.path() / "inbox" / (name(1) + ".cms");
    crypto::EnvelopeWriter writer(file, {certificate});
    writer.write(report_text("9101", "05"));
    writer.finish();
    const auto said = desk.at(now, {"intake"});
    EXPECT_EQ(said.status, all_well) << said;
    EXPECT_TRUE(said.holds("1 taken in")) << said;
    EXPECT_FALSE(fs::exists(file));
}

TEST(IntakeCommand, MissesWhatThePortalAnnouncedAndTheNightDoesToo)
{
    const CommandDesk desk;
    const auto portal = crypto::make_rehearsal_identity("REHEARSAL portal");
    const auto list = desk.path() / "list.p7m";
    disk::replace_durably(
        list,
        crypto::sign_attached(R"({"kind":"reservepost-announced","version":1,"day":"2026-11-25",)"
                              R"("reports":[{"number":1,"reference":")" +
                                  reference(1) + R"(","receiver":"9101-05"}]})",
                              portal, oslo(now)),
        0600);
    const std::vector<std::string> expect = {"intake", "--expect", list.string()};
    const auto nobody = desk.at(now, expect);
    EXPECT_NE(nobody.status, all_well);
    EXPECT_TRUE(nobody.holds("portal.crt is not in")) << nobody;
    disk::write_new_durably(desk.path() / "keys" / "portal.crt", portal.certificate.pem(), 0600);
    const auto said = desk.at(now, expect);
    EXPECT_EQ(said.status, all_well) << said;
    EXPECT_TRUE(said.holds("1 announced, 0 of them known before")) << said;
    const auto run = desk.night.run(oslo("2026-11-25T14:00"));
    EXPECT_EQ(run.exit_status, needs_look);
    EXPECT_TRUE(desk.at("2026-11-25T14:01", {"incident", "list"}).holds("number 1"));
}

TEST(QuarantineCommand, TwoPersonsDiscardAndTheNightDeletesAfterTheRetention)
{
    const CommandDesk desk;
    disk::replace_durably(desk.path() / "elsewhere.json", "{}", 0600);
    fs::rename(desk.path() / "elsewhere.json", desk.path() / name(1));
    EXPECT_EQ(desk.at(now, {"intake", (desk.path() / name(1)).string()}).status, needs_look);
    const auto listed = json::parse(desk.at(now, {"quarantine", "list", "--json"}).out);
    const auto record = listed.as_list().at(0).text("record");
    const std::vector<std::string> discard = {"quarantine", "discard", record, "--why",
                                              "not-a-report"};
    const auto first = desk.at(now, discard);
    EXPECT_EQ(first.status, all_well) << first;
    EXPECT_TRUE(first.holds("another person must look")) << first;
    EXPECT_TRUE(desk.at(now, {"quarantine", "list"}).holds("first wants to discard it"));
    EXPECT_EQ(desk.at(now, discard).status, wrong_usage) << "one person is not two";
    const auto second = desk.at(now, discard, {}, second_person);
    EXPECT_EQ(second.status, all_well) << second;
    EXPECT_TRUE(desk.at(now, {"quarantine", "list"}).holds("Nothing is in quarantine"));

    const auto state_of = [&] {
        return desk.night.execute("select state from report").one().text("state");
    };
    desk.night.accept_clock(oslo("2026-12-24T12:00"));
    desk.night.run(oslo("2026-12-24T12:00"));
    EXPECT_EQ(state_of(), "discarded") << "29 days";
    desk.night.run(oslo("2026-12-26T12:00"));
    EXPECT_EQ(state_of(), "deleted") << "31 days";
}

// The inbox of last month is put back by mistake: nobody's letter is posted a second time.
TEST(QuarantineCommand, TheInboxOfLastMonthPutBackBecomesNoLetter)
{
    constexpr int files = 50;
    const CommandDesk desk;
    std::vector<std::string> references;
    std::string lines;
    for (int number = 1; number <= files; ++number) {
        desk.night.put_into_inbox(number, report_text("9101", "05"));
        lines += reference(number) + "\n";
    }
    desk.at(now, {"intake"});
    ASSERT_EQ(desk.at(now, {"confirm", "--receiver", "9101-05", "-"}, lines).status, all_well);
    desk.night.accept_clock(oslo("2026-12-26T12:00"));
    desk.night.run(oslo("2026-12-26T12:00"));
    ASSERT_EQ(desk.night.execute("select from report where state = 'deleted'").size(),
              std::size_t(files));

    for (int number = 1; number <= files; ++number)
        desk.night.put_into_inbox(number, report_text("9101", "05"));
    const auto run = desk.night.run(oslo("2026-12-26T20:00"));
    EXPECT_EQ(step_of(run, "intake").state, notices::StepState::Done);
    EXPECT_EQ(desk.night
                  .execute("select from report where state = 'quarantined' and "
                           "quarantine_code = 'deleted-before'")
                  .size(),
              std::size_t(files));
    desk.night.run(oslo("2026-12-30T12:00"));
    EXPECT_TRUE(desk.night.execute("select from letter").empty());
    EXPECT_TRUE(fs::is_empty(desk.path() / "inbox"));
    const auto listed = desk.at("2026-12-30T12:00", {"quarantine", "list"});
    EXPECT_TRUE(listed.holds("this reference is in the deletion log")) << listed;
}

} // namespace
} // namespace reservepost::batch::commands
