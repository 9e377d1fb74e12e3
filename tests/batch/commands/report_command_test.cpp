#include "tests/batch/commands/command_desk.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

// `report`: a year in figures, as an operator asks for it.

namespace reservepost::tests {
namespace {

class ReportCommand : public testing::Test {
protected:
    Said report(std::vector<std::string> words, const std::string& now = "2026-11-26T10:00") const
    {
        words.insert(words.begin(), "report");
        return desk.at(now, words);
    }

    /// Six reports to a receiver that takes paper, and one to another: all but that one are posted.
    void take_in_and_post() const
    {
        for (int number = 1; number <= 6; ++number)
            desk.night.put_into_inbox(number, report_text("9102", "00"));
        desk.night.put_into_inbox(7, report_text("9101", "03"));
        ASSERT_EQ(desk.at("2026-11-23T09:00", {"run"}).status, 0);
        ASSERT_EQ(desk.at("2026-11-24T08:10", {"run"}).status, 0);
    }

    const CommandDesk desk;
    const TemporaryDirectory room;
};

TEST_F(ReportCommand, TellsOneReceiversYear)
{
    take_in_and_post();
    const auto said = report({"--year", "2026", "--receiver", "9102-00"});
    ASSERT_EQ(said.status, 0) << said;
    for (const char* line : {"9102-00  Papirnes kommune, 2026 (not over; counted 2026-11-26)\n",
                             "\n  taken in                             6\n",
                             "\n  sent by post                         6  100 %\n",
                             "\n    receiver takes paper only          6\n",
                             "\n  hours, due to posting           not shown\n"})
        EXPECT_TRUE(said.holds(line)) << line << said;
    EXPECT_FALSE(said.holds("9101")) << "nobody reads what is not theirs";

    const auto small = report({"--year", "2026", "--receiver", "9101-03", "--json"});
    EXPECT_EQ(batch::json::parse(small.out).at("figures").text("taken_in"), "<5") << small;
    const auto none = report({"--year", "2026", "--receiver", "9103-00"});
    EXPECT_TRUE(none.holds("\n  taken in                             0\n")) << none;
}

TEST_F(ReportCommand, WritesCsvAndAPage)
{
    take_in_and_post();
    const fs::path csv = room / "year.csv", pdf = room / "year.pdf";
    const auto said = report({"--year", "2026", "--csv", csv.string(), "--pdf", pdf.string()});
    ASSERT_EQ(said.status, 0) << said;
    EXPECT_TRUE(said.holds("All receivers, 2026")) << said;
    EXPECT_TRUE(said.holds("written: " + csv.string())) << said;
    EXPECT_TRUE(file_text(csv).starts_with("receiver,name,year,"));
    EXPECT_EQ(run({"qpdf", "--check", pdf.string()}).status, 0);
    const auto text = run({"pdftotext", "-enc", "UTF-8", pdf.string(), "-"}).output;
    EXPECT_NE(text.find("Bekymringsmeldinger fra portalen i 2026"), std::string::npos) << text;
    const auto again = file_text(pdf);
    ASSERT_EQ(report({"--year", "2026", "--pdf", pdf.string()}).status, 0);
    EXPECT_EQ(file_text(pdf), again) << "the same figures give the same file";
}

TEST_F(ReportCommand, TellsNothingThatNamesAReport)
{
    take_in_and_post();
    const fs::path csv = room / "year.csv", pdf = room / "year.pdf";
    const auto said =
        report({"--year", "2026", "--json", "--csv", csv.string(), "--pdf", pdf.string()});
    const auto told = said.all() + file_text(csv) +
                      run({"pdftotext", "-enc", "UTF-8", pdf.string(), "-"}).output +
                      run({"pdfinfo", pdf.string()}).output;
    EXPECT_EQ(told.find("6f1d2c3b"), std::string::npos) << "a reference";
    EXPECT_EQ(told.find("Planteby"), std::string::npos) << "a person";
}

TEST_F(ReportCommand, SaysWhatItCannotTell)
{
    const struct {
        const char* why;
        std::vector<std::string> words;
        const char* fragment;
    } cases[] = {
        {"no year", {}, "--year is missing"},
        {"no number", {"--year", "this"}, "takes a whole number"},
        {"before the first", {"--year", "2025"}, "nothing was taken in before 2026"},
        {"the year nought", {"--year", "0"}, "nothing was taken in before 2026"},
        {"ahead", {"--year", "2027"}, "lies ahead; this year is 2026"},
        {"far ahead", {"--year", "99999999999"}, "lies ahead"},
        {"no such receiver", {"--year", "2026", "--receiver", "9199-00"}, "receiver list"},
        {"not a receiver's number", {"--year", "2026", "--receiver", "9101"}, "such as 0301-05"},
        {"a folder that is not there",
         {"--year", "2026", "--csv", (room / "nowhere" / "x.csv").string()},
         "nowhere"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto said = report(c.words);
        EXPECT_EQ(said.status, 1) << said;
        EXPECT_TRUE(said.holds(c.fragment)) << said;
        EXPECT_EQ(said.out, "");
    }
    EXPECT_TRUE(fs::is_empty(room.path()));
    EXPECT_EQ(report({"--year", "2026"}, "2027-01-05T10:00").status, 1) << "no report in 2026";
}

} // namespace
} // namespace reservepost::tests
