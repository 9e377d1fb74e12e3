#include "tests/batch/commands/command_desk.h"

#include <gtest/gtest.h>

// Every command explains itself to a newcomer, and its examples are calls that there are.

namespace reservepost::tests {
namespace {

using batch::commands::Option;

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

/// The lines in the details of a command that show a call.
std::vector<std::string> examples_of(const batch::commands::Command& command)
{
    std::vector<std::string> examples;
    for (const auto& line : lines_of(command.details))
        if (line.starts_with("  reservepost ")) examples.push_back(line.substr(2));
    return examples;
}

TEST(Help, EveryCommandExplainsItself)
{
    const auto all = every_command();
    ASSERT_GT(all.size(), 30U);
    for (const auto& named : all) {
        SCOPED_TRACE(named.path());
        const auto said = say(named.with({"--help"}));
        EXPECT_EQ(said.status, 0);
        EXPECT_EQ(said.err, "");
        EXPECT_FALSE(named.command.summary.empty());
        EXPECT_TRUE(said.out.starts_with(named.command.summary + "\n")) << said.out;
        EXPECT_NE(said.out.find("Usage: reservepost " + named.path()), std::string::npos)
            << said.out;
        EXPECT_NE(said.out.find("\n  reservepost " + named.path()), std::string::npos)
            << "no example: " << said.out;
        for (const auto& option : named.command.options) {
            SCOPED_TRACE(option.name);
            EXPECT_GE(option.help.size(), 4U) << "it is not described";
            EXPECT_NE(said.out.find(option.name), std::string::npos);
            EXPECT_NE(said.out.find(option.help), std::string::npos);
            EXPECT_EQ(option.name.starts_with("--"), option.kind == Option::Kind::Flag ||
                                                         option.kind == Option::Kind::Text ||
                                                         option.kind == Option::Kind::Texts);
            EXPECT_TRUE(option.kind != Option::Kind::Text || !option.value.empty())
                << "its value has no name";
        }
        for (const auto& child : named.command.commands)
            EXPECT_NE(said.out.find("  " + child.name + " "), std::string::npos) << child.name;
        EXPECT_EQ(named.command.commands.empty(), bool(named.command.run));
    }
}

TEST(Help, ExamplesAreCallsThatThereAre)
{
    const auto all = every_command();
    int examples = 0;
    for (const auto& named : all) {
        for (const auto& example : examples_of(named.command)) {
            SCOPED_TRACE(example);
            ++examples;
            EXPECT_EQ(fault_of_example(all, example), "");
        }
    }
    EXPECT_GT(examples, 35);
    for (const char* wrong : {"reservepost fetch", "reservepost run --fast", "reservepost vendor",
                              "reservepost confirm 1", "reservepost receiver drop"})
        EXPECT_NE(fault_of_example(all, wrong), "") << wrong;
}

TEST(Help, TheFirstPageNamesEveryCommand)
{
    const auto page = say({"--help"});
    EXPECT_EQ(page.status, 0);
    for (const auto& command : batch::commands::all_commands())
        EXPECT_NE(page.out.find("  " + command.name + " "), std::string::npos) << command.name;
    for (const char* word : {"--state", "--config", "--json", "--now", "--version", "Exit status"})
        EXPECT_NE(page.out.find(word), std::string::npos) << word;
    const auto version = say({"--version"});
    EXPECT_EQ(version.status, 0);
    EXPECT_TRUE(version.out.starts_with("reservepost ")) << version;
}

TEST(Help, ACallWithoutACommandIsNoSuccess)
{
    std::vector<std::vector<std::string>> calls = {{}, {"--json"}};
    for (const auto& named : every_command())
        if (!named.command.run) calls.push_back(named.words);
    ASSERT_GT(calls.size(), 8U);
    for (const auto& call : calls) {
        SCOPED_TRACE(call.empty() ? "nothing at all" : call.front());
        const auto said = say(call);
        EXPECT_EQ(said.status, 1);
        EXPECT_EQ(said.out, "") << "what another program reads holds no help";
        EXPECT_NE(said.err.find("Usage: reservepost"), std::string::npos) << said.err;
    }
}

TEST(Help, NothingOfTheLibraryShows)
{
    std::vector<std::vector<std::string>> calls = {
        {},
        {"--help"},
        {"runn"},
        {"release"},
        {"release", "1", "2"},
        {"run", "--only"},
        {"run", "--json=maybe"},
        {"release", "1", "--receiver", "a", "--receiver", "b"},
        {"run", "--hlep"},
        {"deadline", "--mode"},
        {"vendor", "open"},
        {"--state"}};
    for (const auto& named : every_command())
        calls.push_back(named.with({"--help"}));
    for (const auto& call : calls) {
        const auto said = say(call);
        for (const char* word :
             {"CLI", "Positional", "SUBCOMMAND", "Subcommand", "REQUIRED", "ParseError",
              "std::", "terminate", "At Most", "At Least", "convert", "not expected", "exit\n",
              "TEXT", "Excludes", "Needs:", "this is a bug"})
            EXPECT_FALSE(said.holds(word)) << word << "\n" << said;
    }
}

} // namespace
} // namespace reservepost::tests
