#include "tests/batch/commands/command_desk.h"
#include "tests/batch/commands/compose_input.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

// `compose` as it is called: what is set, what is skipped, what is said, and which status.

namespace reservepost::tests {
namespace {

using batch::json::Value;

/// A directory with an input, and calls that work there.
class Compose : public testing::Test {
protected:
    Said compose(std::vector<std::string> more, const std::string& input)
    {
        write_file(letters, input);
        more.insert(more.begin(), {"compose", letters.string()});
        return say(more);
    }
    Said compose(const std::string& input) { return compose({"-o", pdf.string()}, input); }

    /// The names in a directory, in their order.
    static std::set<std::string> names_in(const fs::path& directory)
    {
        std::set<std::string> names;
        for (const auto& entry : fs::directory_iterator(directory))
            names.insert(entry.path().filename().string());
        return names;
    }

    const TemporaryDirectory room;
    const fs::path letters = room / "letters.jsonl", pdf = room / "letters.pdf",
                   split = room / "split";
};

const std::string good = line_of(plain_letter());

std::string good_one(const std::string& id)
{
    return line_of(plain_letter(id));
}

std::string addressed_to(const std::vector<std::string>& recipient)
{
    auto letter = plain_letter("a-2");
    letter.set("recipient", Value::list_of(recipient));
    return line_of(letter);
}

TEST_F(Compose, ShowsAPageAsThePrintHouseSeesIt)
{
    const auto text_of_page = [&] {
        return run({"pdftotext", "-f", "1", "-l", "1", pdf.string(), "-"}).output;
    };
    const std::string witness = "deletion log's checkpoint";
    ASSERT_EQ(compose(good).status, 0);
    EXPECT_EQ(text_of_page().find(witness), std::string::npos);
    ASSERT_EQ(compose({"-o", pdf.string(), "--marks"}, good).status, 0);
    EXPECT_NE(text_of_page().find(witness), std::string::npos);
    const auto picture = (room.path() / "page").string();
    ASSERT_EQ(run({"pdftoppm", "-r", "300", "-png", "-singlefile", "-x", "0", "-y", "150", "-W",
                   "300", "-H", "300", pdf.string(), picture})
                  .status,
              0);
    EXPECT_TRUE(run({"dmtxread", "-N", "1", picture + ".png"}).output.starts_with("0100000000"));
}

TEST_F(Compose, SetsForTheHouseOfAProfile)
{
    write_file(room / "house.toml", "name = \"house\"\nplex = \"simplex\"\n");
    const auto said =
        compose({"-o", pdf.string(), "--profile", (room / "house.toml").string()}, good);
    EXPECT_TRUE(said.holds("1 letter set: 1 page on 1 sheet")) << said;
    EXPECT_EQ(compose({"-o", pdf.string(), "--profile", "nowhere"}, good).status, 1);
}

TEST_F(Compose, WritesOnePdfOfAllLetters)
{
    const auto said = compose(good_one("1") + good_one("2") + good_one("3"));
    EXPECT_EQ(said.status, 0) << said;
    EXPECT_EQ(said.err, "");
    EXPECT_EQ(said.out, "3 letters set: 6 pages on 3 sheets\n");
    EXPECT_TRUE(file_text(pdf).starts_with("%PDF-1.6"));
    EXPECT_EQ(names_in(room.path()), (std::set<std::string>{"letters.jsonl", "letters.pdf"}));
    struct stat status = {};
    ASSERT_EQ(::stat(pdf.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << "letters are not for everybody";
}

TEST_F(Compose, SkipsALineThatIsNoLetterAndSaysWhichAndWhy)
{
    const std::string wide(80, 'W');
    const struct {
        const char* why;
        std::string line;
        std::string said; ///< How the fault begins, after "line 2".
    } cases[] = {
        {"broken JSON", "{\"id\":\n", ", column 7: the document ends where a value was expected"},
        {"a byte order mark", "\xEF\xBB\xBF" + good, ", column 1: a byte order mark"},
        {"bad UTF-8", "{\"id\":\"\xE5\"}\n", ", column 8: these octets are not UTF-8"},
        {"a NUL", std::string("\0\n", 2), ", column 1: a value was expected here"},
        {"an empty line", "\n", ": the line is empty"},
        {"a missing field", "{\"id\":\"a-2\"}\n", ": \"recipient\" is missing"},
        {"a wrong type", "{\"id\":true}\n", ": \"id\" must be a text"},
        {"a doubled key", "{\"id\":\"a\",\"id\":\"a\"}\n", ", column 11: this key stands twice"},
        {"deep nesting", std::string(500'000, '[') + "\n", ", column 5: lists and objects stand"},
        {"an id that leads elsewhere", good_one("../a"), ": \"id\" must have 1 to 100"},
        {"a doubled id", good_one("a-1"), ": its \"id\" is that of line 1; each letter"},
        {"no address", addressed_to({}), ": the address has 0 lines; the envelope window holds"},
        {"an address of blanks", addressed_to({" ", ""}), ": the address has 0 lines"},
        {"an address too long", addressed_to(std::vector<std::string>(7, std::string(40, 'm'))),
         ": the address has 7"},
        {"an address too wide", addressed_to({"Kari", wide}), ": address line 2 is "},
        {"a line too long", "{\"id\":\"" + std::string(33U << 20U, 'a') + "\"}\n",
         ": the line has more than 33554432 octets"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto said = compose(good_one("a-1") + c.line + good_one("a-3"));
        EXPECT_EQ(said.status, 2) << said;
        EXPECT_TRUE(said.err.starts_with("line 2" + c.said)) << said;
        EXPECT_EQ(said.err.find('\n'), said.err.size() - 1) << "one line, one fault";
        EXPECT_EQ(said.out, "2 letters set: 4 pages on 2 sheets\n1 line skipped\n");
        for (const char* text : {"Kari", "WW", "Nordmann"})
            EXPECT_FALSE(said.holds(text)) << "a text of the letter is repeated: " << said;
    }
}

TEST_F(Compose, TellsOfEachFaultInTheOrderOfTheLines)
{
    std::string input, expected;
    for (int line = 1; line <= 400; ++line) {
        const bool bad = line % 3 == 0;
        input += bad ? "\n" : good_one(std::to_string(line));
        if (bad)
            expected += "line " + std::to_string(line) +
                        ": the line is empty; a letter is one "
                        "JSON object on one line\n";
    }
    const auto said = compose({"-o", pdf.string(), "--threads", "5"}, input);
    EXPECT_EQ(said.status, 2);
    EXPECT_EQ(said.err, expected);
    EXPECT_EQ(said.out, "267 letters set: 534 pages on 267 sheets\n133 lines skipped\n");
}

TEST_F(Compose, WithoutALetterLeavesWhatThereWas)
{
    for (const std::string input : {"", "\n", "Kari\nOla\n"}) {
        SCOPED_TRACE(input);
        write_file(pdf, "the file of yesterday");
        const auto said = compose(input);
        EXPECT_EQ(said.status, 2) << said;
        EXPECT_TRUE(said.holds("There was no letter to set, and no PDF was written.")) << said;
        EXPECT_EQ(file_text(pdf), "the file of yesterday");
    }
}

TEST_F(Compose, ReadsStandardInput)
{
    const auto input = lines_of_letters(40);
    const auto said = say({"compose", "-", "--output", pdf.string()}, input);
    EXPECT_EQ(said.status, 0) << said;
    const auto from_input = file_text(pdf);
    EXPECT_EQ(compose(input).status, 0);
    EXPECT_TRUE(file_text(pdf) == from_input);
}

TEST_F(Compose, SplitsIntoAFileForEachLetter)
{
    std::string input;
    for (const std::string id : {"a-1", "A.1", "_", "a..b", "7"})
        input += good_one(id);
    input += good_one("a-1") + good_one(".a") + good_one("a/b");
    const auto said = compose({"--split", split.string(), "-o", pdf.string()}, input);
    EXPECT_EQ(said.status, 2) << said;
    EXPECT_EQ(names_in(split),
              (std::set<std::string>{"a-1.pdf", "A.1.pdf", "_.pdf", "a..b.pdf", "7.pdf"}));
    EXPECT_TRUE(said.err.starts_with("line 6: its \"id\" is that of line 1")) << said;
    for (const auto& name : names_in(split))
        EXPECT_TRUE(file_text(split / name).starts_with("%PDF-1.6")) << name;
    EXPECT_TRUE(fs::exists(pdf));
    EXPECT_EQ(names_in(room.path()),
              (std::set<std::string>{"letters.jsonl", "letters.pdf", "split"}));
}

TEST_F(Compose, SplitFilesAreThoseOfOneLetterAlone)
{
    const auto input = lines_of_letters(8);
    ASSERT_EQ(compose({"--split", split.string(), "--threads", "3"}, input).status, 0);
    std::istringstream lines(input);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        const auto name = "letter-" + std::to_string(++number) + ".pdf";
        const auto alone = room / ("alone-" + std::to_string(number));
        ASSERT_EQ(compose({"--split", alone.string()}, line).status, 0);
        EXPECT_TRUE(file_text(alone / name) == file_text(split / name)) << name;
    }
    EXPECT_EQ(number, 8);
}

/// A locale in which 1234.5 is written 1 234,5, as a Norwegian one does.
class CommaForPoint : public std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return ' '; }
    std::string do_grouping() const override { return "\3"; }
};

TEST_F(Compose, TheSameInputMakesTheSameOctets)
{
    const auto input = lines_of_letters(140);
    ASSERT_EQ(compose({"-o", pdf.string(), "--threads", "1"}, input).status, 0);
    const auto expected = file_text(pdf);
    for (const std::string threads : {"1", "2", "5"}) {
        SCOPED_TRACE(threads + " threads");
        ASSERT_EQ(compose({"-o", pdf.string(), "--threads", threads}, input).status, 0);
        EXPECT_TRUE(file_text(pdf) == expected);
    }
    const auto elsewhere = room / "other.pdf";
    const auto before = std::locale::global(std::locale(std::locale(), new CommaForPoint));
    const auto said = compose({"-o", elsewhere.string(), "--split", split.string()}, input);
    std::locale::global(before);
    ASSERT_EQ(said.status, 0) << said;
    EXPECT_TRUE(file_text(elsewhere) == expected) << "in another locale, under another name";
}

TEST_F(Compose, AnswersInJson)
{
    auto uncovered = plain_letter("b");
    uncovered.set("paragraphs", Value::list({"\xF3\xB0\x80\x80", "a"}));
    const auto said = compose({"-o", pdf.string(), "--json"}, good + "\n{x\n" + line_of(uncovered));
    EXPECT_EQ(said.status, 2);
    EXPECT_EQ(said.err, "");
    const auto value = batch::json::parse(said.out);
    EXPECT_EQ(value.integer("letters"), 2);
    EXPECT_EQ(value.integer("pages"), 4);
    EXPECT_EQ(value.integer("sheets"), 2);
    EXPECT_EQ(value.integer("uncovered_characters"), 1);
    EXPECT_EQ(value.integer("skipped"), 2);
    const auto& skipped = value.items("skipped_lines");
    ASSERT_EQ(skipped.size(), 2U);
    EXPECT_EQ(skipped[0].integer("line"), 2);
    EXPECT_EQ(skipped[0].find("column"), nullptr);
    EXPECT_EQ(skipped[1].integer("line"), 3);
    EXPECT_EQ(skipped[1].integer("column"), 2);
    EXPECT_EQ(skipped[1].text("sentence"), "a key in quotes was expected here");
}

TEST_F(Compose, CountsWhatNoFontHas)
{
    auto letter = plain_letter();
    letter.set("paragraphs", Value::list({"\xF3\xB0\x80\x80 og \x01"}));
    const auto said = compose(line_of(letter));
    EXPECT_EQ(said.status, 0) << "it is in print, as a code point";
    EXPECT_TRUE(said.holds("2 characters that no installed font has, printed as code points"))
        << said;
}

TEST_F(Compose, RefusesWhatCannotBeMeant)
{
    write_file(letters, good);
    write_file(split / "letter.pdf", "somebody's");
    const auto input = letters.string(), out = pdf.string();
    fs::create_symlink(letters, room / "link");
    const struct {
        const char* why;
        std::vector<std::string> arguments;
        std::string fault;
    } cases[] = {
        {"no input", {"-o", out}, "INPUT is missing"},
        {"nowhere to write", {input}, "say where the letters go"},
        {"an input that is not there", {room / "none", "-o", out}, "cannot be read"},
        {"a directory as input", {room.path(), "-o", out}, "is a directory"},
        {"a directory as output", {input, "-o", room.path()}, "is no regular file"},
        {"a device as output", {input, "-o", "/dev/null"}, "is no regular file"},
        {"an output in no directory", {input, "-o", room / "none" / "a.pdf"}, "cannot be made"},
        {"the input as output", {input, "-o", input}, "-o names the input itself"},
        {"by another name", {input, "-o", room / "link"}, "-o names the input itself"},
        {"a directory with something in it", {input, "--split", split}, "is not empty"},
        {"a file as directory", {input, "--split", input}, "cannot be made"},
        {"one PDF among the others",
         {input, "--split", room / "new", "-o", room / "new" / "a.pdf"},
         "in the directory of --split"},
        {"no threads", {input, "-o", out, "--threads", "0"}, "--threads takes 1 to 64"},
        {"more threads than sense", {input, "-o", out, "--threads", "65"}, "takes 1 to 64"},
        {"threads that are a word", {input, "-o", out, "--threads", "two"}, "a whole number"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto words = c.arguments;
        words.insert(words.begin(), "compose");
        const auto said = say(words);
        EXPECT_EQ(said.status, 1) << said;
        EXPECT_TRUE(said.err.starts_with("reservepost compose: ")) << said;
        EXPECT_NE(said.err.find(c.fault), std::string::npos) << said;
        EXPECT_EQ(said.out, "");
    }
    EXPECT_EQ(file_text(letters), good);
    EXPECT_EQ(file_text(split / "letter.pdf"), "somebody's");
    EXPECT_FALSE(fs::exists(pdf));
}

TEST_F(Compose, AnOutputThatIsALinkStaysOne)
{
    const auto real = room / "real.pdf";
    write_file(real, "old");
    fs::create_symlink(real, pdf);
    ASSERT_EQ(compose(good).status, 0);
    EXPECT_TRUE(fs::is_symlink(pdf));
    EXPECT_TRUE(file_text(real).starts_with("%PDF"));
}

} // namespace
} // namespace reservepost::tests
