#include "batch/words/states_writer/writings.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

// One source, four languages: each cell of the source stands in all of them.

namespace reservepost::batch::states_writer {
namespace {

using tests::file_text;

std::string source()
{
    return file_text(RESERVEPOST_SOURCE "/batch/words/states.txt");
}

std::array<std::string, 4> writings_of(const std::string& text)
{
    const auto lives = read_lives(text);
    return {as_cpp(lives), as_sql(lives), as_promela(lives), as_page(lives)};
}

struct CellRow {
    const char* why;
    const char* is;
    const char* becomes;
};

const CellRow cells[] = {
    {"a road leads elsewhere", "> discarded   two persons", "> deleting    two persons"},
    {"a road is gone", "  > deleted     absence proved and logged\n", ""},
    {"there is a new road", "> posting     due, rejected or postal",
     "> discarded   somebody said so\n  > posting     due, rejected or postal"},
    {"a road has another reason", "> mailed      a receipt that counts", "> mailed      a rumour"},
    {"a state has another name",
     "received     The print house says so.\n  > settled     receipt: "
     "closed, nothing open\n",
     "received     The print house says so.\n  > ended       receipt: closed, nothing open\n"
     "ended        Nothing of it is open.\n"},
    {"a state means something else", "recalled     Taken back", "recalled     Fetched back"},
    {"a letter's road, and not a report's of the same name", "> held        a person must look",
     "> superseded  a person must look"},
};

TEST(StatesWriter, ACellThatChangesChangesAllFour)
{
    const auto now = writings_of(source());
    for (const auto& row : cells) {
        SCOPED_TRACE(row.why);
        auto copy = source();
        const auto place = copy.find(row.is);
        ASSERT_NE(place, std::string::npos) << "the row is out of date";
        copy.replace(place, std::string(row.is).size(), row.becomes);
        const auto changed = writings_of(copy);
        for (std::size_t i = 0; i < now.size(); ++i)
            EXPECT_NE(changed[i], now[i]) << "language " << i;
    }
}

TEST(StatesWriter, ThePagesThatAreKeptAreTheSourceOfToday)
{
    const auto now = writings_of(source());
    EXPECT_TRUE(file_text(RESERVEPOST_SOURCE "/docs/model/states.pml") == now[2])
        << "write it anew with `ninja -C build/dev states_pages`";
    EXPECT_TRUE(file_text(RESERVEPOST_SOURCE "/docs/states.md") == now[3])
        << "write it anew with `ninja -C build/dev states_pages`";
}

TEST(StatesWriter, TheBuildUsesTheSourceOfToday)
{
    const auto now = writings_of(source());
    EXPECT_TRUE(file_text(RESERVEPOST_BINARY "/written/batch/words/states_table.h") == now[0]);
    EXPECT_TRUE(file_text(RESERVEPOST_BINARY "/written/states.sql") == now[1]);
}

struct BadRow {
    const char* why;
    const char* text;
    const char* told;
};

const BadRow bad[] = {
    {"nothing at all", "", "there is no [kind]"},
    {"only a comment", "# [report]\n", "there is no [kind]"},
    {"a kind without states", "[report]\n", "report has no states"},
    {"a kind that is not closed", "[report\na x\n", "line 1: a kind stands in brackets"},
    {"a kind of two words", "[a report]\na x\n", "line 1: 'a report' should be one word"},
    {"an empty kind", "[]\n", "line 1: '' should be one word"},
    {"the same kind twice", "[a]\nb x\n[a]\n", "line 3: [a] is there twice"},
    {"a state before its kind", "waiting The clock runs.\n", "line 1: a state stands under"},
    {"a state without a meaning", "[a]\nwaiting\n", "line 2: what it means is missing"},
    {"a state in capitals", "[a]\nWaiting It runs.\n", "line 2: 'Waiting' should be one word"},
    {"a state with a digit", "[a]\nb2 It runs.\n", "line 2: 'b2' should be one word"},
    {"the same state twice", "[a]\nb x\nb y\n", "line 3: b is there twice"},
    {"a road before a state", "[a]\n> b why\n", "line 2: a road stands under a state"},
    {"a road before a kind", "> b why\n", "line 1: a road stands under a state"},
    {"a road without a reason", "[a]\nb x\n> c\nc y\n", "line 3: the reason is missing"},
    {"a road to nowhere", "[a]\nb x\n> c why\n", "goes from b to c, which is no state of it"},
    {"a road to another kind's state", "[a]\nb x\n> d why\n[c]\nd y\n", "which is no state of it"},
    {"a road to itself", "[a]\nb x\n> b why\n", "line 3: a road to itself"},
    {"the same road twice", "[a]\nb x\n> c why\n> c why not\nc y\n", "line 4: the road to c"},
    {"a road without a place", "[a]\nb x\n>\n", "line 3: '' should be one word"},
    {"a quote that would end a text of C++", "[a]\nb so \"called\"\n",
     "line 2: what it means holds"},
    {"a star that could end a comment of Promela", "[a]\nb ends */ here\n", "line 2"},
    {"a bar that would end a cell of the page", "[a]\nb x | y\n", "line 2"},
};

TEST(StatesWriter, WhatIsWrongIsSaidWithItsLine)
{
    for (const auto& row : bad) {
        SCOPED_TRACE(row.why);
        try {
            read_lives(row.text);
            ADD_FAILURE() << "was taken";
        } catch (const SourceError& error) {
            EXPECT_NE(std::string(error.what()).find(row.told), std::string::npos) << error.what();
        }
    }
}

struct PromiseRow {
    const char* under; ///< The line under which the road is added.
    const char* road;
    const char* promise; ///< What the compiler then says.
};

const PromiseRow promises[] = {
    {"packed       In a closed", "withdrawn   called back", "never calls back"},
    {"packed       In a closed", "mailed      somehow", "never handed over"},
    {"mailed       A receipt", "superseded  fetched back", "cannot be taken back"},
    {"waiting      The clock", "deleting    nobody asked", "nothing is deleted that nobody has"},
    {"posting      Has letters", "deleting    in a hurry", "nothing is deleted that nobody has"},
    {"quarantined  Not a report", "deleting    tidied up", "nothing is deleted that nobody has"},
    {"deleting     The gate", "posting     changed our mind", "deletion has no way back"},
    {"received     The print", "recalled    too late", "has received is not recalled"},
};

/// What the compiler says of the program's promises over the tables that `source` would give.
tests::Outcome compiled(const std::string& text)
{
    const tests::TemporaryDirectory folder;
    const auto words = folder.path() / "batch" / "words";
    std::filesystem::create_directories(words);
    std::ofstream(words / "states_table.h") << as_cpp(read_lives(text));
    return tests::run({RESERVEPOST_COMPILER, "-std=c++20", "-fsyntax-only", "-x", "c++",
                       "-I" + folder.path().string(), "-I" RESERVEPOST_SOURCE,
                       RESERVEPOST_SOURCE "/batch/words/states.h"});
}

TEST(StatesWriter, ARoadThatBreaksAPromiseDoesNotCompile)
{
    ASSERT_EQ(compiled(source()).status, 0) << "as it stands";
    for (const auto& row : promises) {
        SCOPED_TRACE(row.road);
        auto copy = source();
        const auto place = copy.find(row.under);
        ASSERT_NE(place, std::string::npos) << "the row is out of date";
        copy.insert(copy.find('\n', place) + 1, std::string("  > ") + row.road + "\n");
        const auto outcome = compiled(copy);
        EXPECT_NE(outcome.status, 0);
        EXPECT_NE(outcome.output.find(row.promise), std::string::npos) << outcome.output;
    }
}

} // namespace
} // namespace reservepost::batch::states_writer
