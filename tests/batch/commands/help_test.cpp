#include "tests/batch/commands/command_desk.h"

#include <gtest/gtest.h>

#include <set>

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

/// The words of an example, without what a shell would keep for itself.
std::vector<std::string> words_of(const std::string& example)
{
    std::vector<std::string> words;
    std::istringstream stream(example);
    for (std::string word; stream >> word;) {
        if (word == "<" || word == ">" || word == "|") break;
        words.push_back(word);
    }
    return words;
}

/// The lines in the details of a command that show a call.
std::vector<std::string> examples_of(const batch::commands::Command& command)
{
    std::vector<std::string> examples;
    for (const auto& line : lines_of(command.details))
        if (line.starts_with("  reservepost ")) examples.push_back(line.substr(2));
    return examples;
}

/// The innermost command that the words of an example call, after `reservepost`.
const NamedCommand* called(const std::vector<NamedCommand>& all,
                           const std::vector<std::string>& words)
{
    const NamedCommand* found = nullptr;
    for (const auto& named : all)
        if (words.size() > named.words.size() &&
            std::equal(named.words.begin(), named.words.end(), words.begin() + 1) &&
            (!found || found->words.size() < named.words.size()))
            found = &named;
    return found;
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
    const std::set<std::string> everywhere = {"--state", "--config", "--json", "--now", "--help"};
    const auto all = every_command();
    int examples = 0;
    for (const auto& named : all) {
        for (const auto& example : examples_of(named.command)) {
            SCOPED_TRACE(example);
            ++examples;
            const auto words = words_of(example);
            const auto* command = called(all, words);
            ASSERT_NE(command, nullptr);
            EXPECT_FALSE(command->command.run == nullptr) << "it needs a sub-command";
            std::set<std::string> known = everywhere, given;
            for (const auto& option : command->command.options)
                known.insert(option.name);
            for (const auto& word : words)
                if (word.starts_with("--")) given.insert(word);
            for (const auto& word : given)
                EXPECT_TRUE(known.contains(word)) << word;
            if (example.ends_with("…")) continue; // Cut short: the rest is as above it.
            for (const auto& option : command->command.options) {
                const bool is_missing = option.required && option.name.starts_with("--") &&
                                        !given.contains(option.name);
                EXPECT_FALSE(is_missing) << option.name << " is missing";
            }
        }
    }
    EXPECT_GT(examples, 35);
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
