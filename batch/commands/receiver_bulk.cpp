#include "batch/commands/receiver_commands.h"
#include "batch/disk/files.h"
#include "batch/receivers/address_remarks.h"
#include "batch/receivers/register_csv.h"
#include "batch/receivers/register_csv_export.h"
#include "batch/receivers/register_toml.h"

#include <algorithm>
#include <system_error>

namespace reservepost::batch::commands {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_register_octets = 16 * 1024 * 1024;
constexpr mode_t for_its_owner_only = 0600; // Contact persons stand in it.

bool ends_in(const fs::path& file, std::string_view extension)
{
    auto ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return ending == extension;
}

std::string read_octets(const fs::path& file)
{
    try {
        return disk::read_file(file, largest_register_octets);
    } catch (const std::system_error& error) {
        if (error.code() != std::errc::file_too_large) throw;
        throw std::invalid_argument(file.string() +
                                    " is larger than 16 MiB; the register of the whole country is "
                                    "under one, so this is probably another file");
    }
}

receivers::RegisterFile read_file(const fs::path& file, const receivers::Snapshot& known)
{
    const bool is_csv = ends_in(file, ".csv");
    if (!is_csv && !ends_in(file, ".toml"))
        throw UsageError(file.string() + " does not say what it is; the name of a register file "
                                         "ends in .toml or .csv");
    const auto octets = read_octets(file);
    if (!is_csv) return receivers::read_register(octets, file.string(), known);
    return {receivers::read_register_csv(octets, file.string(), known), {}};
}

struct Remark {
    receivers::ReceiverKey receiver;
    std::string what;
};

std::vector<Remark> remarks_on(const receivers::RegisterFile& file)
{
    std::vector<Remark> all;
    for (const auto& receiver : file.receivers)
        for (auto& what : receivers::remarks(receiver))
            all.push_back({receiver.key, std::move(what)});
    return all;
}

json::Value remarks_value(const std::vector<Remark>& remarks)
{
    json::Value::List values;
    for (const auto& remark : remarks)
        values.push_back(
            json::Value::object({{"receiver", to_text(remark.receiver)}, {"remark", remark.what}}));
    return values;
}

std::string remarks_text(const std::vector<Remark>& remarks)
{
    std::string text;
    for (const auto& remark : remarks)
        text += "  " + to_text(remark.receiver) + ": " + remark.what + "\n";
    return text.empty() ? text : "Worth a look:\n" + text;
}

void add_counts(json::Value& value, const receivers::ImportCounts& counts)
{
    value.set("added", counts.added);
    value.set("changed", counts.changed);
    value.set("unchanged", counts.unchanged);
    value.set("waiting_receivers", counts.waiting);
    value.set("renumberings_added", counts.renumberings_added);
    value.set("renumberings_changed", counts.renumberings_changed);
}

std::string counts_text(const receivers::ImportCounts& counts)
{
    return std::to_string(counts.added) + " receivers added, " + std::to_string(counts.changed) +
           " changed, " + std::to_string(counts.unchanged) + " unchanged, " +
           std::to_string(counts.waiting) + " waiting for a second person; " +
           std::to_string(counts.renumberings_added + counts.renumberings_changed) +
           " renumberings\n";
}

/// Judges without importing, as `config check` does.
int check(const Invocation& invocation, const fs::path& path, const receivers::Snapshot& known)
{
    receivers::RegisterFile file;
    try {
        file = read_file(path, known);
    } catch (const configuration::FindingsError& error) {
        invocation.err << error.what() << "\n";
        return needs_look;
    }
    const auto remarks = remarks_on(file);
    invocation.print(
        json::Value::object({{"file", path.string()},
                             {"receivers", static_cast<std::int64_t>(file.receivers.size())},
                             {"renumberings", static_cast<std::int64_t>(file.renumberings.size())},
                             {"findings", 0},
                             {"worth_a_look", remarks_value(remarks)}}),
        path.string() + ": nothing is wrong; " + std::to_string(file.receivers.size()) +
            " receivers, " + std::to_string(file.renumberings.size()) + " renumberings\n" +
            remarks_text(remarks));
    return all_well;
}

int import(const Invocation& invocation)
{
    auto state = open_state(invocation);
    const fs::path path = invocation.text("FILE");
    auto transaction = state.database().begin();
    const auto known = receivers::snapshot(transaction);
    if (invocation.flag("--check")) return check(invocation, path, known);

    auto file = read_file(path, known);
    const auto remarks = remarks_on(file);
    const auto imported = receivers::import_register(transaction, file, state.occasion());
    file = {}; // Its memory is the fonts' now.
    const auto done = follow_up(state, transaction, known, imported.change);
    auto value = change_value(imported.change, done);
    add_counts(value, imported.counts);
    value.set("worth_a_look", remarks_value(remarks));
    invocation.print(value, counts_text(imported.counts) + change_text(imported.change, done) +
                                remarks_text(remarks));
    return change_status(done);
}

/// "toml" or "csv": as asked for, else by the ending of the file.
std::string format_of(const Invocation& invocation, const fs::path& file)
{
    const auto asked = invocation.text("--format");
    if (asked.empty()) return ends_in(file, ".csv") ? "csv" : "toml";
    if (asked != "toml" && asked != "csv") throw UsageError("--format takes toml or csv");
    return asked;
}

/// Writing gives the name a file of its own: that must not befall a device or a directory.
void require_file_to_write(const fs::path& file)
{
    std::error_code error;
    const auto there = fs::symlink_status(file, error);
    if (fs::exists(there) && !fs::is_regular_file(there))
        throw UsageError(file.string() + " is no regular file; name the file that is to be made");
}

int export_register(const Invocation& invocation)
{
    const fs::path file = invocation.text("--output");
    const auto format = format_of(invocation, file);
    if (!file.empty()) require_file_to_write(file);

    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    const auto snapshot = receivers::snapshot(transaction);
    const auto text =
        format == "csv" ? receivers::csv_register(snapshot) : receivers::register_toml(snapshot);
    auto value = json::Value::object(
        {{"format", format}, {"receivers", static_cast<std::int64_t>(snapshot.receivers.size())}});
    if (file.empty()) {
        value.set("text", text);
        invocation.print(value, text);
        return all_well;
    }
    disk::replace_durably(file, text, for_its_owner_only);
    value.set("file", file.string());
    invocation.print(value, "written: " + file.string() + ", " +
                                std::to_string(snapshot.receivers.size()) + " receivers\n");
    return all_well;
}

} // namespace

Command receiver_import_command()
{
    return {.name = "import",
            .summary = "Read a register file (TOML or CSV)",
            .details = "All that is wrong in the file is told at once, with line and column, and "
                       "then nothing is\nimported. Receivers that are not in the file stay as they "
                       "are. What is not wrong but worth a\nlook, such as a postcode that nobody "
                       "knows, is told as well.\n\n  reservepost receiver import "
                       "receivers.toml\n  reservepost receiver import --check receivers.csv",
            .options = {{Option::Kind::Argument, "FILE", "FILE",
                         "The register file; its name ends in .toml or .csv", true},
                        {Option::Kind::Flag, "--check", "",
                         "Judge the file without importing it; exit status 2 when it is wrong"}},
            .run = import};
}

Command receiver_export_command()
{
    return {.name = "export",
            .summary = "Write the register as a file that import reads",
            .details = "All receivers with all fields. TOML holds the register's own renumberings, "
                       "too; CSV opens in a\nspreadsheet (make every column one of text). Contact "
                       "persons are in it: the file is for its\nowner only.\n\n  reservepost "
                       "receiver export -o register.csv",
            .options = {{Option::Kind::Text, "--format", "F",
                         "toml or csv; without it as the name of the file says, else toml"},
                        {Option::Kind::Text, "--output", "FILE",
                         "The file to write; without it standard output", false, "", "-o"}},
            .run = export_register};
}

} // namespace reservepost::batch::commands
