#include "batch/commands/commands.h"
#include "batch/deletion/verifier.h"
#include "batch/disk/files.h"

namespace reservepost::batch::commands {

namespace {

constexpr std::uint64_t largest_checkpoint_octets = 64 * 1024;

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

std::string report_text(const deletion::VerifyReport& report)
{
    std::string text;
    for (const auto& finding : report.findings)
        text += finding.code + "  " + finding.where + ": " + finding.sentence + "\n";
    if (!report.sound())
        return text + std::to_string(report.findings_in_all) +
               " findings: this log does not "
               "hold.\n";
    text += "The log " + report.origin + " holds: " + std::to_string(report.size) +
            " leaves, root " + report.root + ", signature good.\n";
    for (const auto& [kind, count] : report.leaves_by_kind)
        text += "  " + std::to_string(count) + " " + kind + "\n";
    for (const auto& intent : report.open_intents)
        text += "  announced on " + intent.date + " and not done yet: leaf " +
                std::to_string(intent.index) + "\n";
    if (report.unsigned_leaves > 0)
        text += "  " + std::to_string(report.unsigned_leaves) +
                " leaves after the checkpoint, which the next run signs\n";
    return text;
}

int verify(const Invocation& invocation)
{
    const auto state = state_options(invocation).directory;
    const auto directory = invocation.text("--dir").empty()
                               ? state / "log"
                               : std::filesystem::path(invocation.text("--dir"));
    const auto key = key_line(invocation.text("--vkey").empty() ? (state / "log.vkey").string()
                                                                : invocation.text("--vkey"));
    std::optional<std::string> older;
    if (!invocation.text("--older").empty())
        older = disk::read_file(invocation.text("--older"), largest_checkpoint_octets);
    const auto report = deletion::verify_log(
        directory, key, older ? std::optional<std::string_view>(*older) : std::nullopt,
        invocation.flag("--hashes-only") ? deletion::LogCopy::HashesOnly
                                         : deletion::LogCopy::WithEntries);
    invocation.print(report_value(report), report_text(report));
    return report.sound() ? all_well : needs_look;
}

} // namespace

Command log_command()
{
    return {
        .name = "log",
        .summary = "The deletion log, offline",
        .details = "Needs no database, no secret and no network. docs/deletion-log.md tells the "
                   "format.\n\n  reservepost log verify",
        .commands = {
            {.name = "verify",
             .summary = "Prove that the log is whole, or tell everything that is wrong with it",
             .details = "Exit status 0 clean, 2 findings, 1 could not judge.\n\n  reservepost log "
                        "verify --dir log --vkey log.vkey\n  reservepost log verify --older "
                        "checkpoint-of-last-year",
             .options = {{Option::Kind::Text, "--dir", "DIR", "The log (default: the state's own)"},
                         {Option::Kind::Text, "--vkey", "KEY",
                          "Its verifier key, as a line or a file (default: the state's log.vkey)"},
                         {Option::Kind::Text, "--older", "FILE",
                          "A checkpoint from an earlier day that this log must continue"},
                         {Option::Kind::Flag, "--hashes-only", "",
                          "The directory is a published copy, which holds no entries"}},
             .run = verify}}};
}

} // namespace reservepost::batch::commands
