#include "batch/commands/commands.h"
#include "batch/commands/log_commands.h"
#include "batch/commands/proof_file.h"
#include "batch/crypto/text.h"
#include "batch/disk/files.h"
#include "batch/report/export_page.h"

// One receiver's deletions, for its own reviewer. The log names receivers by digests alone; those
// of the receiver that is asked for are made from each year's secret.

namespace reservepost::batch::commands {

namespace {

bool lies_within(const deletion::LoggedDeletion& deletion, const report::ReceiverExport& wished)
{
    const auto day =
        holidays::Date::from_text(deletion.deleted ? deletion.deleted_on : deletion.announced_on);
    return (!wished.from || day >= *wished.from) && (!wished.to || day <= *wished.to);
}

json::Value export_value(const report::ReceiverExport& deletions, const UnreadableYears& unreadable)
{
    json::Value::List list;
    for (const auto& one : deletions.deletions)
        list.push_back(value_of(one));
    return json::Value::object({{"receiver", deletions.receiver},
                                {"log_size", deletions.log_size},
                                {"root", deletions.root},
                                {"deletions", list},
                                {"years_destroyed", years_value(unreadable.destroyed)},
                                {"years_missing", years_value(unreadable.missing)}});
}

/// The files that are wished, written; their names.
std::vector<std::string> write_files(const Invocation& invocation,
                                     const report::ReceiverExport& deletions)
{
    std::vector<std::string> files;
    if (const auto file = invocation.text("--csv"); !file.empty()) {
        disk::replace_durably(file, report::export_csv(deletions), 0640);
        files.push_back(file);
    }
    if (const auto file = invocation.text("--pdf"); !file.empty()) {
        const layout::Workshop workshop;
        disk::replace_durably(file, desk_pdf(report::export_pages(deletions), workshop), 0640);
        files.push_back(file);
    }
    return files;
}

int export_receiver(const Invocation& invocation)
{
    require_log_role(invocation);
    report::ReceiverExport wished;
    wished.receiver = to_text(receiver_key(invocation, "--receiver"));
    wished.from = find_day(invocation, "--from");
    wished.to = find_day(invocation, "--to");
    if (wished.from && wished.to && *wished.to < *wished.from)
        throw UsageError("--to lies before --from");
    const auto secrets = state_digest_secrets(invocation);
    const auto log = open_log(invocation);
    auto answer = find_deletions_of_receiver(log, deletion::digests_of(wished.receiver, secrets));
    const auto unreadable = unreadable_years(answer, secrets);

    wished.origin = log.checkpoint().origin;
    wished.log_size = log.checkpoint().size;
    wished.root = crypto::base64(log.checkpoint().root.octets());
    wished.last_date = json::parse(log.leaf(wished.log_size - 1)).text("date");
    wished.complete = unreadable.destroyed.empty() && unreadable.missing.empty();
    for (auto& one : answer.deletions)
        if (lies_within(one, wished)) {
            log.prove(one.telling_leaf()); // Nothing is told that the signed root does not cover.
            wished.deletions.push_back(std::move(one));
        }
    const auto files = write_files(invocation, wished);
    auto value = export_value(wished, unreadable);
    value.set("files", json::Value::list_of(files));
    invocation.print(value, std::to_string(wished.deletions.size()) + " deletions of " +
                                wished.receiver + ".\n" + unreadable_text(unreadable) +
                                written_text(files));
    return unreadable.missing.empty() ? all_well : wrong_usage;
}

} // namespace

Command log_export_command()
{
    using enum Option::Kind;
    auto options = log_options();
    options.insert(options.end(),
                   {{Text, "--receiver", "R", "Municipality and district, such as 0301-05", true},
                    {Text, "--from", "DAY", "The first day of deletion (default: all)"},
                    {Text, "--to", "DAY", "The last day of deletion (default: all)"},
                    {Text, "--csv", "FILE", "Write them as CSV"},
                    {Text, "--pdf", "FILE", "Write them as pages to read"}});
    return {.name = "export",
            .summary = "One receiver's deletions, for its own reviewer",
            .details = "Finds the receiver by its digest, so it needs the years' secrets, and no "
                       "database. Give it to nobody but the receiver: in a small municipality a "
                       "place and a date are a person. Exit status 1 when a secret is missing: "
                       "then deletions may be missing too.\n\n"
                       "  reservepost log export --receiver 0301-05 --from 2027-01-01 --to "
                       "2027-03-31 --csv deleted.csv --pdf deleted.pdf",
            .options = options,
            .run = export_receiver};
}

} // namespace reservepost::batch::commands
