#include "batch/commands/commands.h"
#include "batch/commands/log_commands.h"
#include "batch/deletion/verifier_text.h"
#include "batch/disk/files.h"

namespace reservepost::batch::commands {

namespace {

constexpr std::uint64_t largest_checkpoint_octets = deletion::longest_proof;

json::Value report_value(const deletion::VerifyReport& report)
{
    json::Value::List findings;
    for (const auto& finding : report.findings)
        findings.push_back(json::Value::object(
            {{"code", finding.code}, {"where", finding.where}, {"sentence", finding.sentence}}));
    auto kinds = json::Value::object();
    for (const auto& [kind, count] : report.leaves_by_kind)
        kinds.set(kind, count);
    return json::Value::object({{"origin", report.origin},
                                {"size", report.size},
                                {"root", report.root},
                                {"leaves", kinds},
                                {"unsigned_leaves", report.unsigned_leaves},
                                {"open_intents", report.open_intents.size()},
                                {"findings", findings}});
}

int verify_one_proof(const Invocation& invocation)
{
    for (const char* option : {"--dir", "--older", "--paper", "--hashes-only"})
        if (invocation.flag(option))
            throw UsageError(std::string(option) + " is for a whole log, and --proof is checked "
                                                   "without one; a log is held to the checkpoint "
                                                   "in a proof by --older with the proof's file");
    const auto proof = disk::read_file(invocation.text("--proof"), largest_checkpoint_octets);
    const auto report = deletion::verify_proof(proof, log_key_line(invocation));
    auto value = report_value(report.checked);
    value.set("index", report.index);
    if (report.sound()) value.set("leaf", report.leaf);
    invocation.print(value, text_of(report));
    return report.sound() ? all_well : needs_look;
}

int verify_by_paper(const Invocation& invocation, deletion::LogCopy copy)
{
    if (invocation.flag("--older"))
        throw UsageError("give either --older or --paper, and ask for the other one afterwards");
    const auto report = deletion::verify_log_by_paper(
        log_directory(invocation), log_key_line(invocation), invocation.text("--paper"), copy);
    invocation.print(report_value(report), text_of(report));
    return report.sound() ? all_well : needs_look;
}

int verify(const Invocation& invocation)
{
    if (!invocation.text("--proof").empty()) return verify_one_proof(invocation);
    const auto copy = invocation.flag("--hashes-only") ? deletion::LogCopy::HashesOnly
                                                       : deletion::LogCopy::WithEntries;
    if (invocation.flag("--paper")) return verify_by_paper(invocation, copy);
    std::optional<std::string> older;
    if (!invocation.text("--older").empty())
        older = disk::read_file(invocation.text("--older"), largest_checkpoint_octets);
    const auto report =
        deletion::verify_log(log_directory(invocation), log_key_line(invocation),
                             older ? std::optional<std::string_view>(*older) : std::nullopt, copy);
    invocation.print(report_value(report), text_of(report));
    return report.sound() ? all_well : needs_look;
}

Command log_verify_command()
{
    using enum Option::Kind;
    auto options = log_options();
    options.insert(
        options.end(),
        {{Text, "--older", "FILE",
          "A checkpoint or a proof from an earlier day that this log must continue"},
         {Text, "--paper", "LINE",
          "The line of small print on a letter, typed, that this log must continue"},
         {Flag, "--hashes-only", "", "The directory is a published copy, which holds no entries"},
         {Text, "--proof", "FILE", "Check this proof alone, without a log"}});
    return {.name = "verify",
            .summary = "Prove that the log is whole, or tell everything that is wrong with it",
            .details = "Exit status 0 clean, 2 findings, 1 could not judge.\n\n"
                       "  reservepost log verify --dir log --vkey log.vkey\n"
                       "  reservepost log verify --older checkpoint-of-last-year\n"
                       "  reservepost log verify --paper …\n"
                       "  reservepost log verify --proof leaf.tlog-proof --vkey log.vkey",
            .options = options,
            .run = verify};
}

} // namespace

Command log_command()
{
    return {.name = "log",
            .summary = "The deletion log, offline",
            .details = "Needs no database and no network. docs/deletion-log.md tells the "
                       "format.\n\n  reservepost log verify",
            .commands = {log_verify_command(), log_prove_command(), log_lookup_command(),
                         log_certificate_command(), log_export_command()}};
}

} // namespace reservepost::batch::commands
