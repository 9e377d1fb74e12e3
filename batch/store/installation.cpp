#include "batch/store/installation.h"

#include <stdexcept>

namespace reservepost::batch::store {

namespace {

[[noreturn]] void refuse_before_init()
{
    throw std::runtime_error("the database has no installation yet; run `reservepost init` first");
}

std::int64_t ring_of(const Rows& rows)
{
    const auto row = rows.find_one();
    if (!row) refuse_before_init();
    return row->integer("ring");
}

void note_switch(Transaction& transaction, std::int64_t changed, const char* what, bool paused,
                 const Occasion& occasion)
{
    if (changed == 0) return;
    write_journal(transaction, {occasion,
                                {SubjectKind::Installation, what},
                                paused ? "paused" : "resumed",
                                paused ? "running" : "paused",
                                paused ? "paused" : "running",
                                std::nullopt});
}

} // namespace

void create_installation(Transaction& transaction, bool rehearsal)
{
    transaction.execute("insert into installation (rehearsal) values ($1)", {rehearsal});
    transaction.execute("insert into vault default values");
}

std::optional<Installation> find_installation(Transaction& transaction)
{
    const auto row = transaction
                         .execute("select rehearsal, ring, last_run, generation, "
                                  "last_balanced_at, clock_accepted_at, deletion_paused, "
                                  "packing_paused from installation cross join vault")
                         .find_one();
    if (!row) return std::nullopt;
    Installation found;
    found.rehearsal = row->boolean("rehearsal");
    found.vault_ring = row->integer("ring");
    found.last_run = row->integer("last_run");
    found.generation = static_cast<int>(row->integer("generation"));
    found.last_balanced_at = row->find_instant("last_balanced_at");
    found.clock_accepted_at = row->find_instant("clock_accepted_at");
    found.deletion_paused = row->boolean("deletion_paused");
    found.packing_paused = row->boolean("packing_paused");
    return found;
}

Installation read_installation(Transaction& transaction)
{
    const auto found = find_installation(transaction);
    if (!found) refuse_before_init();
    return *found;
}

std::int64_t share_vault_ring(Transaction& transaction)
{
    return ring_of(transaction.execute("select ring from vault for share"));
}

std::int64_t lock_vault_ring(Transaction& transaction)
{
    return ring_of(transaction.execute("select ring from vault for update"));
}

void set_vault_ring(Transaction& transaction, std::int64_t ring)
{
    if (transaction.changed("update vault set ring = $1 where ring = $1 - 1", {ring}) != 1)
        throw std::logic_error("ring " + std::to_string(ring) +
                               " is not the one after the present one [this is a bug]");
}

void note_balanced(Transaction& transaction, holidays::Instant at)
{
    if (transaction.changed("update installation set last_balanced_at = $1", {at}) != 1)
        refuse_before_init();
}

void accept_clock(Transaction& transaction, const Occasion& occasion)
{
    if (transaction.changed("update installation set clock_accepted_at = $1", {occasion.at}) != 1)
        refuse_before_init();
    write_journal(transaction, {occasion,
                                {SubjectKind::Installation, "clock"},
                                "accepted",
                                std::nullopt,
                                std::nullopt,
                                std::nullopt});
}

void pause_deletion(Transaction& transaction, bool paused, const Occasion& occasion)
{
    const auto changed = transaction.changed(
        "update installation set deletion_paused = $1 where deletion_paused <> $1", {paused});
    note_switch(transaction, changed, "deletion", paused, occasion);
}

void pause_packing(Transaction& transaction, bool paused, const Occasion& occasion)
{
    const auto changed = transaction.changed(
        "update installation set packing_paused = $1 where packing_paused <> $1", {paused});
    note_switch(transaction, changed, "packing", paused, occasion);
}

} // namespace reservepost::batch::store
