#include "tests/batch/commands/command_desk.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>

// `preview`: every letter with people who do not exist, and the word that says so on every page.

namespace reservepost::tests {
namespace {

std::string text_of(const fs::path& pdf)
{
    return run({"pdftotext", "-enc", "UTF-8", pdf.string(), "-"}).output;
}

std::vector<std::string> pages_of(const std::string& text)
{
    std::vector<std::string> pages;
    std::istringstream stream(text);
    for (std::string page; std::getline(stream, page, '\f');)
        pages.push_back(page);
    return pages;
}

class Preview : public testing::Test {
protected:
    Said preview(std::vector<std::string> words)
    {
        words.insert(words.begin(), "preview");
        words.insert(words.end(), {"-o", pdf.string()});
        return say(words);
    }

    const TemporaryDirectory room;
    const fs::path pdf = room / "letter.pdf";
};

TEST_F(Preview, EveryPageSaysThatItIsNoLetter)
{
    const struct {
        std::vector<std::string> words;
        const char* holds;
    } cases[] = {
        {{"forwarding"}, "Bekymringsmelding til"},
        {{"forwarding", "--language", "nn", "--as", "returned", "--form", "public-v2"},
         "kom i retur til oss"},
        {{"forwarding", "--as", "english", "--marks"}, "Thank you for your report"},
        {{"confirmation-private"}, "Takk for meldingen din"},
        {{"confirmation-public", "--language", "en"}, "Thank you for your report"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.holds);
        const auto said = preview(c.words);
        ASSERT_EQ(said.status, 0) << said;
        EXPECT_EQ(said.out, "written: " + pdf.string() + "\n");
        const std::string text = text_of(pdf);
        EXPECT_NE(text.find(c.holds), std::string::npos) << text;
        for (const auto& page : pages_of(text))
            EXPECT_NE(page.find("PRØVE"), std::string::npos) << page;
        const auto judged = run({"qpdf", "--check", pdf.string()});
        EXPECT_EQ(judged.status, 0) << judged.output;
    }
}

TEST_F(Preview, ShowsEveryLetterInEverySituation)
{
    const auto help = say({"preview", "--help"}).out;
    const std::string begins = "--as takes one of:\n\n";
    std::istringstream lines(help.substr(help.find(begins) + begins.size()));
    std::set<std::string> seen;
    int situations = 0;
    for (std::string line; std::getline(lines, line) && !line.empty(); ++situations) {
        const std::string name = line.substr(2, line.find(' ', 2) - 2);
        SCOPED_TRACE(name);
        ASSERT_EQ(preview({"forwarding", "--as", name}).status, 0);
        EXPECT_TRUE(seen.insert(text_of(pdf)).second) << "it says nothing of its own";
    }
    EXPECT_GE(situations, 20);
}

TEST_F(Preview, DrawsAPictureOfEachPage)
{
    const fs::path picture = room / "letter.png";
    const auto old = write_file(room / "letter-7.png", "of an earlier preview");
    const auto other = write_file(room / "letter-a.png", "somebody else's");
    const auto said = say({"preview", "confirmation-private", "-o", picture.string(), "--json"});
    ASSERT_EQ(said.status, 0) << said;
    EXPECT_NE(said.out.find("letter-1.png"), std::string::npos) << said;
    EXPECT_EQ(file_text(room / "letter-1.png").substr(1, 3), "PNG");
    EXPECT_FALSE(fs::exists(old)) << "it would look like a page of this one";
    EXPECT_TRUE(fs::exists(other));
    const auto left = std::distance(fs::directory_iterator(room.path()), fs::directory_iterator());
    EXPECT_EQ(left, 3) << "two pages, one of them blank, and somebody else's file";
}

TEST_F(Preview, SaysWhatItCannotShow)
{
    const struct {
        const char* why;
        std::vector<std::string> words;
        const char* fragment;
    } cases[] = {
        {"no such template", {"preview", "reminder", "-o", "x.pdf"}, "confirmation-private"},
        {"no template", {"preview", "-o", "x.pdf"}, "TEMPLATE is missing"},
        {"nowhere to write", {"preview", "forwarding"}, "--output is missing"},
        {"no kind of file", {"preview", "forwarding", "-o", "x.doc"}, ".pdf or .png"},
        {"no such language",
         {"preview", "forwarding", "--language", "en", "-o", "x.pdf"},
         "no words of this kind"},
        {"no such situation",
         {"preview", "forwarding", "--as", "stolen", "-o", "x.pdf"},
         "rejected-silent"},
        {"no such form",
         {"preview", "forwarding", "--form", "public", "-o", "x.pdf"},
         "private, public-v1 or public-v2"},
        {"the answer to another form",
         {"preview", "confirmation-private", "--form", "public-v2", "-o", "x.pdf"},
         "answers the other form"},
        {"a folder that is not there",
         {"preview", "forwarding", "-o", (room / "nowhere" / "x.pdf").string()},
         "nowhere"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto said = say(c.words);
        EXPECT_NE(said.status, 0) << said;
        EXPECT_TRUE(said.holds(c.fragment)) << said;
    }
    EXPECT_TRUE(fs::is_empty(room.path()));
}

TEST_F(Preview, GoesToAReceiverOfTheRegisterInItsOwnWords)
{
    const CommandDesk desk;
    const auto words =
        write_file(room / "words.md", "---\ntitle: T\nkind: confirmation-private\nlanguage: nb\n"
                                      "version: 3\n---\n::: words thanks\nHei, du!\n:::\n");
    ASSERT_EQ(desk.at("2026-11-24T10:00", {"templates", "set", "9101-03", words.string()}).status,
              0);
    const std::vector<std::string> call = {"preview", "confirmation-private", "-o", pdf.string(),
                                           "--receiver"};
    auto to = [&](const char* receiver) {
        auto one = call;
        one.push_back(receiver);
        return desk.at("2026-11-24T10:01", one);
    };
    ASSERT_EQ(to("9101-03").status, 0);
    const auto text = text_of(pdf);
    EXPECT_NE(text.find("Hei, du!"), std::string::npos) << text;
    EXPECT_NE(text.find("PRØVE"), std::string::npos);
    const auto none = to("9199-00");
    EXPECT_EQ(none.status, 1) << none;
    EXPECT_TRUE(none.holds("receiver list")) << none;
}

} // namespace
} // namespace reservepost::tests
