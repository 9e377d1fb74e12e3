#include "batch/commands/setup_dialogue.h"
#include "batch/json/value.h"
#include "batch/receivers/register.h"
#include "tests/batch/commands/command_desk.h"
#include "tests/support/golden.h"
#include "tests/support/temporary_directory.h"

#include <fstream>
#include <gtest/gtest.h>

// `receiver setup`: whole dialogues as a person has them, and answers files.

namespace reservepost::tests {
namespace {

using batch::commands::DialogueEnd;
using batch::receivers::SetupGuide;

/// A municipality that nobody has heard of yet, without districts.
const std::string new_municipality = "4203\n"
                                     "\n"     // Districts: no.
                                     "\n"     // Its name, as it is known.
                                     "\n\n\n" // Language, reception, own address.
                                     "Arendal kommune, barneverntjenesten\nPostboks 123\n"
                                     "4801 ARENDAL\n\n"
                                     "00 00 42 03\n"
                                     "www.example.no/barnevern\n"
                                     "mandag–fredag 8–15.30\n"
                                     "Tuva Strandbakk\n"
                                     "tuva.strandbakk@example.no\n"
                                     "00 00 42 04\n"
                                     "varsel@example.no\n\n"
                                     "\n\n" // Confirmation, deadline.
                                     "2026-11-01\n"
                                     "use\n";

/// The third district of a municipality that is in use, with all that can happen on the way.
const std::string new_district = "?\n"
                                 "9101\n"
                                 "no\n" // It has districts.
                                 "\n"
                                 "7\n" // One digit.
                                 "07\n"
                                 "03\n" // Copies.
                                 "\n"
                                 "<\n" // Back, and on again.
                                 "\n"
                                 "Vestsida\n"
                                 "\n"
                                 "nynorsk\n"
                                 "nn\n"
                                 "\n\n"
                                 "Postboks 7\n<\n" // Begins the address anew.
                                 "Barneverntenesta\nPostboks 7\n900 VIK\n\n"
                                 "Barneverntenesta\nPostboks 7\n9007 PRØVEVIK\n\n"
                                 "00 00 91 07\n"
                                 "\n\n\n\n\n\n\n\n\n"
                                 "something\n"
                                 "12\n" // The public telephone.
                                 "00 00 91 77\n"
                                 "99\n"
                                 "use\n";

std::string register_of(const CommandDesk& desk)
{
    return desk.at("2026-11-23T09:30", {"receiver", "list"}).out +
           desk.at("2026-11-23T09:30", {"receiver", "approve"}).out;
}

TEST(ReceiverSetup, AWholeDialogue)
{
    const CommandDesk desk;
    const auto said = desk.at("2026-11-23T09:00", {"receiver", "setup"}, new_municipality);
    EXPECT_EQ(said.status, 0) << said;
    EXPECT_EQ(said.err, "");
    expect_golden("setup/new_municipality.txt", said.out);
    EXPECT_TRUE(desk.at("2026-11-23T09:01", {"receiver", "show", "4203-00"})
                    .holds("Arendal kommune, barneverntjenesten, Postboks 123, 4801 ARENDAL"));
    const auto before = register_of(desk);
    const auto again = desk.at("2026-11-23T09:02", {"receiver", "setup", "4203-00"},
                               std::string(16, '\n') + "use\n");
    EXPECT_EQ(again.status, 0) << again;
    EXPECT_TRUE(again.holds("Nothing differs from the register.")) << again;
    EXPECT_TRUE(again.holds("4203-00 is so already, at version 1\n")) << again;
    EXPECT_EQ(register_of(desk), before);
}

TEST(ReceiverSetup, ADistrictBesideOthersWaitsForASecondPerson)
{
    const CommandDesk desk;
    const auto said = desk.at("2026-11-23T09:00", {"receiver", "setup"}, new_district);
    EXPECT_EQ(said.status, 0) << said;
    expect_golden("setup/new_district.txt", said.out);
    EXPECT_EQ(desk.at("2026-11-23T09:01", {"receiver", "show", "9101-07"}).status, 1);
    const auto before = register_of(desk);
    const auto again = desk.at("2026-11-23T09:02", {"receiver", "setup"}, new_district);
    EXPECT_TRUE(again.holds("change 1 waits for a second person, as before")) << again;
    EXPECT_EQ(register_of(desk), before);
    EXPECT_EQ(desk.at("2026-11-23T09:03", {"receiver", "approve", "1"}, {}, second_person).status,
              0);
    const auto shown = desk.at("2026-11-23T09:04", {"receiver", "show", "9101-07"});
    EXPECT_TRUE(shown.holds("9101-07  Prøvevik, Vestsida")) << shown;
    EXPECT_TRUE(shown.holds("00 00 91 77")) << shown;
}

TEST(ReceiverSetup, TheEndOfInputAtAnyPointAsksForNothing)
{
    const auto file = batch::receivers::read_register(office_register, "register.toml", {});
    const batch::receivers::Snapshot known{file.receivers, file.renumberings};
    for (const auto& answers : {new_municipality, new_district}) {
        for (std::size_t end = 0;; end = answers.find('\n', end) + 1) {
            SetupGuide guide(known, {});
            std::istringstream in(answers.substr(0, end));
            std::ostringstream out;
            const auto ended = batch::commands::hold_setup_dialogue(guide, in, out, true);
            EXPECT_EQ(ended, end == answers.size() ? DialogueEnd::Use : DialogueEnd::InputEnded)
                << out.str();
            std::istringstream leaving(answers.substr(0, end) + "quit\n");
            SetupGuide left(known, {});
            if (end == answers.size()) break;
            EXPECT_EQ(batch::commands::hold_setup_dialogue(left, leaving, out, false),
                      DialogueEnd::Quit);
        }
    }
}

TEST(ReceiverSetup, WhoLeavesHasStoredNothing)
{
    const CommandDesk desk;
    const auto before = register_of(desk);
    const auto unfinished = new_municipality.substr(0, new_municipality.rfind("use"));
    const auto ended = desk.at("2026-11-23T09:00", {"receiver", "setup"}, unfinished);
    EXPECT_EQ(ended.status, 1) << ended;
    EXPECT_EQ(ended.err,
              "reservepost receiver setup: the input ended before `use`; nothing is stored\n");
    const auto left = desk.at("2026-11-23T09:01", {"receiver", "setup"}, unfinished + "quit\n");
    EXPECT_EQ(left.status, 0) << left;
    EXPECT_TRUE(left.out.ends_with("Nothing is stored.\n")) << left;
    EXPECT_EQ(register_of(desk), before);
}

TEST(ReceiverSetup, AProgramReadsOnlyWhatCameOfIt)
{
    const CommandDesk desk;
    const auto said =
        desk.at("2026-11-23T09:00", {"receiver", "setup", "--json"}, new_municipality);
    EXPECT_EQ(said.status, 0) << said;
    const auto value = batch::json::parse(said.out);
    EXPECT_EQ(value.find("receiver")->as_text(), "4203-00");
    EXPECT_EQ(value.find("version")->as_integer(), 1);
    EXPECT_TRUE(value.find("stored")->as_boolean());
    EXPECT_NE(said.err.find("Postal address"), std::string::npos);
    const auto left = desk.at("2026-11-23T09:01", {"receiver", "setup", "--json"}, "quit\n");
    EXPECT_EQ(left.out, "{\n  \"stored\": false\n}\n");
}

TEST(ReceiverSetup, WhatIsInTheRegisterChangesOnlyWhereItDiffers)
{
    const CommandDesk desk;
    const auto said = desk.at("2026-11-23T09:00", {"receiver", "setup", "9102-00"},
                              std::string(7, '\n') + "8–15\n" + std::string(7, '\n') + "use\n");
    EXPECT_EQ(said.status, 0) << said;
    EXPECT_TRUE(said.holds("8–15  (new)\n")) << said;
    EXPECT_TRUE(said.holds("9102-00 is at version 2\n")) << said;
    const auto history = desk.at("2026-11-23T09:01", {"receiver", "history", "9102-00"});
    EXPECT_TRUE(history.out.ends_with("by first\n    hours: - → 8–15\n")) << history;
}

TEST(ReceiverSetup, TheDefaultDistrictMovesWithASecondPerson)
{
    const CommandDesk desk;
    const auto said = desk.at("2026-11-23T09:00", {"receiver", "setup", "9101-03"},
                              "\n\nyes\n" + std::string(14, '\n') + "use\n");
    EXPECT_EQ(said.status, 0) << said;
    EXPECT_TRUE(said.holds("9101-03 is at version 1\nchange 1 waits for a second person")) << said;
    desk.at("2026-11-23T09:01", {"receiver", "approve", "1"}, {}, second_person);
    const auto all = desk.at("2026-11-23T09:02", {"receiver", "list"});
    EXPECT_TRUE(all.holds("Nordsida (default)")) << all;
    EXPECT_FALSE(all.holds("Sørsida (default)")) << all;
}

/// An answers file in a folder of its own.
class SetupFile : public testing::Test {
protected:
    Said set_up(const std::string& now, const std::string& text,
                const std::vector<std::string>& more = {})
    {
        std::ofstream(file) << text;
        std::vector<std::string> words{"receiver", "setup", "--answers", file.string()};
        words.insert(words.end(), more.begin(), more.end());
        return desk.at(now, words);
    }

    const TemporaryDirectory room;
    const fs::path file = room / "answers.toml";
    const CommandDesk desk;
    const std::string answers = "municipality = \"9101\"\ndistrict = \"07\"\n"
                                "district_name = \"Vestsida\"\ninherit = \"9101-03\"\n"
                                "address = [\"Postboks 7\", \"9007 PRØVEVIK\"]\n"
                                "public_phone = \"00 00 91 07\"\n";
};

TEST_F(SetupFile, ComesToTheSameAsADialogueAndChangesNothingTheSecondTime)
{
    const auto said = set_up("2026-11-23T09:00", answers);
    EXPECT_EQ(said.status, 0) << said;
    EXPECT_TRUE(said.holds("9101-07 is not in the register yet\nchange 1 waits for a second"))
        << said;
    EXPECT_TRUE(set_up("2026-11-23T09:01", answers).holds("as before"));
    desk.at("2026-11-23T09:02", {"receiver", "approve", "1"}, {}, second_person);
    const auto before = register_of(desk);
    EXPECT_EQ(set_up("2026-11-23T09:03", answers).out,
              "9101-07 is so already, at version 1\n"
              "see how a letter looks: reservepost receiver preview 9101-07\n");
    EXPECT_EQ(register_of(desk), before);
}

TEST_F(SetupFile, StoresNothingWhenAnythingIsWrong)
{
    const auto before = register_of(desk);
    const auto said = set_up("2026-11-23T09:00", answers + "language = \"Strandbakk\"\n"
                                                           "reception = \"Strandbakk\"\n");
    EXPECT_EQ(said.status, 1) << said;
    EXPECT_NE(said.err.find("answers.toml:7:1: `language`"), std::string::npos) << said;
    EXPECT_NE(said.err.find("answers.toml:8:1: `reception`"), std::string::npos) << said;
    EXPECT_FALSE(said.holds("Strandbakk")) << said;
    const auto copied = set_up("2026-11-23T09:01", answers, {"--inherit", "9101-03"});
    EXPECT_EQ(copied.status, 1) << copied;
    EXPECT_TRUE(copied.holds("stands in the file")) << copied;
    EXPECT_TRUE(set_up("2026-11-23T09:02", answers, {"9101-08"}).holds("that the call names"));
    EXPECT_EQ(register_of(desk), before);
}

TEST(ReceiverSetup, AnAddressThatSomeWindowDoesNotTakeIsAskedForAgain)
{
    const CommandDesk desk;
    const std::string long_line(150, 'm');
    const auto said = desk.at("2026-11-23T09:00", {"receiver", "setup", "4203-00"},
                              "\n\n\n\n" + long_line + "\n4801 ARENDAL\n\n" +
                                  "Postboks 123\n4801 ARENDAL\n\n00 00 42 03\n" +
                                  std::string(10, '\n') + "use\n");
    EXPECT_EQ(said.status, 0) << said;
    EXPECT_TRUE(said.holds("for print profile norway: ")) << said;
    EXPECT_TRUE(said.holds("4203-00 is at version 1")) << said;
    EXPECT_TRUE(said.holds("it gets no reports before it has a date")) << said;
}

TEST(ReceiverSetup, RefusesToCopyFromNobody)
{
    const CommandDesk desk;
    const auto said =
        desk.at("2026-11-23T09:00", {"receiver", "setup", "9101-07", "--inherit", "9101-77"});
    EXPECT_EQ(said.status, 1);
    EXPECT_TRUE(said.holds("`inherit` is not in the register")) << said;
}

} // namespace
} // namespace reservepost::tests
