#include "batch/printhouse/profile.h"
#include "batch/commands/commands.h"

namespace reservepost::batch::commands {

namespace {

using printhouse::Profile;

/// The profile that the command names; without a name, that of the state.
Profile profile_of(const Invocation& invocation)
{
    const auto name = invocation.text("PROFILE");
    if (!name.empty()) return printhouse::load_profile(name);
    const auto file = configuration_file(state_options(invocation));
    if (!std::filesystem::exists(file))
        throw UsageError("there is no configuration at " + file.string() +
                         " that would name a profile; name one: a shipped one, or a .toml file");
    return printhouse::load_profile(configuration::load_configuration(file).print_house.profile);
}

int list(const Invocation& invocation)
{
    json::Value::List profiles;
    std::string text;
    for (const auto& name : printhouse::shipped_profiles()) {
        const auto profile = printhouse::load_profile(name);
        profiles.push_back(json::Value::object({{"name", name}, {"about", profile.about}}));
        text +=
            name + std::string(name.size() < 16 ? 16 - name.size() : 1, ' ') + profile.about + "\n";
    }
    invocation.print(json::Value::object({{"profiles", std::move(profiles)}}), text);
    return all_well;
}

int show(const Invocation& invocation)
{
    const auto profile = profile_of(invocation);
    const auto text = printhouse::profile_text(profile);
    invocation.print(json::Value::object({{"name", profile.name}, {"toml", text}}), text);
    return all_well;
}

int check(const Invocation& invocation)
{
    try {
        const auto profile = profile_of(invocation);
        invocation.print(json::Value::object({{"name", profile.name}, {"findings", 0}}),
                         profile.name + ": nothing is wrong\n");
    } catch (const configuration::FindingsError& error) {
        invocation.err << error.what() << "\n";
        return needs_look;
    }
    return all_well;
}

Option profile_argument()
{
    return {Option::Kind::Argument, "PROFILE", "PROFILE",
            "A name from `profile list`, or a file that ends in .toml (without it: the state's)"};
}

} // namespace

Command profile_command()
{
    return {.name = "profile",
            .summary = "Print profiles: what a print house's machines ask for",
            .details =
                "The configuration names one: `profile` under [print_house]. For a house that "
                "asks for something\nelse, write a file that says in what it differs:\n\n  base "
                "= \"norway\"\n  name = \"my-house\"\n  cut_off = \"12:30\"\n\n  reservepost "
                "profile check my-house.toml",
            .commands = {{.name = "list",
                          .summary = "Those that come with the program",
                          .details = "  reservepost profile list",
                          .run = list},
                         {.name = "show",
                          .summary = "Print one as a whole file, everything written out",
                          .details = "  reservepost profile show norway > my-house.toml",
                          .options = {profile_argument()},
                          .run = show},
                         {.name = "check",
                          .summary = "Tell everything that is wrong with one",
                          .details = "Each finding with line and column. Exit status 0 clean, 2 "
                                     "findings, 1 could not judge.\n\n  reservepost profile check "
                                     "my-house.toml",
                          .options = {profile_argument()},
                          .run = check}}};
}

} // namespace reservepost::batch::commands
