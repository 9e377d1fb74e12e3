#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <iostream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

// The model of the night (docs/model) is checked by Spin through every state that it can reach, and
// each of its promises is seen to fail when the night is done wrongly.

namespace reservepost::tests {
namespace {

namespace fs = std::filesystem;

const fs::path model = fs::path(RESERVEPOST_SOURCE) / "docs/model";

/// How much may happen in one life of the model, and what the search is for.
struct Life {
    int faults = 0;
    int answers = 0;
    int further = 0; ///< Letters beyond each report's first.
    int doubts = 0;
    std::vector<std::string> words = {}; ///< Of the preprocessor, such as "ONE_REPORT".
};

/// A copy of the model, to be changed and checked.
class Copy {
public:
    Copy()
    {
        for (const auto& entry : fs::directory_iterator(model))
            if (entry.path().extension() == ".pml") fs::copy(entry.path(), directory_.path());
    }

    /// Replaces what must stand there exactly once.
    void replace(const std::string& file, const std::string& from, const std::string& to) const
    {
        auto text = file_text(directory_ / file);
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << file << " no longer says: " << from;
        ASSERT_EQ(text.find(from, at + 1), std::string::npos) << file << " says twice: " << from;
        write_file(directory_ / file, text.replace(at, from.size(), to));
    }

    /// Gives what the checker says. It goes through every state, or to the first fault.
    std::string check(const Life& life, bool for_cycles = false) const
    {
        std::vector<std::string> generate = {"spin",
                                             "-a",
                                             "-DFAULTS=" + std::to_string(life.faults),
                                             "-DANSWERS=" + std::to_string(life.answers),
                                             "-DFURTHER=" + std::to_string(life.further),
                                             "-DDOUBTS=" + std::to_string(life.doubts)};
        for (const auto& word : life.words)
            generate.push_back("-D" + word);
        generate.emplace_back("night.pml");
        const auto generated = run(generate, directory_.path());
        const auto compiled = run({"gcc", "-O0", "-w", for_cycles ? "-DNP" : "-DSAFETY",
                                   "-DCOLLAPSE", "-DVECTORSZ=512", "-o", "pan", "pan.c"},
                                  directory_.path());
        if (generated.status != 0 || compiled.status != 0)
            return generated.output + compiled.output;
        std::vector<std::string> search = {(directory_ / "pan").string(), "-n", "-m100000", "-w22"};
        if (for_cycles) search.emplace_back("-l");
        return run(search, directory_.path()).output;
    }

private:
    TemporaryDirectory directory_;
};

void expect_no_fault(const std::string& said)
{
    EXPECT_NE(said.find("errors: 0\n"), std::string::npos) << said;
    EXPECT_EQ(said.find("max search depth too small"), std::string::npos) << said;
    EXPECT_EQ(said.find("Search not completed"), std::string::npos) << said;
    std::cout << said.substr(std::min(said.find("State-vector"), said.size()), 110) << '\n';
}

TEST(Model, TwoReportsAndACrash)
{
    expect_no_fault(Copy().check({.faults = 1}));
}

TEST(Model, TwoReportsAndTwoAnswers)
{
    expect_no_fault(Copy().check({.answers = 2}));
}

TEST(Model, OneReportWithEverythingThatMayHappen)
{
    expect_no_fault(Copy().check(
        {.faults = 1, .answers = 2, .further = 1, .doubts = 1, .words = {"ONE_REPORT"}}));
}

TEST(Model, ANightThatWasLostAndGoesOn)
{
    expect_no_fault(Copy().check(
        {.faults = 1, .answers = 1, .further = 1, .words = {"ONE_REPORT", "LOST_NIGHT"}}));
}

TEST(Model, NothingGoesOnForEver)
{
    expect_no_fault(
        Copy().check({.faults = 1, .answers = 2, .further = 1, .words = {"ONE_REPORT"}}, true));
}

struct Edit {
    const char* file;
    const char* from;
    const char* to;
};

struct WrongNight {
    const char* why;
    std::vector<Edit> edits;
    Life life;
    const char* fault; ///< A part of the promise that is seen to fail.
};

// clang-format off
const Life both = {};
const Life alone = {.faults = 0, .answers = 1, .words = {"ONE_REPORT"}};
const Life lost = {.faults = 1, .words = {"ONE_REPORT", "LOST_NIGHT"}};

const std::vector<WrongNight> wrong_nights = {
    {"\"taken in\" is answered before the row is committed",
     {{"intake.pml", "        take_in(1, true);", "        answered[1] = true; take_in(1, true);"}},
     both, "assertion violated 0"},
    {"adoption does not look whether an entry has a row",
     {{"intake.pml", "(HAS(content, number) && !HAS_ROW(number))", "(HAS(content, number))"}},
     both, "assertion violated 0"},
    {"a ring is changed beside an intake in flight",
     {{"deletion.pml", "ring_shared == NOBODY && ring_locked == NOBODY;\n        ring_locked", "ring_locked == NOBODY;\n        ring_locked"}},
     both, "assertion violated"},
    {"a confirmation ignores that the letter is packed",
     {{"letters.pml", "past_return = past_return || ON_PAPER(piece, whose)", "past_return = false"}},
     alone, "confirmed[letter_of["},
    {"a confirmation withdraws what is packed",
     {{"letters.pml", "past_return = past_return || ON_PAPER(piece, whose)", "past_return = false"},
      {"letters.pml", "letter_is[piece] == letter_typeset || letter_is[piece] == letter_held))", "letter_is[piece] == letter_packed || letter_is[piece] == letter_sent))"}},
     alone, "letter_is["},
    {"packing does not look at the rows again when it closes",
     {{"spool.pml", "    read_pieces(still);\n", "    still = pieces;\n"}},
     alone, "letter_is["},
    {"a job is sent before it is closed",
     {{"spool.pml", "(job_is[package] == job_closed || job_is[package] == job_sending)\n\n", "(job_is[package] != 0 && job_is[package] != job_sent)\n\n"}},
     alone, "job_is["},
    {"recover makes a job again that was on its way",
     {{"spool.pml", "(job_is[(package) % JOBS] == job_numbered)", "(job_is[(package) % JOBS] == job_numbered || job_is[(package) % JOBS] == job_sending)"}},
     {.faults = 1, .words = {"ONE_REPORT"}}, "job_is["},
    {"a number is given twice",
     {{"spool.pml", "    jobs++;\n", "    jobs = 1;\n"}},
     {.further = 1, .words = {"ONE_REPORT"}}, "seen_manifest["},
    {"a job found half handed over is never taken up",
     {{"spool.pml", "(job_is[package] == job_closed || job_is[package] == job_sending)\n\n", "(job_is[package] == job_closed)\n\n"}},
     {.faults = 1, .words = {"ONE_REPORT"}}, "answered[0]"},
    {"\"received\" is taken for \"mailed\"",
     {{"spool.pml", "(HAS(said_mailed[package] | said_damaged[package], (piece) % LETTERS)", "(HAS(seen_manifest[package] | said_damaged[package], (piece) % LETTERS)"},
      {"spool.pml", ":: HAS(said_mailed[package], piece) && letter_is", ":: HAS(seen_manifest[package], piece) && letter_is"},
      {"deletion.pml", "!incident[whose] && JOBS_ARE_OVER(whose)", "!incident[whose]"}},
     alone, "posted>>"},
    {"the gate opens while the letter is on its way",
     {{"deletion.pml", "report_is[whose] == report_posted && IS_MAILED(whose)", "report_is[whose] == report_posting"}},
     alone, "posted>>"},
    {"a further letter is made and its cause is not written down",
     {{"spool.pml", "            reopened[letter_of[piece]]++;\n", ""}},
     {.further = 1, .words = {"ONE_REPORT"}}, "posted&"},
    {"the old ring is not destroyed",
     {{"deletion.pml", "    destroy_ring(ring - 1);                           /* 3.", "    skip; /* 3."}},
     alone, "content|keys[0]"},
    {"the outbox is cleared by one who has lost the night",
     {{"spool.pml", "        OWNS && HAS_NUMBERED;", "        HAS_NUMBERED;"}},
     lost, "outbox[package]==closed_file[package]"},
    {"one who has lost the night writes down what was sent",
     {{"spool.pml", "atomic { CHECK_OWNERSHIP; write_sent()", "atomic { write_sent()"}},
     lost, "job_is["},
    {"a road is taken out of the table of states",
     {{"states.pml", "(which == letter_packed && to == letter_sent)", "(false)"}},
     alone, "letter_is["},
};
// clang-format on

TEST(Model, EachPromiseCanFail)
{
    for (const auto& wrong : wrong_nights) {
        SCOPED_TRACE(wrong.why);
        const Copy copy;
        for (const auto& edit : wrong.edits)
            copy.replace(edit.file, edit.from, edit.to);
        const auto said = copy.check(wrong.life);
        EXPECT_NE(said.find("errors: 1\n"), std::string::npos) << said;
        const auto fault = said.substr(0, said.find('\n', said.find("pan:1:")));
        EXPECT_NE(fault.find(wrong.fault), std::string::npos) << fault;
    }
}

/// The rows of README.md that map a step of the model to the function that does it: the last two
/// cells are a file and the functions in it.
TEST(Model, EachStepHasTheFunctionThatTheReadmeNames)
{
    const std::regex row(R"(^\| .* \| `(batch/[a-z_/]+\.cpp)` \| (.*) \|$)");
    const std::regex name("`([A-Za-z_:]+)`");
    std::istringstream lines(file_text(model / "README.md"));
    int functions = 0;
    for (std::string line; std::getline(lines, line);) {
        std::smatch cells;
        if (!std::regex_match(line, cells, row)) continue;
        const auto source = file_text(fs::path(RESERVEPOST_SOURCE) / cells[1].str());
        const auto names = cells[2].str();
        for (std::sregex_iterator at(names.begin(), names.end(), name), end; at != end; ++at) {
            ++functions;
            EXPECT_TRUE(std::regex_search(source, std::regex("\\b" + (*at)[1].str() + "\\(")))
                << (*at)[1].str() << " of the line " << line;
        }
    }
    EXPECT_GE(functions, 30) << "the table has lost its shape";
}

} // namespace
} // namespace reservepost::tests
