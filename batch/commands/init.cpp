#include "batch/commands/commands.h"
#include "batch/initialise.h"

namespace reservepost::batch::commands {

Command init_command()
{
    return {.name = "init",
            .summary = "Make a new state: configuration, keys, database, vault, deletion log",
            .details = "Makes everything below the directory that --state names. A rehearsal has a "
                       "print house of its own\nand may be told the time with --now; it can never "
                       "become a real state.\n\n  reservepost init --rehearsal --state ./try",
            .options = {{Option::Kind::Flag, "--rehearsal", "", "A state to learn and test with"}},
            .run = [](const Invocation& invocation) {
                if (invocation.now && !invocation.flag("--rehearsal"))
                    throw UsageError("--now works with --rehearsal only");
                json::Value::List told;
                initialise(state_options(invocation), invocation.flag("--rehearsal"),
                           [&](const std::string& line) {
                               if (invocation.json)
                                   told.emplace_back(line);
                               else
                                   invocation.out << line << "\n";
                           });
                const auto directory = state_options(invocation).directory.string();
                invocation.print(json::Value::object({{"state", directory}, {"made", told}}),
                                 "Ready: " + directory +
                                     "\nNext: `reservepost receiver import "
                                     "FILE`, then put reports into the inbox.\n");
                return all_well;
            }};
}

} // namespace reservepost::batch::commands
