#include "holidays/deadline.h"
#include "tests/batch/commands/command_desk.h"

#include <gtest/gtest.h>

#include <regex>

// What docs/deadlines.md shows is what the program says.

namespace reservepost::tests {
namespace {

std::string page()
{
    return file_text(fs::path(RESERVEPOST_SOURCE) / "docs" / "deadlines.md");
}

/// A command of the page and what is shown beneath it in the same block.
struct Example {
    std::vector<std::string> words;
    std::string shown;
};

/// Those that show an answer.
std::vector<Example> examples()
{
    const std::string indent = "    ", prompt = indent + "reservepost ";
    std::vector<Example> all;
    std::istringstream lines(page());
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(prompt)) {
            all.push_back({words_of(line), ""});
            inside = true;
        } else if (!line.starts_with(indent)) {
            inside = false;
        } else if (inside) {
            all.back().shown += line.substr(indent.size()) + "\n";
        }
    }
    std::erase_if(all, [](const Example& example) { return example.shown.empty(); });
    return all;
}

TEST(DeadlinesPage, ShowsWhatTheProgramSays)
{
    const auto all = examples();
    EXPECT_EQ(all.size(), 3U) << "is the page read whole?";
    for (auto example : all) {
        SCOPED_TRACE(example.words.at(1));
        example.words.erase(example.words.begin());
        auto said = say(example.words);
        EXPECT_EQ(said.status, 0) << said;
        if (said.out.ends_with("\n\n")) said.out.pop_back(); // The gap after a working.
        EXPECT_EQ(said.out, example.shown);
    }
}

TEST(DeadlinesPage, TheTableOfModesIsRight)
{
    const auto text = page();
    const std::regex row("\\| `([^`]+)` \\| [^|]+ \\| `([^`]+)` \\| `([^`]+)` \\|");
    int rows = 0;
    for (std::sregex_iterator each(text.begin(), text.end(), row), end; each != end; ++each) {
        ++rows;
        const std::string mode = (*each)[1], policy = (*each)[2], due = (*each)[3];
        SCOPED_TRACE(mode);
        EXPECT_EQ(say({"deadline", "--mode", mode, "2026-11-27T15:00"}).out,
                  "2026-11-27T15:00:00+01:00\t" + mode + "\t" + due + "\n");
        const auto known = holidays::find_policy(policy);
        ASSERT_TRUE(known) << policy;
        EXPECT_TRUE(mode.starts_with(holidays::mode_name(known->mode)));
        EXPECT_EQ(holidays::oslo_text(holidays::due(*known, oslo("2026-11-27T15:00"),
                                                    holidays::Calendar::norway())),
                  due);
    }
    EXPECT_EQ(rows, 4);
}

TEST(DeadlinesPage, ThePoliciesItNamesAreThere)
{
    const auto text = page();
    const std::regex name("`(\\d+(?:h-[a-z-]+|-business-days))`");
    int names = 0;
    for (std::sregex_iterator each(text.begin(), text.end(), name), end; each != end; ++each) {
        ++names;
        EXPECT_TRUE(holidays::find_policy((*each)[1].str())) << (*each)[1];
    }
    EXPECT_GE(names, 8);
}

} // namespace
} // namespace reservepost::tests
