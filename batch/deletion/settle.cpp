#include "batch/deletion/delete_originals.h"
#include "batch/disk/fail_point.h"
#include "batch/store/installation.h"

#include <algorithm>

// What brings vault, log and database to one state after a crash.

namespace reservepost::batch::deletion {

void remove_uncommitted_ring(store::Database& database, vault::Vault& vault)
{
    auto transaction = database.begin();
    const auto current = store::lock_vault_ring(transaction);
    for (const auto& store : vault.rings())
        if (std::find(store.numbers.begin(), store.numbers.end(), current) == store.numbers.end())
            throw std::runtime_error(store.store + " does not have ring " +
                                     std::to_string(current) +
                                     ", which the database names; this looks like a restored "
                                     "database or store, so no ring is touched");
    for (const auto& store : vault.rings())
        for (const auto number : store.numbers)
            if (number > current) vault.remove_prepared_ring(number, current);
    transaction.commit();
}

void destroy_older_rings(store::Database& database, vault::Vault& vault)
{
    auto transaction = database.begin();
    const auto current = store::lock_vault_ring(transaction);
    for (const auto& store : vault.rings())
        for (const auto number : store.numbers)
            if (number < current) vault.destroy_ring(number, current);
    transaction.commit();
}

bool extends_database_checkpoint(store::Transaction& transaction, const DeletionLog& log)
{
    const auto known = transaction.execute("select checkpoint from log_checkpoint").find_one();
    if (!known) return true;
    try {
        return log.extends(open_checkpoint(known->text("checkpoint"), log.verifier_key()));
    } catch (const NoteError&) {
        return false;
    }
}

bool extends_published_checkpoints(const DeletionLog& log,
                                   const std::vector<std::filesystem::path>& places)
{
    return std::all_of(places.begin(), places.end(), [&](const std::filesystem::path& place) {
        if (!std::filesystem::exists(place / "checkpoint")) return std::filesystem::exists(place);
        try {
            return log.extends(open_checkpoint(read_checkpoint_text(place), log.verifier_key()));
        } catch (const std::runtime_error&) {
            return false;
        }
    });
}

void publish_log(DeletionDesk& desk)
{
    desk.log.sign_checkpoint();
    {
        auto transaction = desk.database.begin();
        if (!extends_database_checkpoint(transaction, desk.log))
            throw std::runtime_error(
                "the deletion log does not continue the checkpoint that the database knows; one of "
                "the two is an old backup. Nothing is deleted before that is settled");
        transaction.execute("insert into log_checkpoint (size, checkpoint) values ($1, $2) "
                            "on conflict (only_row) do update set size = excluded.size, "
                            "checkpoint = excluded.checkpoint",
                            {desk.log.checkpoint().size, desk.log.checkpoint_text()});
        transaction.commit("log.noted");
    }
    for (const auto& place : desk.published)
        disk::durably("log.published", [&] { desk.log.publish(place); });
    const auto stores = desk.vault.status().stores;
    for (std::size_t i = 0; i < stores.size(); ++i)
        if (stores[i].reachable) desk.log.copy_to(desk.vault.places()[i].content / "log");
}

} // namespace reservepost::batch::deletion
