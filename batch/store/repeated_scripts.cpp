#include "batch/store/repeated_scripts.h"

#include "batch/crypto/digest.h"
#include "batch/store/migrations.h"
#include "batch/store/repeated_files.h"

#include <algorithm>

namespace reservepost::batch::store {

namespace {

bool is_applied(Transaction& transaction, const EmbeddedFile& file)
{
    return !transaction
                .execute("select from repeated_script where name = $1 and sha256 = $2",
                         {file.name, crypto::sha256(file.bytes)})
                .empty();
}

} // namespace

void apply_repeated_scripts(Database& owner)
{
    auto transaction = owner.begin();
    lock_migrations(transaction);
    for (const auto& file : repeated::embedded_files()) {
        if (is_applied(transaction, file)) continue;
        transaction.execute_script(file.bytes);
        transaction.execute("insert into repeated_script (name, sha256) values ($1, $2) on "
                            "conflict (name) do update set sha256 = excluded.sha256",
                            {file.name, crypto::sha256(file.bytes)});
    }
    transaction.commit();
}

bool repeated_scripts_are_applied(Transaction& transaction)
{
    return std::ranges::all_of(repeated::embedded_files(), [&](const EmbeddedFile& file) {
        return is_applied(transaction, file);
    });
}

} // namespace reservepost::batch::store
