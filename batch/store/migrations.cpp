#include "batch/store/migrations.h"

#include "batch/crypto/digest.h"
#include "batch/store/repeated_scripts.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace reservepost::batch::store {

namespace {

/// Any number will do that nobody else takes in this database: "migr" in ASCII.
constexpr std::int64_t lock_number = 0x6d696772;

struct Migration {
    std::int64_t number;
    std::string name;
    std::string_view sql;
    crypto::Digest digest;
};

struct Applied {
    std::string name;
    crypto::Digest digest;
};

Migration parsed(const EmbeddedFile& file)
{
    std::int64_t number = 0;
    const char* begin = file.name.data();
    const auto [end, error] = std::from_chars(begin, begin + file.name.size(), number);
    if (error != std::errc() || end - begin != 4 || number < 1 || !file.name.ends_with(".sql") ||
        file.name[4] != '_')
        throw std::logic_error("a migration is called NNNN_name.sql, not " +
                               std::string(file.name) + " [this is a bug]");
    return {number, std::string(file.name), file.bytes, crypto::sha256(file.bytes)};
}

std::vector<Migration> parsed(std::span<const EmbeddedFile> files)
{
    std::vector<Migration> result;
    for (const auto& file : files) {
        result.push_back(parsed(file));
        if (result.size() > 1 && result[result.size() - 2].number >= result.back().number)
            throw std::logic_error("two migrations have the number of " + result.back().name +
                                   " or are out of order [this is a bug]");
    }
    return result;
}

std::map<std::int64_t, Applied> applied(Transaction& transaction)
{
    std::map<std::int64_t, Applied> result;
    for (const Row row :
         transaction.execute("select number, name, sha256 from migration order by number"))
        result.emplace(row.integer("number"), Applied{row.text("name"), row.digest("sha256")});
    return result;
}

[[noreturn]] void refuse(const std::string& what, const std::string& remedy)
{
    throw std::runtime_error("the database " + what + "; " + remedy + "; nothing has been changed");
}

/// Everything that was applied must be among our own, unchanged.
void compare(const std::map<std::int64_t, Applied>& in_database, const std::vector<Migration>& ours)
{
    const std::int64_t newest = ours.empty() ? 0 : ours.back().number;
    for (const auto& [number, row] : in_database) {
        const auto file = std::ranges::find(ours, number, &Migration::number);
        if (number > newest)
            refuse("is newer than this program: it has had the migration " + row.name,
                   "install the version of reservepost that was used with it last");
        if (file == ours.end())
            refuse("has had the migration " + row.name + ", which this program does not know",
                   "install the version of reservepost that belongs to it");
        if (file->digest != row.digest || file->name != row.name)
            refuse("has had another " + row.name + " than this program's " + file->name,
                   "install the version of reservepost that belongs to it; a migration never "
                   "changes once it has been applied");
    }
}

/// The first one that is still to be applied.
std::optional<Migration> next(const std::map<std::int64_t, Applied>& in_database,
                              const std::vector<Migration>& ours)
{
    const std::int64_t reached = in_database.empty() ? 0 : in_database.rbegin()->first;
    const auto missing = std::ranges::find_if(
        ours, [&](const Migration& each) { return !in_database.contains(each.number); });
    if (missing == ours.end()) return std::nullopt;
    if (missing->number < reached)
        refuse("has gone past the migration " + missing->name + " without applying it",
               "install the version of reservepost that belongs to it");
    return *missing;
}

/// One step: looks, and applies one file. Gives whether there was one to apply.
bool migrate_once(Database& owner, const std::vector<Migration>& ours)
{
    auto transaction = owner.begin();
    lock_migrations(transaction);
    transaction.execute("create table if not exists migration ("
                        "number bigint primary key, name text not null, "
                        "sha256 bytea not null check (octet_length(sha256) = 32))");
    const auto in_database = applied(transaction);
    compare(in_database, ours);
    const auto migration = next(in_database, ours);
    if (!migration) return false;

    transaction.execute_script(migration->sql);
    transaction.execute("insert into migration (number, name, sha256) values ($1, $2, $3)",
                        {migration->number, migration->name, migration->digest});
    transaction.commit();
    return true;
}

} // namespace

void lock_migrations(Transaction& transaction)
{
    transaction.execute("select pg_advisory_xact_lock($1)", {lock_number});
}

void migrate(Database& owner)
{
    migrate(owner, embedded_files());
    apply_repeated_scripts(owner);
}

void migrate(Database& owner, std::span<const EmbeddedFile> files)
{
    const auto ours = parsed(files);
    while (migrate_once(owner, ours)) {
    }
}

bool is_migrated(Database& database)
{
    const auto ours = parsed(embedded_files());
    auto transaction = database.begin();
    const auto table = transaction.execute("select to_regclass('public.migration') is not null "
                                           "and has_table_privilege('public.migration', 'select') "
                                           "as readable");
    if (!table.one().find_boolean("readable").value_or(false)) return false;
    const auto in_database = applied(transaction);
    return in_database.size() == ours.size() &&
           std::ranges::all_of(ours,
                               [&](const Migration& each) {
                                   const auto row = in_database.find(each.number);
                                   return row != in_database.end() &&
                                          row->second.digest == each.digest;
                               }) &&
           repeated_scripts_are_applied(transaction);
}

} // namespace reservepost::batch::store
