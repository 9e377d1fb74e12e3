#include "batch/commands/command_line.h"

#include "batch/commands/commands.h"
#include "batch/configuration/findings.h"
#include "batch/store/store_error.h"
#include "holidays/oslo_time.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>
#include <pwd.h>
#include <unistd.h>

// The door to CLI11: it costs seconds to compile, so it is included here and nowhere else.

namespace reservepost::batch::commands {

namespace {

constexpr const char* state_variable = "RESERVEPOST_STATE";
constexpr const char* default_state = "/var/lib/reservepost";

struct Globals {
    std::string state;
    std::string configuration;
    std::string now;
    bool json = false;
};

/// One command with what CLI11 reads for it.
struct Bound {
    Command command;
    CLI::App* app = nullptr;
    std::string path; ///< "vendor open": the name with those above it.
    std::map<std::string, std::string> text;
    std::map<std::string, std::vector<std::string>> texts;
    std::map<std::string, bool> flags;
    std::vector<std::unique_ptr<Bound>> commands;
};

void bind_option(Bound& bound, const Option& option)
{
    if (option.kind == Option::Kind::Flag) {
        bound.app->add_flag(option.name, bound.flags[option.name], option.help);
        return;
    }
    auto help = option.help;
    if (!option.otherwise.empty()) help += " (default: " + option.otherwise + ")";
    CLI::Option* added = nullptr;
    if (option.kind == Option::Kind::Texts)
        added = bound.app->add_option(option.name, bound.texts[option.name], help)
                    ->expected(1)
                    ->take_all();
    else if (option.kind == Option::Kind::Arguments)
        added = bound.app->add_option(option.name, bound.texts[option.name], help)
                    ->expected(option.required ? 1 : 0, -1);
    else
        added = bound.app->add_option(option.name, bound.text[option.name], help);
    // An argument's own name says what it is; an option's value needs a name beside it.
    added->type_name(option.name.starts_with("-") ? option.value : "");
    added->required(option.required);
}

std::unique_ptr<Bound> bind_command(CLI::App& parent, const Command& command,
                                    const std::string& above)
{
    auto bound = std::make_unique<Bound>();
    bound->command = command;
    bound->path = above + command.name;
    bound->app = parent.add_subcommand(command.name, command.summary);
    bound->app->footer(command.details);
    for (const auto& option : command.options)
        bind_option(*bound, option);
    for (const auto& child : command.commands)
        bound->commands.push_back(bind_command(*bound->app, child, bound->path + " "));
    return bound;
}

/// The command that was asked for: the innermost one that CLI11 has seen.
const Bound* chosen(const std::vector<std::unique_ptr<Bound>>& commands)
{
    for (const auto& bound : commands) {
        if (!bound->app->parsed()) continue;
        const auto* inner = chosen(bound->commands);
        return inner ? inner : bound.get();
    }
    return nullptr;
}

std::string user_name()
{
    if (const auto* entry = ::getpwuid(::geteuid())) return entry->pw_name;
    return "uid-" + std::to_string(::geteuid());
}

Invocation invocation_of(const Bound& bound, const Globals& globals, std::istream& in,
                         std::ostream& out, std::ostream& err)
{
    Invocation invocation{.state = globals.state,
                          .configuration = globals.configuration,
                          .json = globals.json,
                          .now = std::nullopt,
                          .actor = user_name(),
                          .in = in,
                          .out = out,
                          .err = err,
                          .values = {}};
    if (!globals.now.empty()) invocation.now = holidays::parse_instant(globals.now);
    for (const auto& [name, text] : bound.text)
        if (!text.empty()) invocation.values[name] = {text};
    for (const auto& [name, texts] : bound.texts)
        if (!texts.empty()) invocation.values[name] = texts;
    for (const auto& [name, given] : bound.flags)
        if (given) invocation.values[name] = {};
    for (const auto& option : bound.command.options)
        if (!option.otherwise.empty() && !invocation.values.contains(option.name))
            invocation.values[option.name] = {option.otherwise};
    return invocation;
}

/// Runs the command; turns what it throws into one line and a status.
int run_bound(const Bound& bound, const Globals& globals, std::istream& in, std::ostream& out,
              std::ostream& err)
{
    const auto failed = [&](int status, const std::string& sentence) {
        err << "reservepost " << bound.path << ": " << sentence << "\n";
        return status;
    };
    try {
        return bound.command.run(invocation_of(bound, globals, in, out, err));
    } catch (const UsageError& error) {
        return failed(wrong_usage,
                      std::string(error.what()) + "\nSee `reservepost " + bound.path + " --help`.");
    } catch (const configuration::FindingsError& error) {
        err << error.what() << "\n";
        return wrong_usage;
    } catch (const std::invalid_argument& error) {
        return failed(wrong_usage, error.what());
    } catch (const store::StoreError& error) {
        return failed(step_failed, error.what());
    } catch (const StateAway& error) {
        return failed(step_failed, error.what());
    } catch (const vault::StoreAway& error) {
        return failed(step_failed, error.what());
    } catch (const vault::VaultDamaged& error) {
        return failed(step_failed, error.what());
    } catch (const std::system_error& error) {
        // A file that was named and is not there is the caller's; a disk that fails is the world's.
        const bool misnamed = error.code() == std::errc::no_such_file_or_directory;
        return failed(misnamed ? wrong_usage : step_failed, error.what());
    } catch (const std::runtime_error& error) {
        return failed(wrong_usage, error.what());
    } catch (const std::logic_error& error) {
        return failed(step_failed, error.what());
    }
}

/// The command whose name is nearest to a misspelt word.
std::string nearest_command(const std::vector<std::unique_ptr<Bound>>& commands,
                            const std::string& word)
{
    std::vector<std::string> names;
    for (const auto& bound : commands)
        names.push_back(bound->command.name);
    return configuration::nearest(word, names);
}

int explain_parse_error(const CLI::ParseError& error, CLI::App& app,
                        const std::vector<std::unique_ptr<Bound>>& commands, std::ostream& out,
                        std::ostream& err)
{
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
        app.exit(error, out, err);
        return all_well;
    }
    const auto* bound = chosen(commands);
    const auto extras = app.remaining(true);
    err << "reservepost: ";
    if (!bound && !extras.empty() && !extras.front().starts_with("-")) {
        const auto near = nearest_command(commands, extras.front());
        err << "there is no command '" << extras.front() << "'"
            << (near.empty() ? std::string() : "; did you mean '" + near + "'?");
    } else {
        err << error.what();
    }
    err << "\nSee `reservepost " << (bound ? bound->path + " " : std::string()) << "--help`.\n";
    return wrong_usage;
}

void describe(CLI::App& app, Globals& globals)
{
    const char* from_environment = std::getenv(state_variable);
    globals.state = from_environment ? from_environment : default_state;
    app.description("Reservepost: reports of concern that nobody confirmed in time go as letters.");
    app.footer("Exit status: 0 all well, 1 usage or configuration, 2 something needs a look, 3 a "
               "step failed\nand will be taken up, 4 the books do not balance.");
    app.add_option("--state", globals.state,
                   "The state directory (also in the environment: " + std::string(state_variable) +
                       ")")
        ->type_name("DIR")
        ->capture_default_str();
    app.add_option("--config", globals.configuration,
                   "The configuration file (default: reservepost.toml in the state)")
        ->type_name("FILE");
    app.add_flag("--json", globals.json, "Answer in JSON");
    app.add_option("--now", globals.now, "What time it is; in a rehearsal only")
        ->type_name("INSTANT");
    app.set_version_flag("--version", std::string("reservepost ") + RESERVEPOST_VERSION);
}

} // namespace

int run_command_line(const std::vector<std::string>& arguments, std::istream& in, std::ostream& out,
                     std::ostream& err)
{
    CLI::App app("", "reservepost");
    Globals globals;
    describe(app, globals);
    app.fallthrough();
    std::vector<std::unique_ptr<Bound>> commands;
    for (const auto& command : all_commands())
        commands.push_back(bind_command(app, command, ""));
    try {
        auto reversed = arguments;
        std::reverse(reversed.begin(), reversed.end());
        app.parse(reversed);
    } catch (const CLI::ParseError& error) {
        return explain_parse_error(error, app, commands, out, err);
    }
    const auto* bound = chosen(commands);
    if (!bound || !bound->command.run) {
        out << (bound ? bound->app->help() : app.help());
        return arguments.empty() || bound ? wrong_usage : all_well;
    }
    return run_bound(*bound, globals, in, out, err);
}

} // namespace reservepost::batch::commands
