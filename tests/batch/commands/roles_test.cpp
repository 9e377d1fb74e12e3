#include "batch/commands/roles.h"

#include "tests/batch/commands/command_desk.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>

// Who may do what: every command in every role, through the command line.

namespace reservepost::batch::commands {
namespace {

using namespace tests;

constexpr const char* now = "2026-11-25T08:10";

/// What stands on the command line where a command must have it. Nothing is there that it names.
const std::map<std::string, std::string> given{
    {"RECEIVER", "9101-03"},
    {"--receiver", "9101-03"},
    {"CHANGE", "hours=8–15"},
    {"FILE", "/nonexistent"},
    {"LETTER", "999"},
    {"JOB", "01000099"},
    {"PIECE", "01000099/1"},
    {"INCIDENT", "999"},
    {"--why", "solved"},
    {"--outcome", "code"},
    {"--until", "2026-11-26T00:00"},
    {"WHAT", "packing"},
    {"--language", "nb"},
    {"RECORD", "00000000000000000000000000000000"},
    {"TEMPLATE", "forwarding"},
    {"--output", "/nonexistent/x.pdf"},
    {"STORE", "9"},
    {"LANGUAGE", "nb"},
    {"--year", "2026"},
    {"REFERENCE", "0b378127-f995-48f8-bfc8-9ea1066343c1"}};

/// The shortest call of a command that can be meant.
std::vector<std::string> call(const NamedCommand& named)
{
    auto words = named.words;
    for (const auto& option : named.command.options) {
        if (!option.required) continue;
        const auto value = given.find(option.name);
        if (value == given.end()) throw std::logic_error("no value for " + option.name);
        if (option.name.starts_with("--")) words.push_back(option.name);
        words.push_back(value->second);
    }
    // These open a state only when they are asked to, or are told which reports.
    if (named.path() == "deadline") words.insert(words.end(), {"--compare", given.at("REFERENCE")});
    if (named.path() == "reopen") words = {"reopen", given.at("REFERENCE"), "--why", "returned"};
    if (named.path() == "preview") words.insert(words.end(), {"--receiver", "9101-03"});
    return words;
}

/// The same where a file must be there before the state is opened.
std::vector<std::string> call_in(const CommandDesk& desk, const NamedCommand& named)
{
    if (named.path() != "templates set") return call(named);
    const auto file = desk.path() / "forwarding.nb.md";
    std::ofstream(file) << say({"templates", "begin", "forwarding", "--language", "nb"}).out;
    return {"templates", "set", "9101-03", file.string()};
}

void give_roles(const fs::path& state)
{
    std::ofstream(state / "reservepost.toml", std::ios::app)
        << "\n[roles]\noperator = \"rp-operator\"\nregistrar = \"rp-registrar\"\n"
           "reviewer = \"rp-reviewer\"\n";
}

ActingPerson member_of(std::vector<std::string> groups)
{
    return {"somebody", std::move(groups)};
}

bool is_refused(const Said& said)
{
    return said.status == wrong_usage && said.holds("this needs the role");
}

TEST(Roles, EveryCommandInEveryRole)
{
    const CommandDesk desk;
    give_roles(desk.path());
    for (const auto& named : every_command()) {
        const auto rows = command_roles();
        const auto row = std::ranges::find(rows, named.path(), &CommandRoles::command);
        if (row == rows.end()) continue;
        SCOPED_TRACE(named.path());
        const auto words = call_in(desk, named);
        for (const auto role : roles) {
            SCOPED_TRACE(to_text(role));
            const auto said =
                desk.at(now, words, {}, member_of({"users", "rp-" + std::string(to_text(role))}));
            EXPECT_EQ(is_refused(said), !row->allows(role)) << said;
            EXPECT_FALSE(said.holds("SQLSTATE 42501"))
                << "its role in the database may less: " << said;
        }
        EXPECT_TRUE(is_refused(desk.at(now, words, {}, member_of({"users"})))) << "nobody's role";
    }
}

TEST(Roles, EveryCommandThatMayChangeSomethingIsInTheJournal)
{
    const CommandDesk desk;
    for (const auto& named : every_command()) {
        const auto rows = command_roles();
        const auto row = std::ranges::find(rows, named.path(), &CommandRoles::command);
        if (row == rows.end() || row->database == store::Role::Reviewer) continue;
        SCOPED_TRACE(named.path());
        auto event = named.path();
        std::ranges::replace(event, ' ', '-');
        const auto noted = [&] {
            return desk.night.number("select count(*) as n from journal where event = $1 and "
                                     "actor = 'first' and subject = 'command'",
                                     {event});
        };
        const auto before = noted();
        desk.at(now, call_in(desk, named));
        EXPECT_EQ(noted(), before + 1);
    }
}

TEST(Roles, TheTableHasEveryCommandThatOpensAState)
{
    // Everybody's: they make a state, or need none.
    const std::set<std::string> without_state{
        "init",         "calendar",       "templates check", "templates begin", "compose",
        "preflight",    "profile list",   "profile show",    "profile check",   "vendor verify",
        "vendor open",  "vendor receipt", "vendor simulate", "vendor kit",      "log verify",
        "config check", "config show",    "heartbeat check", "restore rebuild"};
    std::set<std::string> seen;
    for (const auto& named : every_command()) {
        if (!named.command.run) continue;
        const auto rows = command_roles();
        const bool in_table =
            std::ranges::find(rows, named.path(), &CommandRoles::command) != rows.end();
        EXPECT_NE(in_table, without_state.contains(named.path())) << named.path();
        seen.insert(named.path());
    }
    for (const auto& row : command_roles())
        EXPECT_TRUE(seen.contains(std::string(row.command))) << row.command;
    EXPECT_THROW(require_role("no such command", {}, std::nullopt), std::logic_error);
}

TEST(Roles, WithoutGroupsWhoeverOpensTheStateMayDoAll)
{
    const CommandDesk desk;
    EXPECT_EQ(desk.at(now, {"receiver", "list"}, {}, member_of({})).status, all_well);
    EXPECT_EQ(desk.at(now, {"status"}, {}, member_of({})).status, all_well);
}

TEST(Roles, ARefusalSaysWhatIsNeededAndWhoCanGiveIt)
{
    try {
        require_role("receiver set", {"anna", {"rp-operator"}},
                     configuration::Roles{"rp-operator", "rp-registrar", "rp-reviewer"});
        ADD_FAILURE() << "let through";
    } catch (const NotAllowed& error) {
        EXPECT_STREQ(error.what(),
                     "this needs the role registrar (group rp-registrar), and anna has it not; "
                     "whoever administers this host can put anna into the group");
    }
}

} // namespace
} // namespace reservepost::batch::commands
