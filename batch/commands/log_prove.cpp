#include "batch/commands/commands.h"
#include "batch/commands/log_commands.h"
#include "batch/commands/proof_file.h"
#include "batch/disk/files.h"

#include <charconv>

// What the log says of one report, with the proof that it says so.

namespace reservepost::batch::commands {

namespace {

void write_proof_file(const Invocation& invocation, const std::string& proof)
{
    const std::filesystem::path file = invocation.text("--output");
    if (file.extension() != ".tlog-proof")
        throw UsageError("--output takes a file that ends in .tlog-proof");
    disk::replace_durably(file, proof, 0644);
}

int lookup(const Invocation& invocation)
{
    require_log_role(invocation);
    const auto reference = one_reference(invocation);
    const auto secrets = state_digest_secrets(invocation);
    const auto log = open_log(invocation);
    const auto answer = find_deletions(log, deletion::digests_of(reference, secrets));
    const auto unreadable = unreadable_years(answer, secrets);

    json::Value::List deletions;
    std::string text;
    for (const auto& deletion : answer.deletions) {
        log.prove(deletion.telling_leaf()); // Nothing is told that the signed root does not cover.
        deletions.push_back(value_of(deletion));
        text += text_of(deletion);
    }
    if (answer.deletions.empty()) text = "The log has no deletion of this reference.\n";
    auto value = json::Value::object({{"deletions", deletions},
                                      {"years_destroyed", years_value(unreadable.destroyed)},
                                      {"years_missing", years_value(unreadable.missing)}});
    if (!answer.deletions.empty() && !invocation.text("--output").empty()) {
        write_proof_file(invocation, log.prove(answer.deletions.back().telling_leaf()));
        value.set("files", json::Value::list({invocation.text("--output")}));
        text += written_text({invocation.text("--output")});
    }
    invocation.print(value, text + unreadable_text(unreadable));
    if (!answer.deletions.empty()) return all_well;
    return unreadable.missing.empty() ? needs_look : wrong_usage;
}

/// The leaf that is asked for by its number.
std::uint64_t numbered_leaf(const std::string& given)
{
    std::uint64_t number = 0;
    const auto [stop, fault] = std::from_chars(given.data(), given.data() + given.size(), number);
    if (fault != std::errc{} || stop != given.data() + given.size())
        throw UsageError("--leaf takes a leaf's number, counted from 0");
    return number;
}

std::uint64_t wished_leaf(const Invocation& invocation, const deletion::LogReader& log)
{
    if (invocation.flag("--leaf")) return numbered_leaf(invocation.text("--leaf"));
    return wished_deletion(invocation, log).telling_leaf();
}

int prove(const Invocation& invocation)
{
    require_log_role(invocation);
    if (invocation.flag("--leaf") + invocation.flag("--digest") + invocation.flag("REFERENCE") != 1)
        throw UsageError("say which leaf: a REFERENCE (`-` reads it), --digest or --leaf");
    const auto log = open_log(invocation);
    const auto index = wished_leaf(invocation, log);
    if (index >= log.checkpoint().size)
        throw UsageError("the log has " + std::to_string(log.checkpoint().size) +
                         " signed leaves, counted from 0; there is no leaf " +
                         std::to_string(index));
    write_proof_file(invocation, log.prove(index));
    const auto file = invocation.text("--output");
    invocation.print(json::Value::object({{"index", index}, {"files", json::Value::list({file})}}),
                     "Leaf " + std::to_string(index) + " of " +
                         std::to_string(log.checkpoint().size) + ".\n" + written_text({file}));
    return all_well;
}

} // namespace

Command log_prove_command()
{
    using enum Option::Kind;
    auto options = log_options();
    options.insert(
        options.end(),
        {{Argument, "REFERENCE", "UUID",
          "The report's reference; `-` reads it from standard input"},
         {Text, "--digest", "HEX", "The digest of a deletion, as it stands in its leaves"},
         {Text, "--leaf", "N", "A leaf by its number, counted from 0"},
         {Text, "--output", "FILE", "Where the proof goes, a .tlog-proof", true, {}, "-o"}});
    return {.name = "prove",
            .summary = "Write the proof that one leaf is in the log",
            .details = "The file holds the leaf, the hashes up to the root and the signed "
                       "checkpoint; `log verify --proof`, or anybody's reader of C2SP's "
                       "tlog-proof, checks it without the log. A reference needs the year's "
                       "secret, which only the state has.\n\n"
                       "  reservepost log prove - -o deleted.tlog-proof < reference.txt\n"
                       "  reservepost log prove --leaf 4 -o leaf.tlog-proof --dir log --vkey "
                       "log.vkey",
            .options = options,
            .run = prove};
}

Command log_lookup_command()
{
    using enum Option::Kind;
    auto options = log_options();
    options.insert(
        options.end(),
        {{Argument, "REFERENCE", "UUID", "The reference; `-` reads it from standard input", true},
         {Text, "--output", "FILE", "Write the proof too, a .tlog-proof", false, {}, "-o"}});
    return {.name = "lookup",
            .summary = "Was this report deleted, when and why",
            .details = "Needs the year's digest secret, so only whoever runs Reservepost can ask; "
                       "the database is not needed. Exit status 0 when the log has a deletion of "
                       "the reference, 2 when it has none, 1 when that cannot be said because a "
                       "secret is missing.\n\n"
                       "  reservepost log lookup - < reference.txt\n"
                       "  reservepost log lookup - -o deleted.tlog-proof < reference.txt",
            .options = options,
            .run = lookup};
}

} // namespace reservepost::batch::commands
