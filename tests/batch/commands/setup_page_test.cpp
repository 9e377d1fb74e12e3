#include "tests/batch/commands/command_desk.h"
#include "tests/support/temporary_directory.h"

#include <fstream>
#include <gtest/gtest.h>
#include <regex>

// What docs/setup.md shows is what a person meets.

namespace reservepost::tests {
namespace {

std::string page()
{
    return file_text(fs::path(RESERVEPOST_SOURCE) / "docs" / "setup.md");
}

/// What is shown under a command of the page, without the indentation.
std::string shown_under(const std::string& command)
{
    std::istringstream lines(page());
    std::string shown;
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (line == "    " + command)
            inside = true;
        else if (inside && !line.empty() && !line.starts_with("    "))
            break;
        else if (inside)
            shown += (line.empty() ? line : line.substr(4)) + "\n";
    }
    while (shown.ends_with("\n\n"))
        shown.pop_back();
    return shown;
}

/// What is typed in a dialogue: all that stands behind its prompts.
std::string typed_in(const std::string& dialogue)
{
    const std::regex prompt(R"((?:  (?:\[.*\] )?)?>(?: (.*))?)");
    std::istringstream lines(dialogue);
    std::string typed;
    std::smatch match;
    for (std::string line; std::getline(lines, line);)
        if (std::regex_match(line, match, prompt)) typed += match[1].str() + "\n";
    return typed;
}

TEST(SetupPage, ItsDialogueIsHeldAsItStandsThereAndItsFileComesToTheSame)
{
    const CommandDesk desk;
    const auto dialogue = shown_under("reservepost receiver setup");
    EXPECT_TRUE(typed_in(dialogue).starts_with("4203\n\n")) << dialogue;
    const auto said = desk.at("2026-11-23T09:00", {"receiver", "setup"}, typed_in(dialogue));
    EXPECT_EQ(said.status, 0) << said;
    EXPECT_EQ(said.out, dialogue);

    const auto text = page();
    const auto begin = text.find("```toml\n") + 8;
    const TemporaryDirectory room;
    std::ofstream(room / "arendal.toml") << text.substr(begin, text.find("```", begin) - begin);
    const auto again = desk.at(
        "2026-11-23T09:01", {"receiver", "setup", "--answers", (room / "arendal.toml").string()});
    EXPECT_TRUE(again.out.starts_with("4203-00 is so already, at version 1\n")) << again;
}

} // namespace
} // namespace reservepost::tests
