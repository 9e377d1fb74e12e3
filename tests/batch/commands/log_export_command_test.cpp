#include "tests/batch/commands/command_desk.h"
#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

// `log export`: one receiver's deletions for its own reviewer, and nobody else's.

namespace reservepost::tests {
namespace {

constexpr const char* later = "2027-03-20T09:00";

class LogExportCommand : public testing::Test {
protected:
    /// Of 9101-05 two are deleted on two days, of 9101-03 one; one of 9101-05 waits.
    void SetUp() override
    {
        take_in_and_delete(1, "05", "2026-11-24", "2027-02-10");
        take_in_and_delete(2, "03", "2027-02-10", "2027-03-15");
        take_in_and_delete(3, "05", "2027-02-10", "2027-03-15");
        desk.night.take_in(4, 4, "9101", "05", oslo("2027-03-16T09:00"));
    }
    void take_in_and_delete(int number, const std::string& district, const std::string& on,
                            const std::string& deleted_on) const
    {
        desk.night.take_in(number, number, "9101", district, oslo(on + "T09:00"));
        desk.night.confirm(number, {"9101", district}, oslo(on + "T12:00"));
        desk.night.accept_clock(oslo(deleted_on + "T00:30"));
        desk.night.run(oslo(deleted_on + "T00:30"));
    }

    Said ask(std::vector<std::string> words) const
    {
        words.insert(words.begin(), {"log", "export"});
        return desk.at(later, words);
    }
    std::vector<std::string> lines_of(const std::vector<std::string>& words) const
    {
        auto all = words;
        all.insert(all.end(), {"--csv", csv.string()});
        EXPECT_EQ(ask(all).status, 0);
        std::vector<std::string> lines;
        std::istringstream text(file_text(csv));
        for (std::string line; std::getline(text, line);)
            lines.push_back(line);
        return lines;
    }

    CommandDesk desk;
    const TemporaryDirectory room;
    const fs::path csv = room / "x.csv";
    const fs::path pdf = room / "x.pdf";
};

TEST_F(LogExportCommand, GivesAReceiverItsOwnAndNobodyElses)
{
    const auto lines = lines_of({"--receiver", "9101-05"});
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_TRUE(lines[0].starts_with("receiver,record,reason,job,announced_on,")) << lines[0];
    EXPECT_TRUE(lines[0].ends_with("\r"));
    EXPECT_TRUE(lines[1].starts_with("9101-05,")) << lines[1];
    EXPECT_NE(lines[1].find(",confirmed,,2027-02-10,"), std::string::npos) << lines[1];
    EXPECT_NE(lines[2].find(",confirmed,,2027-03-15,"), std::string::npos) << lines[2];
    EXPECT_EQ(std::count(lines[1].begin(), lines[1].end(), ','), 11);
    EXPECT_EQ(lines_of({"--receiver", "9101-03"}).size(), 2U);
    EXPECT_EQ(lines_of({"--receiver", "9102-00"}).size(), 1U) << "a header and nothing";
    EXPECT_EQ(lines_of({"--receiver", "0301-01"}).size(), 1U) << "not in the register";
}

TEST_F(LogExportCommand, KeepsToThePeriod)
{
    const struct {
        const char* why;
        std::vector<std::string> period;
        std::size_t deletions;
    } rows[] = {
        {"all", {}, 2},
        {"from the day of one", {"--from", "2027-03-15"}, 1},
        {"from the day after", {"--from", "2027-03-16"}, 0},
        {"to the day of one", {"--to", "2027-02-10"}, 1},
        {"to the day before", {"--to", "2027-02-09"}, 0},
        {"one day", {"--from", "2027-02-10", "--to", "2027-02-10"}, 1},
        {"both", {"--from", "2027-02-10", "--to", "2027-03-15"}, 2},
        {"between the two", {"--from", "2027-02-11", "--to", "2027-03-14"}, 0},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        auto words = row.period;
        words.insert(words.begin(), {"--receiver", "9101-05"});
        EXPECT_EQ(lines_of(words).size(), row.deletions + 1);
    }
}

TEST_F(LogExportCommand, IsAPageToReadToo)
{
    const auto said = ask({"--receiver", "9101-05", "--from", "2027-03-01", "--pdf", pdf.string()});
    ASSERT_EQ(said.status, 0) << said;
    EXPECT_EQ(run({"qpdf", "--check", pdf.string()}).status, 0);
    const auto text = run({"pdftotext", "-layout", "-enc", "UTF-8", pdf.string(), "-"}).output;
    for (const char* fragment :
         {"Slettinger for 9101-05", "Vi har slettet originalen av én bekymringsmelding fra og med",
          "Kommunen har bekreftet at den har meldingen", "Side 1 av 1"})
        EXPECT_NE(text.find(fragment), std::string::npos) << fragment << "\n" << text;
    const auto again = file_text(pdf);
    ask({"--receiver", "9101-05", "--from", "2027-03-01", "--pdf", pdf.string()});
    EXPECT_EQ(file_text(pdf), again);
    const auto value = batch::json::parse(ask({"--receiver", "9101-05", "--json"}).out);
    EXPECT_EQ(value.items("deletions").size(), 2U);
}

// A list that may lack something must not look whole.
TEST_F(LogExportCommand, SaysWhereItMayLackSomething)
{
    fs::rename(desk.path() / "keys" / "digest.2027.key", desk.path() / "away");
    const auto said = ask({"--receiver", "9101-05", "--pdf", pdf.string()});
    EXPECT_EQ(said.status, 1) << said;
    EXPECT_TRUE(said.holds("The secret of 2027 is not in the key directory")) << said;
    const auto text = run({"pdftotext", "-enc", "UTF-8", pdf.string(), "-"}).output;
    EXPECT_NE(text.find("For noen år har vi ikke lenger nøkkelen til loggen"), std::string::npos);
}

TEST_F(LogExportCommand, SaysWhatItCannotGive)
{
    const struct {
        const char* why;
        std::vector<std::string> words;
        const char* fragment;
    } cases[] = {
        {"no receiver", {}, "--receiver is missing"},
        {"no receiver's number", {"--receiver", "9101"}, "such as 0301-05"},
        {"a day that is none", {"--receiver", "9101-05", "--from", "2027-02-30"}, "--from"},
        {"a period that runs back",
         {"--receiver", "9101-05", "--from", "2027-03-01", "--to", "2027-02-01"},
         "--to lies before --from"},
        {"no log", {"--receiver", "9101-05", "--dir", "/nonexistent"}, "/nonexistent"},
        {"a folder that is not there",
         {"--receiver", "9101-05", "--csv", (room / "nowhere" / "x.csv").string()},
         "nowhere"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto said = ask(c.words);
        EXPECT_NE(said.status, 0) << said;
        EXPECT_TRUE(said.holds(c.fragment)) << said;
    }
    EXPECT_TRUE(fs::is_empty(room.path()));
}

} // namespace
} // namespace reservepost::tests
