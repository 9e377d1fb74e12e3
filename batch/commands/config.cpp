#include "batch/commands/commands.h"
#include "batch/configuration/configuration.h"

namespace reservepost::batch::commands {

namespace {

int check(const Invocation& invocation)
{
    const auto options = state_options(invocation);
    const auto file = configuration_file(options);
    try {
        configuration::load_configuration(file);
    } catch (const configuration::FindingsError& error) {
        invocation.err << error.what() << "\n";
        return needs_look;
    }
    invocation.print(json::Value::object({{"file", file.string()}, {"findings", 0}}),
                     file.string() + ": nothing is wrong\n");
    return all_well;
}

int show(const Invocation& invocation)
{
    const auto options = state_options(invocation);
    const auto configuration = configuration::load_configuration(configuration_file(options));
    invocation.out << configuration::configuration_text(configuration, options.directory);
    return all_well;
}

} // namespace

Command config_command()
{
    return {.name = "config",
            .summary = "The configuration file",
            .details = "",
            .commands = {{.name = "check",
                          .summary = "Tell everything that is wrong with it",
                          .details = "Exit status 0 clean, 2 findings, 1 could not judge.",
                          .run = check},
                         {.name = "show",
                          .summary = "Show it as it is understood, defaults included",
                          .details = "It holds no secrets: keys and passwords lie in files of "
                                     "their own.",
                          .run = show}}};
}

} // namespace reservepost::batch::commands
