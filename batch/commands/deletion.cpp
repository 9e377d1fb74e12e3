#include "batch/commands/commands.h"
#include "batch/deletion/delete_originals.h"
#include "batch/intake/reference.h"
#include "batch/intake/take_in.h"
#include "holidays/oslo_time.h"

namespace reservepost::batch::commands {

namespace {

/// The facts that hold whenever deletion runs, so that only the report's own reasons are told.
deletion::RunFacts good_run(bool paused)
{
    return {.deletion_paused = paused,
            .every_store_reachable = true,
            .time_believed = true,
            .balance_is_zero = true,
            .log_extends_database_checkpoint = true,
            .log_extends_published_checkpoint = true};
}

int explain(const Invocation& invocation)
{
    auto state = open_state(invocation);
    const auto lines = invocation.texts_or_lines("REFERENCE");
    const auto reference = lines.size() == 1 ? intake::find_reference(lines.front()) : std::nullopt;
    if (!reference) throw UsageError("give one reference, a UUID");
    auto transaction = state.database().begin();
    const auto row =
        transaction
            .execute("select record from report where reference_digest = $1 order by taken_in_at "
                     "limit 1",
                     {intake::lookup_digest(state.keys().lookup(), *reference)})
            .find_one();
    if (!row)
        throw std::invalid_argument("no report of that reference is here; if it was deleted, the "
                                    "deletion log says so");
    const auto paused = store::read_installation(transaction).deletion_paused;
    const auto facts =
        deletion::read_deletion_facts(transaction, row->record("record"), good_run(paused));
    const auto& retention = state.configuration().retention;
    const auto reasons = deletion::what_keeps(
        facts, {retention.retention_days, retention.retention_posted_days}, state.clock().now());
    json::Value::List values;
    std::string text;
    for (const auto& reason : reasons) {
        auto value = json::Value::object(
            {{"code", deletion::name_of(reason.code)}, {"sentence", reason.sentence}});
        if (reason.earliest) value.set("earliest", holidays::oslo_text(*reason.earliest));
        values.push_back(value);
        text += reason.sentence +
                (reason.earliest ? " (at the earliest " + short_time(*reason.earliest) + ")" : "") +
                "\n";
    }
    invocation.print(values, text.empty() ? "Nothing keeps it: the next run that may delete does.\n"
                                          : text);
    return all_well;
}

} // namespace

Command deletion_command()
{
    return {.name = "deletion",
            .summary = "Why an original is still here",
            .details = "A letter that was never receipted is never deleted, whatever its age.\n\n  "
                       "reservepost deletion explain - < reference.txt",
            .commands = {{.name = "explain",
                          .summary = "What keeps one report's original, and until when",
                          .details = "  reservepost deletion explain - < reference.txt",
                          .options = {{Option::Kind::Argument, "REFERENCE", "UUID",
                                       "The reference; `-` reads it from standard input", true}},
                          .run = explain}}};
}

} // namespace reservepost::batch::commands
