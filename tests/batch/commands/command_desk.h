#pragma once

#include "batch/commands/command.h"
#include "batch/commands/command_line.h"
#include "tests/support/test_night.h"

#include <sstream>
#include <string>
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

inline Said say(const std::vector<std::string>& arguments, const std::string& input = {})
{
    std::istringstream in(input);
    std::ostringstream out, err;
    const int status = batch::commands::run_command_line(arguments, in, out, err);
    return {status, out.str(), err.str()};
}

/// A rehearsal state with the office's register, and somebody who types commands there.
class CommandDesk {
public:
    /// What `arguments` do at `now`, an Oslo time such as "2026-11-25T08:10".
    Said at(const std::string& now, std::vector<std::string> arguments,
            const std::string& input = {}) const
    {
        arguments.insert(arguments.end(), {"--state", night.path().string(), "--now", now});
        return say(arguments, input);
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

} // namespace reservepost::tests
