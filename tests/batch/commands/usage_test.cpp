#include "tests/batch/commands/command_desk.h"

#include <gtest/gtest.h>

// Calls that cannot be meant: status 1, what is wrong, what would be right, and nothing said back
// that might be a name, a text or a reference.

namespace reservepost::tests {
namespace {

struct BadCall {
    const char* why;
    std::vector<std::string> arguments;
    const char* fragment; ///< Of the message.
};

/// What must not be repeated wherever it was typed.
constexpr const char* name = "Planteby";
constexpr const char* stray_reference = "6f1d2c3b-0000-4000-8000-000000000077";

void expect_refused(const BadCall& call, const Said& said)
{
    SCOPED_TRACE(call.why);
    EXPECT_EQ(said.status, 1) << said;
    EXPECT_EQ(said.out, "");
    EXPECT_NE(said.err.find(call.fragment), std::string::npos) << said;
    EXPECT_TRUE(said.err.starts_with("reservepost")) << said;
    EXPECT_EQ(said.err.find(name), std::string::npos) << said;
    EXPECT_EQ(said.err.find(stray_reference), std::string::npos) << said;
}

TEST(Usage, WordsThatMakeNoCommand)
{
    const BadCall calls[] = {
        {"a slip in a command", {"runn"}, "there is no command 'runn'; did you mean 'run'?"},
        {"a slip in another", {"incidents"}, "did you mean 'incident'?"},
        {"a slip in a sub-command",
         {"vendor", "opn"},
         "there is no command 'vendor opn'; did you mean 'vendor open'?"},
        {"a word that is near nothing", {"fetch"}, "there is no such command"},
        {"a name where a command should stand", {name}, "there is no such command"},
        {"a reference where a command should stand", {stray_reference}, "no such command"},
        {"a name where a sub-command should stand", {"held", name}, "options only"},
        {"a name after a group of commands", {"incident", name}, "there is no such command"},
        {"a slip in an option", {"run", "--onyl", "pack"}, "did you mean '--only'?"},
        {"a slip in an option of all", {"status", "--jsno"}, "did you mean '--json'?"},
        {"an option of another command",
         {"status", "--receiver", stray_reference},
         "there is no option '--receiver' here"},
        {"an option with a value", {"status", std::string("--who=") + name}, "'--who'"},
        {"an option that is a name", {"status", std::string("--") + name}, "not known here"},
        {"an argument too many", {"release", "1", stray_reference}, "LETTER beside options"},
        {"no argument", {"release"}, "LETTER is missing: Its number as `held` shows it"},
        {"no receiver", {"confirm", stray_reference}, "--receiver is missing: Who says so"},
        {"no reference", {"confirm", "--receiver", "9101-03"}, "REFERENCE is missing"},
        {"an option without its value", {"deadline", "--mode"}, "--mode takes a value"},
        {"an option twice",
         {"confirm", "--receiver", name, "--receiver", "9101-03", stray_reference},
         "--receiver is given more than once"},
        {"a value for a switch", {"status", std::string("--json=") + name}, "takes no value"},
        {"no package", {"vendor", "verify"}, "PACKAGE is missing"},
        {"no state's name", {"status", "--state"}, "--state takes a value"},
    };
    for (const auto& call : calls)
        expect_refused(call, say(call.arguments));
}

TEST(Usage, ValuesThatCannotBeMeant)
{
    const BadCall calls[] = {
        {"a mode that is none", {"deadline", "--mode", name, "2026-11-23T10:00"}, "wall-clock"},
        {"hours that are no number", {"deadline", "--hours", name}, "--hours takes a whole number"},
        {"hours below none", {"deadline", "--hours", "-1"}, "--hours takes 0 to 100000"},
        {"hours beyond all", {"deadline", "--hours", "100001"}, "--hours takes 0 to 100000"},
        {"hours beyond 64 bits", {"deadline", "--hours", "99999999999999999999"}, "whole number"},
        {"a format that is none", {"calendar", "--format", name}, "table, csv or ics"},
        {"a year that is none", {"calendar", "--year", name}, "--year takes a whole number"},
        {"a year before the rules", {"calendar", "--year", "1800"}, "--year takes 1950 to 2199"},
        {"a year beyond 32 bits", {"calendar", "--year", "99999999999"}, "1950 to 2199"},
        {"a day that is none", {"calendar", "--from", name}, "YYYY-MM-DD"},
        {"the last day before the first",
         {"calendar", "--from", "2026-12-01", "--to", "2026-11-30"},
         "lies before the first, 2026-12-01"},
        {"an instant that is none", {"calendar", "--now", name}, "this is not an instant"},
        {"a step that is none", {"run", "--only", name}, "gather, typeset, pack"},
        {"threads that are no number", {"run", "--threads", name}, "--threads takes a whole"},
        {"a receiver that is a name",
         {"confirm", "--receiver", name, stray_reference},
         "such as 0301-05"},
        {"a receiver without its district",
         {"receiver", "show", "0301"},
         "RECEIVER takes a municipality and a district"},
        {"a change without a value", {"receiver", "set", "9101-03", name}, "FIELD=VALUE"},
        {"a pause of something else", {"pause", name}, "packing or deletion"},
        {"a pause of everything", {"resume", "everything"}, "packing or deletion"},
        {"a stage that is none",
         {"vendor", "receipt", name, "p", "--to", "d", "--certificate", "c", "--key", "k",
          "--sender", "s"},
         "received, rejected, mailed, damaged, closed or returned"},
        {"pieces that are no range",
         {"vendor", "receipt", "mailed", "p", "--pieces", name, "--to", "d", "--certificate", "c",
          "--key", "k", "--sender", "s"},
         "such as 7 or 1-20"},
        {"pieces with more behind them",
         {"vendor", "receipt", "mailed", "p", "--pieces", "1-2x", "--to", "d", "--certificate", "c",
          "--key", "k", "--sender", "s"},
         "such as 7 or 1-20"},
        {"a kit for nobody", {"vendor", "kit", "/nonexistent/kit"}, "--certificate is missing"},
        {"a kit that is not there",
         {"vendor", "kit", "/nonexistent/kit", "--judge", "/nonexistent"},
         "/nonexistent/kit/expected.json"},
        {"more than all packages lost",
         {"vendor", "simulate", "--lose", "101", "--in", "i", "--out", "o", "--memory", "m",
          "--certificate", "c", "--key", "k", "--sender", "s"},
         "--lose takes a whole number from 0 to 100"},
        {"a lie about something else",
         {"vendor", "simulate", "--lie-about", name, "--in", "i", "--out", "o", "--memory", "m",
          "--certificate", "c", "--key", "k", "--sender", "s"},
         "sums, twice or hash"},
        {"a code of no contract",
         {"vendor", "simulate", "--code", name, "--in", "i", "--out", "o", "--memory", "m",
          "--certificate", "c", "--key", "k", "--sender", "s"},
         "such as no-capacity"},
        {"a fate of broken pieces that is none",
         {"vendor", "receipt", "mailed", "p", "--scans", "f", "--broken", name, "--to", "d",
          "--certificate", "c", "--key", "k", "--sender", "s"},
         "open or damaged"},
        {"scans for a stage that no camera sees",
         {"vendor", "receipt", "returned", "p", "--scans", "f", "--to", "d", "--certificate", "c",
          "--key", "k", "--sender", "s"},
         "the stage mailed"},
        {"a package that is not there",
         {"vendor", "verify", "/nonexistent/p", "--certificate", "/nonexistent/c", "--key",
          "/nonexistent/k", "--sender", "/nonexistent/s"},
         "/nonexistent/c"},
        {"a log that is not there",
         {"log", "verify", "--dir", "/nonexistent", "--vkey", "a+b"},
         "name+id+key"},
        {"a state that is not there",
         {"status", "--state", "/nonexistent"},
         "run `reservepost init` first, or name another state with --state"},
        {"a time for a real state",
         {"init", "--state", "/nonexistent", "--now", "2026-11-23T08:00"},
         "--now works with --rehearsal only"},
    };
    for (const auto& call : calls)
        expect_refused(call, say(call.arguments));
}

TEST(Usage, WhatIsNotInTheState)
{
    const CommandDesk desk;
    const BadCall calls[] = {
        {"a letter that is not there", {"release", "99"}, "`reservepost held` lists"},
        {"a letter that is a name", {"release", name}, "LETTER takes a whole number"},
        {"a reference for a letter", {"release", stray_reference}, "LETTER takes a whole number"},
        {"a letter to nowhere", {"release", "1", "--receiver", name}, "such as 0301-05"},
        {"an incident that is not there",
         {"incident", "show", "99"},
         "`reservepost incident list`"},
        {"an incident that is a name", {"incident", "show", name}, "INCIDENT takes a whole number"},
        {"to acknowledge what is not there", {"incident", "ack", "99"}, "no incident 99"},
        {"to acknowledge for too long", {"incident", "ack", "1", "--days", "8"}, "--days takes 1"},
        {"to acknowledge for no day", {"incident", "ack", "1", "--days", "0"}, "--days takes 1"},
        {"to close what is not there",
         {"incident", "close", "99", "--why", "solved"},
         "no incident 99"},
        {"a free text as the reason",
         {"incident", "close", "1", "--why", std::string("Oda ") + name},
         "handled-by-hand"},
        {"a name as the reason", {"incident", "close", "1", "--why", name}, "false-alarm"},
        {"a record that is none",
         {"quarantine", "release", stray_reference, "--receiver", "9101-03"},
         "32 lower-case hexadecimal digits"},
        {"a record that is not there",
         {"quarantine", "release", std::string(32, 'a'), "--receiver", "9101-03"},
         "quarantine"},
        {"a receiver that is not there", {"receiver", "show", "9999-00"}, "receiver list"},
        {"a field that is none", {"receiver", "set", "9101-03", "shoe=1"}, "`shoe` is not a field"},
        {"a value that is none",
         {"receiver", "set", "9101-03", std::string("language=") + name},
         "`language` must be"},
        {"a register that is not there", {"receiver", "import", "/nonexistent"}, "/nonexistent"},
        {"a report that is not there", {"intake", "/nonexistent"}, "/nonexistent is not there"},
        {"a message that is not there",
         {"reject", "--receiver", "9101-03", "--feilmelding", "/nonexistent", stray_reference},
         "/nonexistent"},
        {"no reference on standard input", {"confirm", "--receiver", "9101-03", "-"}, "UUIDs"},
        {"two references where one is explained",
         {"deletion", "explain", name},
         "give one reference, a UUID"},
        {"a reference that nobody has seen",
         {"deletion", "explain", stray_reference},
         "no report of that reference is here"},
        {"a finished state again", {"init", "--rehearsal"}, "holds a finished state already"},
        {"a pause of a name", {"pause", name}, "packing or deletion"},
    };
    for (const auto& call : calls)
        expect_refused(call, desk.at("2026-11-23T09:00", call.arguments));
}

TEST(Usage, AReferenceThatIsNoneIsNotRepeated)
{
    const CommandDesk desk;
    for (const char* command : {"confirm", "reject"}) {
        const auto said = desk.at("2026-11-23T09:00", {command, "--receiver", "9101-03", "-"},
                                  std::string("Oda ") + name + "\n");
        EXPECT_EQ(said.status, 2) << said;
        EXPECT_FALSE(said.holds(name)) << said;
        EXPECT_NE(said.err.find("(not a UUID)"), std::string::npos) << said;
    }
}

/// A register with faults: each with its line, and nothing imported.
TEST(Usage, ARegisterWithFaultsNamesTheirLinesAndImportsNothing)
{
    const CommandDesk desk;
    const fs::path file = desk.path() / "faulty.toml";
    std::ofstream(file) << "[[receiver]]\nmunicipality = \"91\"\ndistrict = \"00\"\n"
                           "municipality_name = \"Planteby\"\nlangauge = \"nb\"\n";
    const auto said = desk.at("2026-11-23T09:00", {"receiver", "import", file.string()});
    EXPECT_EQ(said.status, 1);
    EXPECT_NE(said.err.find("faulty.toml:2:"), std::string::npos) << said;
    EXPECT_NE(said.err.find("faulty.toml:5:"), std::string::npos) << said;
    EXPECT_FALSE(said.holds(name)) << said;
    EXPECT_FALSE(desk.at("2026-11-23T09:00", {"receiver", "list"}).holds(name));
}

TEST(Usage, TimeGoesWhereItIsToldInARehearsalOnly)
{
    const CommandDesk desk;
    EXPECT_TRUE(desk.at("2026-11-25T08:10", {"status"}).holds("Wed 2026-11-25 08:10"));
    desk.night.execute("alter table installation disable trigger user", {},
                       batch::store::Role::Owner);
    desk.night.execute("update installation set rehearsal = false", {}, batch::store::Role::Owner);
    const auto said = desk.at("2026-11-25T08:10", {"status"});
    EXPECT_EQ(said.status, 1) << said;
    EXPECT_NE(said.err.find("rehearsal"), std::string::npos) << said;
}

} // namespace
} // namespace reservepost::tests
