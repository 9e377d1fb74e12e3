#include "batch/restore/known.h"

#include "batch/disk/files.h"
#include "batch/json/value.h"
#include "batch/store/installation.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace reservepost::batch::restore {

namespace {

constexpr const char* mark_name = ".run";
constexpr const char* installation_name = "installation";

std::int64_t read_mark(const std::filesystem::path& directory)
{
    const auto file = directory / mark_name;
    if (!std::filesystem::exists(file)) return 0;
    const auto text = disk::read_file(file, 64);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || std::string_view(end, text.data() + text.size()) != "\n")
        throw vault::VaultDamaged(file.string() + " holds no number of a run; see `reservepost "
                                                  "restore check`");
    return number;
}

void raise_mark(const std::filesystem::path& directory, std::int64_t run)
{
    if (std::filesystem::exists(directory) && run > read_mark(directory))
        disk::replace_durably(directory / mark_name, std::to_string(run) + '\n', 0600);
}

/// The text kept as `name` in the first store that opens it.
std::optional<std::string> find_kept(const vault::Vault& vault, const std::string& name)
{
    const auto stores = vault.status().stores;
    for (std::size_t i = 0; i < stores.size(); ++i) {
        if (!stores[i].reachable) continue;
        try {
            if (auto text = vault.kept(i, name)) return text;
        } catch (const vault::VaultDamaged&) {
            continue; // Another store may have it whole; `read_known` names it if none has.
        }
    }
    return std::nullopt;
}

std::set<std::string> kept_names(const vault::Vault& vault)
{
    std::set<std::string> names;
    for (const auto& store : vault.kept_names())
        names.insert(store.begin(), store.end());
    return names;
}

void read_kept(const vault::Vault& vault, const std::string& name, Known& known)
{
    const auto job = spool::kept_job_number(name);
    if (!job && !spool::is_kept_receipt(name)) return;
    const auto text = find_kept(vault, name);
    if (!text)
        known.unreadable.push_back(name);
    else if (job)
        known.jobs.emplace(*job, spool::parse_kept_job(*text));
    else
        known.receipts.push_back(spool::parse_kept_receipt(*text));
}

int generation_of(std::string_view job)
{
    int generation = 0;
    std::from_chars(job.data(), job.data() + std::min<std::size_t>(2, job.size()), generation);
    return generation;
}

/// Whether the ring that the database names is gone where a newer one is.
void compare_rings(const std::vector<vault::StoreRings>& rings, std::int64_t ring,
                   std::vector<std::string>& ahead)
{
    for (const auto& store : rings) {
        if (store.numbers.empty() || store.numbers.back() <= ring) continue;
        if (std::ranges::binary_search(store.numbers, ring)) continue;
        ahead.push_back(store.store + " holds ring " + std::to_string(store.numbers.back()) +
                        ", the database knows only ring " + std::to_string(ring));
    }
}

void compare_jobs(store::Transaction& transaction, const std::vector<std::string>& kept,
                  std::vector<std::string>& ahead)
{
    const auto unknown =
        transaction
            .execute("select count(*) as n, min(number) as first from unnest($1::text[]) as "
                     "kept (number) where not exists (select from job where job.number = "
                     "kept.number)",
                     {kept})
            .one();
    if (unknown.integer("n") > 0)
        ahead.push_back("the stores know " + std::to_string(unknown.integer("n")) +
                        " jobs that the database does not, first " + unknown.text("first"));
}

} // namespace

std::int64_t Known::generation() const
{
    std::int64_t highest = installation ? installation->generation : 1;
    for (const auto& [number, job] : jobs)
        highest = std::max<std::int64_t>(highest, generation_of(number));
    return highest;
}

void note_run(vault::Vault& vault, const RunMarks& marks, std::int64_t run,
              const KeptInstallation& installation)
{
    vault.write_run_number(run);
    raise_mark(marks.log, run);
    raise_mark(marks.outbox, run);
    keep_installation(vault, installation);
}

std::int64_t highest_run(const vault::Vault& vault, const RunMarks& marks)
{
    return std::max({vault.highest_run_number(), read_mark(marks.log), read_mark(marks.outbox)});
}

void keep_installation(vault::Vault& vault, const KeptInstallation& installation)
{
    vault.keep(installation_name,
               json::canonical(json::Value::object({{"rehearsal", installation.rehearsal},
                                                    {"generation", installation.generation}})));
}

std::optional<KeptInstallation> kept_installation(const vault::Vault& vault)
{
    const auto text = find_kept(vault, installation_name);
    if (!text) return std::nullopt;
    const auto value = json::parse(*text);
    return KeptInstallation{value.boolean("rehearsal"), value.integer("generation")};
}

std::optional<std::string> kept_register(const vault::Vault& vault)
{
    auto text = find_kept(vault, "register");
    if (text && text->empty()) return std::nullopt; // Kept before anybody was in it.
    return text;
}

// The longest file first, then what only others have.
std::vector<vault::Fact> read_facts(const vault::Vault& vault)
{
    auto readings = vault.read_facts();
    std::ranges::stable_sort(readings, std::ranges::greater(),
                             [](const auto& reading) { return reading.facts.size(); });
    std::vector<vault::Fact> facts;
    std::set<std::string> known;
    for (auto& reading : readings)
        for (auto& fact : reading.facts)
            if (known.insert(vault::fact_line(fact)).second) facts.push_back(std::move(fact));
    return facts;
}

Known read_known(const vault::Vault& vault, const RunMarks& marks)
{
    Known known;
    known.run = highest_run(vault, marks);
    known.installation = kept_installation(vault);
    known.facts = read_facts(vault);
    for (const auto& name : kept_names(vault))
        read_kept(vault, name, known);
    return known;
}

// Outside first, the database after it: what a run at work writes down meanwhile stands in the
// database before it stands outside.
std::vector<std::string> what_is_ahead(store::Transaction& transaction, const vault::Vault& vault,
                                       const RunMarks& marks)
{
    const auto run = highest_run(vault, marks);
    const auto rings = vault.reachable_rings();
    const auto kept = kept_installation(vault);
    std::vector<std::string> jobs;
    for (const auto& name : kept_names(vault))
        if (auto number = spool::kept_job_number(name)) jobs.push_back(*number);

    std::vector<std::string> ahead;
    const auto installation = store::read_installation(transaction);
    if (run > installation.last_run)
        ahead.push_back("the stores, the log or the outbox know run " + std::to_string(run) +
                        ", the database only run " + std::to_string(installation.last_run));
    compare_rings(rings, installation.vault_ring, ahead);
    compare_jobs(transaction, jobs, ahead);
    if (kept && kept->generation > installation.generation)
        ahead.push_back("the stores know generation " + std::to_string(kept->generation) +
                        " of job numbers, the database only " +
                        std::to_string(installation.generation));
    return ahead;
}

void refuse_older_database(store::Transaction& transaction, const vault::Vault& vault,
                           const RunMarks& marks)
{
    const auto ahead = what_is_ahead(transaction, vault, marks);
    if (!ahead.empty())
        throw std::runtime_error(ahead.front() +
                                 ": the database is an older copy. Nothing is done outside before "
                                 "`reservepost restore check` has reconciled it");
}

} // namespace reservepost::batch::restore
