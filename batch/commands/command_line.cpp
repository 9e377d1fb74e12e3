#include "batch/commands/command_line.h"

#include "batch/commands/commands.h"
#include "batch/configuration/findings.h"
#include "batch/store/store_error.h"
#include "holidays/oslo_time.h"
#include "holidays/outside_calendar.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>

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
                    ->take_all()
                    ->allow_extra_args(false); // Else it would swallow the arguments behind it.
    else if (option.kind == Option::Kind::Arguments)
        added = bound.app->add_option(option.name, bound.texts[option.name], help)
                    ->expected(option.required ? 1 : 0, -1);
    else
        added = bound.app->add_option((option.short_name.empty() ? "" : option.short_name + ",") +
                                          option.name,
                                      bound.text[option.name], help);
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
    bound->app->group("Commands");
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

Invocation invocation_of(const Bound& bound, const Globals& globals, std::istream& in,
                         std::ostream& out, std::ostream& err, const ActingPerson& person)
{
    Invocation invocation{.state = globals.state,
                          .configuration = globals.configuration,
                          .json = globals.json,
                          .now = std::nullopt,
                          .command = bound.path,
                          .person = person,
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
              std::ostream& err, const ActingPerson& person)
{
    const auto failed = [&](int status, const std::string& sentence) {
        err << "reservepost " << bound.path << ": " << sentence << "\n";
        return status;
    };
    try {
        return bound.command.run(invocation_of(bound, globals, in, out, err, person));
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
    } catch (const holidays::OutsideCalendar& error) {
        return failed(wrong_usage, error.what());
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

/// Whether `word` can be repeated in a message: plain letters and hyphens, as a command or an
/// option has them, and no more than such a name is long.
bool is_plain_word(const std::string& word)
{
    constexpr std::size_t longest_name = 24;
    return word.size() <= longest_name && std::all_of(word.begin(), word.end(), [](char letter) {
               return (letter >= 'a' && letter <= 'z') || letter == '-';
           });
}

std::string with_hint(const std::string& sentence, const std::string& near)
{
    return near.empty() ? sentence : sentence + "; did you mean '" + near + "'?";
}

/// An option that this command does not have. What stands after `=` is never repeated.
std::string unknown_option(const std::string& word, const CLI::App& app, const Bound* bound)
{
    const auto name = word.substr(0, word.find('='));
    std::vector<std::string> names = {"--help"};
    for (const auto* option : app.get_options())
        for (const auto& known : option->get_lnames())
            names.push_back("--" + known);
    if (bound)
        for (const auto& option : bound->command.options)
            names.push_back(option.name);
    return with_hint(is_plain_word(name) ? "there is no option '" + name + "' here"
                                         : "there is an option that is not known here",
                     configuration::nearest(name, names));
}

/// A word where a command should stand. It may be a name or a reference that went astray, so it is
/// repeated only where it is nearly a command.
std::string unknown_command(const std::string& word,
                            const std::vector<std::unique_ptr<Bound>>& commands,
                            const std::string& above)
{
    std::vector<std::string> names;
    for (const auto& bound : commands)
        names.push_back(bound->command.name);
    const auto near = configuration::nearest(word, names);
    if (near.empty()) return "there is no such command";
    return with_hint("there is no command '" + above + word + "'", above + near);
}

/// Words that are left over when every command, option and argument has its own.
std::string fault_of_extras(std::vector<std::string> extras, const CLI::App& app,
                            const Bound* bound, const std::vector<std::unique_ptr<Bound>>& commands)
{
    for (const auto& word : extras)
        if (word.size() > 1 && word.starts_with("-")) return unknown_option(word, app, bound);
    if (!bound) return unknown_command(extras.front(), commands, "");
    if (!bound->commands.empty())
        return unknown_command(extras.front(), bound->commands, bound->path + " ");
    std::string taken;
    for (const auto& option : bound->command.options)
        if (option.kind == Option::Kind::Argument)
            taken += (taken.empty() ? "" : " and ") + option.name;
    return "there is more on the line than it takes, which is " +
           (taken.empty() ? "options only" : taken + " beside options");
}

std::string fault_of_missing(const Bound* bound)
{
    if (bound)
        for (const auto& option : bound->command.options)
            if (option.required && bound->app->count(option.name) == 0)
                return option.name + " is missing: " + option.help;
    return "something is missing";
}

/// What is wrong with the words on a command line. The library's own texts repeat what was typed,
/// and that may be a name or a reference; of them only the name of an option is used.
std::string parse_fault(const CLI::ParseError& error, const CLI::App& app, const Bound* bound,
                        const std::vector<std::unique_ptr<Bound>>& commands)
{
    const std::string text = error.what();
    const auto option = text.substr(0, text.find(':'));
    if (const auto extras = app.remaining(true); !extras.empty())
        return fault_of_extras(extras, app, bound, commands);
    if (dynamic_cast<const CLI::RequiredError*>(&error)) return fault_of_missing(bound);
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error))
        return option + (text.find("received") == std::string::npos
                             ? " takes a value, and none is there"
                             : " is given more than once; it takes one value");
    if (dynamic_cast<const CLI::ConversionError*>(&error))
        return "an option that is a switch, such as --json, takes no value";
    return "the words of this call do not make a command";
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
    const auto path = bound ? " " + bound->path : std::string();
    err << "reservepost" << path << ": " << parse_fault(error, app, bound, commands)
        << "\nSee `reservepost" << path << " --help`.\n";
    return wrong_usage;
}

void describe(CLI::App& app, Globals& globals)
{
    const char* from_environment = std::getenv(state_variable);
    globals.state = from_environment ? from_environment : default_state;
    app.get_formatter()->label("REQUIRED", "(required)");
    app.get_formatter()->label("Positionals", "Arguments");
    app.get_formatter()->label("SUBCOMMAND", "COMMAND");
    app.set_help_flag("-h,--help", "Show this help");
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
    app.set_version_flag("--version", std::string("reservepost ") + RESERVEPOST_VERSION,
                         "Show the version");
}

} // namespace

int run_command_line(const std::vector<std::string>& arguments, std::istream& in, std::ostream& out,
                     std::ostream& err, const ActingPerson& person)
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
        err << app.help();
        return wrong_usage;
    }
    return run_bound(*bound, globals, in, out, err, person);
}

} // namespace reservepost::batch::commands
