#pragma once

#include "batch/commands/command.h"
#include "batch/commands/command_line.h"
#include "tests/support/test_night.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <sys/stat.h>
#include <vector>

// The command line as an operator meets it: words in, texts and a status out, in this process.

namespace reservepost::tests {

/// What a call left behind.
struct Said {
    int status = 0;
    std::string out;
    std::string err;

    std::string all() const { return out + err; }
    /// Whether either stream holds `fragment`.
    bool holds(std::string_view fragment) const
    {
        return all().find(fragment) != std::string::npos;
    }
};

inline std::ostream& operator<<(std::ostream& stream, const Said& said)
{
    return stream << "status " << said.status << "\nout: " << said.out << "\nerr: " << said.err;
}

/// Who types where it does not matter who.
inline const batch::commands::ActingPerson first_person{"first", {}};
/// Who approves what the first one asked for.
inline const batch::commands::ActingPerson second_person{"second", {}};

inline Said say(const std::vector<std::string>& arguments, const std::string& input = {},
                const batch::commands::ActingPerson& person = first_person)
{
    std::istringstream in(input);
    std::ostringstream out, err;
    const int status = batch::commands::run_command_line(arguments, in, out, err, person);
    return {status, out.str(), err.str()};
}

/// A rehearsal state with the office's register, and somebody who types commands there.
class CommandDesk {
public:
    /// What `arguments` do at `now`, an Oslo time such as "2026-11-25T08:10".
    Said at(const std::string& now, std::vector<std::string> arguments,
            const std::string& input = {},
            const batch::commands::ActingPerson& person = first_person) const
    {
        arguments.insert(arguments.end(), {"--state", night.path().string(), "--now", now});
        return say(arguments, input, person);
    }

    /// Changes a receiver as two people do it. Gives what the first one's call came to.
    Said change(const std::string& now, const std::string& receiver,
                const std::string& change) const
    {
        const auto asked = at(now, {"receiver", "set", receiver, change});
        const auto number = asked.out.rfind("receiver approve ");
        if (asked.status != 0 || number == std::string::npos) return asked;
        return at(now,
                  {"receiver", "approve",
                   asked.out.substr(number + 17, asked.out.find('\n', number) - number - 17)},
                  {}, second_person);
    }

    fs::path path() const { return night.path(); }
    fs::path house() const { return path() / "print-house"; }

    /// The words that a print house adds to `vendor`.
    std::vector<std::string> vendor(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.begin(), "vendor");
        for (const auto& [option, file] : {std::pair{"--certificate", house() / "print-house.pem"},
                                           std::pair{"--key", house() / "keys" / "print-house.pem"},
                                           std::pair{"--sender", path() / "keys" / "package.crt"}})
            arguments.insert(arguments.end(), {option, file.string()});
        return arguments;
    }

    const mode_t before = ::umask(0077); ///< As the program's `main` sets it.
    TestNight night;
};

/// A command with the words that lead to it: {"vendor", "open"}.
struct NamedCommand {
    std::vector<std::string> words;
    batch::commands::Command command;

    std::string path() const
    {
        std::string path;
        for (const auto& word : words)
            path += (path.empty() ? "" : " ") + word;
        return path;
    }
    std::vector<std::string> with(const std::vector<std::string>& more) const
    {
        auto all = words;
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
};

inline void add_commands(std::vector<NamedCommand>& all, const std::vector<std::string>& above,
                         const std::vector<batch::commands::Command>& commands)
{
    for (const auto& command : commands) {
        auto words = above;
        words.push_back(command.name);
        all.push_back({words, command});
        add_commands(all, words, command.commands);
    }
}

/// Every command and sub-command there is.
inline std::vector<NamedCommand> every_command()
{
    std::vector<NamedCommand> all;
    add_commands(all, {}, batch::commands::all_commands());
    return all;
}

/// The words of an example, without what a shell would keep for itself.
inline std::vector<std::string> words_of(const std::string& example)
{
    std::vector<std::string> words;
    std::istringstream stream(example);
    for (std::string word; stream >> word;) {
        if (word == "<" || word == ">" || word == "|") break;
        words.push_back(word);
    }
    return words;
}

/// The innermost command that the words of an example call, after `reservepost`.
inline const NamedCommand* called(const std::vector<NamedCommand>& all,
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

/// What is wrong with a call that is shown to people: a command or an option that there is not, an
/// option that is missing. Nothing where it is a good one. One that ends with … is cut short.
inline std::string fault_of_example(const std::vector<NamedCommand>& all,
                                    const std::string& example)
{
    const auto words = words_of(example);
    const auto* command = called(all, words);
    if (!command) return "there is no such command";
    if (!command->command.run) return "it needs a sub-command";
    std::set<std::string> known = {"--state", "--config", "--json", "--now", "--help"}, given;
    std::map<std::string, std::string> by_short_name;
    for (const auto& option : command->command.options) {
        known.insert(option.name);
        if (!option.short_name.empty()) by_short_name[option.short_name] = option.name;
    }
    for (const auto& word : words)
        if (word.starts_with("--"))
            given.insert(word);
        else if (by_short_name.contains(word))
            given.insert(by_short_name[word]);
    for (const auto& word : given)
        if (!known.contains(word)) return "there is no option " + word;
    for (const auto& option : command->command.options)
        if (option.required && option.name.starts_with("--") && !given.contains(option.name) &&
            !example.ends_with("…"))
            return option.name + " is missing";
    return {};
}

} // namespace reservepost::tests
