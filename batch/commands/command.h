#pragma once

#include "batch/commands/acting_person.h"
#include "batch/json/value.h"
#include "holidays/instant.h"

#include <filesystem>
#include <functional>
#include <istream>
#include <map>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

// A command as a value: its words, its options, and what it does. `command_line.cpp` alone knows
// the library that reads the command line.

namespace reservepost::batch::commands {

/// Exit statuses that every command keeps to (DESIGN §13).
inline constexpr int all_well = 0;
inline constexpr int wrong_usage = 1; ///< Or configuration; a judging command could not judge.
inline constexpr int needs_look = 2;  ///< Something new is held or open; a judge has findings.
inline constexpr int step_failed = 3;
inline constexpr int books_open = 4;

/// The command was called in a way that cannot be meant. Shown with the hint at `--help`; exit 1.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct Option {
    enum class Kind {
        Flag,      ///< "--json"
        Text,      ///< "--why CODE"
        Texts,     ///< "--mode M", may be repeated
        Argument,  ///< "LETTER", in its place
        Arguments, ///< "REFERENCE…", all that are left
    };
    Kind kind;
    std::string name;  ///< "--why", or "REFERENCE" for an argument.
    std::string value; ///< What stands for the value in the help: "CODE".
    std::string help;
    bool required = false;
    std::string otherwise = {};  ///< Shown in the help and used when it is not given.
    std::string short_name = {}; ///< "-o", where there is one.
};

/// What stood on the command line, and the world outside.
struct Invocation {
    std::filesystem::path state;         ///< `--state`.
    std::filesystem::path configuration; ///< `--config`; empty: in the state.
    bool json = false;                   ///< `--json`.
    std::optional<holidays::Instant> now;
    std::string command; ///< What was called: "receiver set".
    ActingPerson person;
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    std::map<std::string, std::vector<std::string>> values; ///< By `Option::name`.

    bool flag(const std::string& name) const { return values.contains(name); }
    /// The value, or `otherwise`, or empty.
    std::string text(const std::string& name) const;
    std::vector<std::string> texts(const std::string& name) const;
    /// A whole number. Throws `UsageError` naming the option.
    std::int64_t number(const std::string& name) const;
    /// The texts of `name`; where the only one is `-`, the lines of standard input instead, so that
    /// nothing of them stands in a process list.
    std::vector<std::string> texts_or_lines(const std::string& name) const;

    /// Prints `value` for `--json`, else `text`.
    void print(const json::Value& value, const std::string& text) const;
};

struct Command {
    std::string name;
    std::string summary; ///< One line for the list of commands.
    std::string details; ///< What a newcomer wants to know, with an example.
    std::vector<Option> options = {};
    std::function<int(const Invocation&)> run = {};
    std::vector<Command> commands = {}; ///< "receiver list": then `run` is empty.
};

/// All commands, in the order in which they are shown.
std::vector<Command> all_commands();

} // namespace reservepost::batch::commands
