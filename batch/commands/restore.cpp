#include "batch/commands/commands.h"
#include "batch/rebuild.h"

namespace reservepost::batch::commands {

namespace {

json::Value value_of(const restore::RestoreFindings& findings)
{
    json::Value::List doubtful;
    for (const auto& letter : findings.doubtful)
        doubtful.push_back(json::Value::object(
            {{"record", letter.record}, {"job", letter.job}, {"piece", letter.piece}}));
    return json::Value::object({{"behind", json::Value::list_of(findings.behind)},
                                {"run_known", findings.run_known},
                                {"generation", findings.generation},
                                {"ring", findings.ring},
                                {"adopted", findings.adopted},
                                {"spare_copies", findings.spare_copies},
                                {"set_aside", findings.set_aside},
                                {"deletions_done", findings.deletions_done},
                                {"deletions_open", findings.deletions_open},
                                {"jobs", findings.jobs},
                                {"receipts", findings.receipts},
                                {"reports_moved", findings.reports_moved},
                                {"letters_held", findings.letters_held},
                                {"maybe_sent", doubtful},
                                {"unreadable", json::Value::list_of(findings.unreadable)}});
}

/// One line for a number that is not zero.
std::string line(std::int64_t count, const char* one, const char* many)
{
    if (count == 0) return {};
    return "  " + std::to_string(count) + " " + (count == 1 ? one : many) + "\n";
}

std::string found(const restore::RestoreFindings& findings)
{
    return line(findings.adopted, "report had no row and was adopted",
                "reports had no row and were adopted") +
           line(findings.spare_copies, "spare copy of a report was found",
                "spare copies of reports were found") +
           line(findings.set_aside, "entry opens in no store and was set aside",
                "entries open in no store and were set aside") +
           line(findings.deletions_done, "report is deleted, and stays so",
                "reports are deleted, and stay so") +
           line(findings.deletions_open, "deletion was announced; the next run finishes it",
                "deletions were announced; the next run finishes them") +
           line(findings.jobs, "package was closed of which the database did not know",
                "packages were closed of which the database did not know") +
           line(findings.receipts, "receipt was brought back", "receipts were brought back") +
           line(findings.reports_moved, "report was brought to where the stores' facts say it is",
                "reports were brought to where the stores' facts say they are") +
           "  Job numbers go on in generation " + std::to_string(findings.generation) + "; ring " +
           std::to_string(findings.ring) + " holds.\n";
}

std::string to_do(const restore::RestoreFindings& findings)
{
    std::string text;
    if (!findings.doubtful.empty()) {
        text += "These letters may have been sent. None is sent again by itself; ask the print "
                "house for each job whether it has it:\n";
        for (const auto& letter : findings.doubtful)
            text += "  job " + letter.job + "  piece " + std::to_string(letter.piece) +
                    "  report " + letter.record + "\n";
    }
    if (findings.letters_held > 0)
        text += std::to_string(findings.letters_held) +
                " letters are held, as a letter may have gone out; see `reservepost held`.\n";
    for (const auto& name : findings.unreadable)
        text += "What is kept as " + name + " opens in no store, or nobody vouches for it.\n";
    return text + "Confirmations that came before their report are not known any more; "
                  "municipalities send them again.\n";
}

int tell(const Invocation& invocation, const restore::RestoreFindings& findings)
{
    if (!findings.was_behind()) {
        invocation.print(value_of(findings), "The database knows everything that the stores, the "
                                             "log and the outbox know. Nothing was changed.\n");
        return all_well;
    }
    std::string text;
    for (const auto& sentence : findings.behind)
        text += sentence + "\n";
    invocation.print(value_of(findings), text + "Found and mended:\n" + found(findings) +
                                             "What you must do:\n" + to_do(findings));
    return needs_look;
}

int check(const Invocation& invocation)
{
    auto state = open_state(invocation);
    return tell(invocation, check_restored(state));
}

int rebuild_state(const Invocation& invocation)
{
    return tell(invocation, rebuild(state_options(invocation), [&](const std::string& line) {
                    if (!invocation.json) invocation.out << line << "\n";
                }));
}

} // namespace

Command restore_command()
{
    return {
        .name = "restore",
        .summary = "Come back from a lost disk or a restored backup",
        .details = "docs/vault.md tells what to do when a disk dies.\n\n  reservepost restore "
                   "check",
        .commands = {
            {.name = "check",
             .summary = "Bring a restored database to what the stores know",
             .details = "An older copy of the database is refused by everything that takes in, "
                        "answers or sends, until\nthis has reconciled it: reports without a row "
                        "are adopted, deleted ones stay deleted, packages\nthat were closed are "
                        "known again, and letters that may have been sent are listed, never "
                        "sent.\nExit status 0 nothing to do, 2 something was mended or must be "
                        "done, 1 could not judge.\n\n  reservepost restore check",
             .run = check},
            {.name = "rebuild",
             .summary = "Make a lost state anew from one store",
             .details = "The configuration file must be in its place; keys come from the copy "
                        "beside a store. Everything\nthat was answered \"taken in\" comes back "
                        "and nothing that was deleted; retentions start anew.\nCan be called again "
                        "after a crash.\n\n  reservepost restore rebuild --state "
                        "/var/lib/reservepost",
             .run = rebuild_state}}};
}

} // namespace reservepost::batch::commands
