#include "tests/batch/commands/command_desk.h"
#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

// `templates`: the check of our words, and what a receiver says in its own.

namespace reservepost::tests {
namespace {

class TemplatesCommand : public testing::Test {
protected:
    /// A file of own words with this body, from its line 7 on.
    std::string words(const std::string& body, const std::string& kind = "confirmation-private")
    {
        return write_file(room / "words.md", "---\ntitle: T\nkind: " + kind +
                                                 "\nlanguage: nb\nversion: 2\n---\n" + body)
            .string();
    }

    const TemporaryDirectory room;
};

const std::string thanks = "::: words thanks\nHei, og takk!\n:::\n";

// What `./check` asks of the words that ship.
TEST_F(TemplatesCommand, CheckFindsNothingToMendInWhatShips)
{
    const auto said = say({"templates", "check"});
    EXPECT_EQ(said.status, 0) << said;
    EXPECT_EQ(said.err, "");
    for (const char* name :
         {"forwarding.nb.md", "forwarding.nn.md", "confirmation-private.nb.md",
          "confirmation-private.nn.md", "confirmation-private.en.md", "confirmation-public.nb.md",
          "confirmation-public.nn.md", "confirmation-public.en.md", "Nothing to mend."})
        EXPECT_NE(said.out.find(name), std::string::npos) << name << "\n" << said;
    const auto value = batch::json::parse(say({"templates", "check", "--json"}).out);
    EXPECT_EQ(value.items("templates").size(), 8U);
    EXPECT_TRUE(value.items("findings").empty());
}

TEST_F(TemplatesCommand, CheckTellsAllThatIsWrongAtOnceAndEndsWithTwo)
{
    const auto said =
        say({"templates", "check",
             words("::: words thanks\nVi viser til bekymringen vedrørende saken. Svar kommer innen "
                   "fem virkedager.\n:::\n")});
    EXPECT_EQ(said.status, 2) << said;
    for (const char* finding : {"words.md:8:1: telling-word: \"bekymringen\"",
                                "words.md:8:1: office-word: \"vedrørende\"",
                                "counted-days: \"virkedager\"", "3 to mend."})
        EXPECT_NE(said.out.find(finding), std::string::npos) << finding << "\n" << said;
}

TEST_F(TemplatesCommand, CheckTellsWhatIsWrongInTheNotation)
{
    const auto said = say({"templates", "check",
                           words("::: words thanks\n{{report.due_at | time}}\n:::\n"
                                 "::: words goodbye\n{{if enclosed}}\n:::\n<b>Hei</b>\n")});
    EXPECT_EQ(said.status, 2) << said;
    for (const char* finding :
         {"words.md:8:1: ", "words.md:10:1: ", "words.md:11:1: ", "words.md:13:1: "})
        EXPECT_NE(said.out.find(finding), std::string::npos) << finding << "\n" << said;
    const auto missing = say({"templates", "check", (room / "none.md").string()});
    EXPECT_EQ(missing.status, 1) << missing << "it could not judge";
}

TEST_F(TemplatesCommand, BeginGivesWordsThatPassTheirCheck)
{
    for (const char* kind : {"forwarding", "confirmation-private", "confirmation-public"}) {
        SCOPED_TRACE(kind);
        const auto begun = say({"templates", "begin", kind, "--language", "nn"});
        ASSERT_EQ(begun.status, 0) << begun;
        EXPECT_NE(begun.out.find("::: words "), std::string::npos);
        const auto file = write_file(room / "begun.md", begun.out);
        const auto said = say({"templates", "check", file.string()});
        EXPECT_EQ(said.status, 0) << said;
    }
    const auto none = say({"templates", "begin", "forwarding", "--language", "en"});
    EXPECT_EQ(none.status, 1) << none;
    EXPECT_TRUE(none.holds("forwarding in nn")) << none;
}

TEST_F(TemplatesCommand, SetListAndDrop)
{
    const CommandDesk desk;
    const auto at = [&](std::vector<std::string> call) {
        call.insert(call.begin(), "templates");
        return desk.at("2026-11-24T10:00", std::move(call));
    };
    EXPECT_EQ(at({"list"}).status, 0);
    const auto set = at({"set", "9101-03", words(thanks)});
    EXPECT_EQ(set.status, 0) << set;
    EXPECT_TRUE(set.holds("version 2 of its own words")) << set;
    const auto listed = at({"list"});
    for (const char* part : {"9101-03", "confirmation-private", "nb"})
        EXPECT_TRUE(listed.holds(part)) << listed;

    const auto refused = at({"set", "9101-03", words("::: words thanks\nHei, barnet!\n:::\n")});
    EXPECT_EQ(refused.status, 2) << refused;
    EXPECT_TRUE(refused.holds("telling-word")) << refused;
    EXPECT_TRUE(refused.holds("Nothing was changed")) << refused;
    EXPECT_EQ(at({"list"}).out, listed.out);
    const auto nobody = at({"set", "9199-00", words(thanks)});
    EXPECT_EQ(nobody.status, 1) << nobody;

    const std::vector<std::string> drop = {"drop", "9101-03", "confirmation-private", "--language",
                                           "nb"};
    EXPECT_TRUE(at(drop).holds("use our words again"));
    EXPECT_TRUE(at(drop).holds("had no words of its own"));
    EXPECT_FALSE(at({"list"}).holds("9101-03"));
}

} // namespace
} // namespace reservepost::tests
