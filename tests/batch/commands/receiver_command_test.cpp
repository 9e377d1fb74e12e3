#include "batch/vault/vault.h"
#include "tests/batch/commands/command_desk.h"
#include "tests/batch/notices/mail_server.h"

#include <gtest/gtest.h>

// The register as its keepers meet it: two people, their words, and what a change sets off.

namespace reservepost::batch::commands {
namespace {

using namespace tests;

constexpr const char* monday = "2026-11-23T10:00";
constexpr const char* wednesday = "2026-11-25T08:10";

const std::vector<std::string> new_address{"receiver", "set", "9101-05",
                                           "address=Postboks 5|9005 PRØVEVIK"};

TEST(ReceiverCommand, TwoPeopleChangeAnAddress)
{
    const CommandDesk desk;
    const auto asked = desk.at(monday, new_address);
    EXPECT_EQ(asked.status, 0);
    EXPECT_TRUE(asked.holds("9101-05 is at version 1\nchange 1 waits for a second person"))
        << asked;
    const auto waiting = desk.at(monday, {"receiver", "approve"});
    EXPECT_TRUE(waiting.holds("change 1  asked for by first")) << waiting;
    EXPECT_TRUE(waiting.holds("address: Barnevernet i Sørsida | 9005 PRØVEVIK → Postboks 5 | 9005 "
                              "PRØVEVIK"))
        << waiting;

    const auto alone = desk.at(monday, {"receiver", "approve", "1"});
    EXPECT_EQ(alone.status, 1);
    EXPECT_TRUE(alone.holds("a second person must approve it")) << alone;
    EXPECT_TRUE(desk.at(monday, {"receiver", "show", "9101-05"}).holds("Barnevernet i Sørsida"));

    const auto again = desk.at(monday, new_address);
    EXPECT_TRUE(again.holds("waits for a second person, as before")) << again;

    const auto approved = desk.at(monday, {"receiver", "approve", "1"}, {}, second_person);
    EXPECT_EQ(approved.status, 0) << approved;
    EXPECT_TRUE(desk.at(monday, {"receiver", "show", "9101-05"}).holds("Postboks 5"));
    EXPECT_TRUE(desk.at(monday, new_address).holds("9101-05 is so already, at version 2"));
    const auto history = desk.at(monday, {"receiver", "history", "9101-05"});
    EXPECT_TRUE(history.holds("by first, approved by second (change 1)")) << history;
    EXPECT_TRUE(desk.at(monday, {"receiver", "approve"}).holds("No change waits"));
}

TEST(ReceiverCommand, AnybodyTakesAChangeBack)
{
    const CommandDesk desk;
    desk.at(monday, new_address);
    EXPECT_EQ(desk.at(monday, {"receiver", "approve", "1", "--withdraw"}, {}, second_person).status,
              0);
    EXPECT_EQ(desk.at(monday, {"receiver", "approve", "1"}, {}, second_person).status, 1);
    EXPECT_TRUE(desk.at(monday, {"receiver", "history", "9101-05"}).holds("version 1"));
    EXPECT_FALSE(desk.at(monday, {"receiver", "history", "9101-05"}).holds("version 2"));
}

TEST(ReceiverCommand, TheContactsOldAndNewHaveMailAtOnce)
{
    const CommandDesk desk;
    desk.at(monday, {"receiver", "set", "9101-05", "contact_email=gammel@example.no"});
    const auto before = desk.night.number("select count(*) as n from mail");
    desk.at(monday, {"receiver", "set", "9101-05", "contact_email=ny@example.no",
                     "address=Postboks 5|9005 PRØVEVIK"});
    EXPECT_EQ(desk.night.number("select count(*) as n from mail") - before, 2) << "it waits";
    desk.at(monday, {"receiver", "set", "9101-05", "contact_email=ny@example.no",
                     "address=Postboks 5|9005 PRØVEVIK"});
    EXPECT_EQ(desk.night.number("select count(*) as n from mail") - before, 2) << "told once";
    desk.at(monday, {"receiver", "approve", "1"}, {}, second_person);
    EXPECT_EQ(desk.night.number("select count(*) as n from mail") - before, 4) << "it is in force";
    EXPECT_EQ(desk.night.number("select count(*) as n from mail where recipient = "
                                "'gammel@example.no' and body like '%Postboks 5%'"),
              2);
}

TEST(ReceiverCommand, TheMailLeavesBeforeTheCommandEnds)
{
    const CommandDesk desk;
    const RunningMailServer server;
    std::ofstream(desk.path() / "reservepost.toml", std::ios::app)
        << "\n[smtp]\nhost = \"127.0.0.1\"\nport = " << server.port()
        << "\nfrom = \"reservepost@example.no\"\ntls = \"none\"\n";
    desk.at(monday, {"receiver", "set", "9101-05", "contact_email=ny@example.no",
                     "address=Postboks 5|9005 PRØVEVIK"});
    EXPECT_NE(server.mail(1).find("ny@example.no"), std::string::npos);
    EXPECT_EQ(desk.night.number("select count(*) as n from mail where state = 'queued'"), 0);
}

TEST(ReceiverCommand, LettersOnTheirWayToAFormerAddressAreAnIncident)
{
    const CommandDesk desk;
    for (const int number : {1, 2})
        std::ofstream(desk.path() / "inbox" / (reference(number) + ".json"))
            << report_text("9101", "05");
    ASSERT_NE(desk.at(monday, {"run"}).status, 3);
    ASSERT_EQ(desk.at(wednesday, {"run"}).status, 0);
    ASSERT_EQ(desk.night.number("select count(*) as n from letter where state = 'sent'"), 2);
    const auto changed = desk.change(wednesday, "9101-05", "public_phone=00 00 91 77");
    EXPECT_EQ(changed.status, 0) << "no address moved: " << changed;
    const auto moved = desk.change(wednesday, "9101-05", "address=Postboks 5|9005 PRØVEVIK");
    EXPECT_EQ(moved.status, 2) << moved;
    EXPECT_TRUE(moved.holds("2 letters on their way have the former address")) << moved;
    const auto incidents = desk.at(wednesday, {"incident", "list"});
    EXPECT_TRUE(incidents.holds("address-changed-on-the-way")) << incidents;
    const auto shown = desk.at(wednesday, {"incident", "show", "1"});
    EXPECT_TRUE(shown.holds("receiver 9101-05: pieces 1 and 2")) << shown;
    EXPECT_TRUE(shown.holds("telephone the print house and say")) << shown;
}

TEST(ReceiverCommand, WhatWaitsFollowsOnlyWhenAsked)
{
    const CommandDesk desk;
    std::ofstream(desk.path() / "inbox" / (reference(1) + ".json")) << report_text("9101", "05");
    desk.at(monday, {"run"});
    const auto postal = [&] {
        return desk.night.number("select count(*) as n from report where reception = 'postal'");
    };
    desk.change(monday, "9101-05", "reception=postal");
    EXPECT_EQ(postal(), 0) << "for reports accepted after it";
    desk.change(monday, "9101-05", "reception=manual");
    const auto asked =
        desk.at(monday, {"receiver", "set", "9101-05", "reception=postal", "--also-waiting"});
    EXPECT_EQ(asked.status, 0) << asked;
    EXPECT_EQ(postal(), 0) << "not before it is approved";
    const auto approved = desk.at(monday, {"receiver", "approve", "3"}, {}, second_person);
    EXPECT_TRUE(approved.holds("1 report that waits follows the change")) << approved;
    EXPECT_EQ(postal(), 1);
}

TEST(ReceiverCommand, TheNewestRegisterLiesSealedInEveryStore)
{
    const CommandDesk desk;
    const auto kept = [&](std::size_t store) {
        const auto options = batch::StateOptions{desk.path(), {}, night_initialised, "tester"};
        auto state = batch::OpenedState::open(options);
        return state.vault().kept(store, "register").value_or("");
    };
    desk.at(monday, {"run"});
    const auto first = kept(0);
    EXPECT_NE(first.find("Barnevernet i Sørsida"), std::string::npos);
    EXPECT_EQ(first, kept(1));
    const auto sealed = file_text(desk.path() / "vault-1" / "content" / "kept" / "register");
    EXPECT_EQ(sealed.find("Barnevernet"), std::string::npos);
    desk.change(monday, "9101-05", "address=Postboks 5|9005 PRØVEVIK");
    EXPECT_NE(kept(0).find("Postboks 5"), std::string::npos);
    EXPECT_EQ(kept(0), kept(1));
    fs::remove(desk.path() / "vault-2" / "content" / "kept" / "register");
    desk.at(wednesday, {"run"});
    EXPECT_EQ(kept(0), kept(1)) << "a run fills what is lacking";
}

TEST(ReceiverCommand, BadCallsSayWhatWouldBeRight)
{
    const struct {
        const char* why;
        std::vector<std::string> arguments;
        const char* what;
    } cases[] = {
        {"a change that is none", {"receiver", "set", "9101-05", "Hemmelig"}, "FIELD=VALUE"},
        {"a number that is none", {"receiver", "approve", "Hemmelig"}, "a change's number"},
        {"a number too long", {"receiver", "approve", "1234567890123456789"}, "a change's number"},
        {"nothing to withdraw", {"receiver", "approve", "--withdraw"}, "name the change"},
        {"no such change", {"receiver", "approve", "7"}, "no change 7 waits"},
        {"an address too wide for the window",
         {"receiver", "set", "9101-05", "address=" + std::string(190, 'W') + "|9005 HEMMELIG"},
         "for print profile norway"},
        {"no such receiver", {"receiver", "history", "9999-00"}, "no receiver 9999-00"},
    };
    const CommandDesk desk;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto said = desk.at(monday, c.arguments);
        EXPECT_EQ(said.status, 1);
        EXPECT_TRUE(said.holds(c.what)) << said;
        EXPECT_FALSE(said.holds("emmelig")) << said;
    }
}

} // namespace
} // namespace reservepost::batch::commands
