#include "batch/store/night_ownership.h"

#include "batch/crypto/random.h"

#include <chrono>
#include <thread>
#include <utility>

namespace reservepost::batch::store {

namespace {

using std::chrono::milliseconds;

/// "nigh" in ASCII: the session lock of whoever owns the night.
constexpr std::int64_t lock_number = 0x6e696768;

/// A killed process's session is gone within milliseconds.
constexpr milliseconds longest_wait{250};
constexpr milliseconds between_tries{10};

bool try_lock(Database& connection)
{
    auto transaction = connection.begin();
    const bool locked =
        transaction.execute("select pg_try_advisory_lock($1) as locked", {lock_number})
            .one()
            .boolean("locked");
    transaction.commit();
    return locked;
}

bool lock(Database& connection)
{
    for (milliseconds waited{0}; waited <= longest_wait; waited += between_tries) {
        if (try_lock(connection)) return true;
        std::this_thread::sleep_for(between_tries);
    }
    return false;
}

} // namespace

NightOwnership::NightOwnership(Database connection, std::string token)
    : connection_(std::move(connection)), token_(std::move(token))
{
}

std::optional<NightOwnership> NightOwnership::take(Database connection, const NightHolder& holder)
{
    if (!lock(connection)) return std::nullopt;
    const std::string token = crypto::random_octets(16);
    auto transaction = connection.begin();
    transaction.execute("insert into night (token, host, pid, since, run) "
                        "values ($1, $2, $3, $4, $5) on conflict (only_row) do update set "
                        "token = excluded.token, host = excluded.host, pid = excluded.pid, "
                        "since = excluded.since, run = excluded.run",
                        {Octets{token}, holder.host, holder.pid, holder.since, holder.run});
    transaction.commit();
    return NightOwnership(std::move(connection), token);
}

void NightOwnership::note_run(Transaction& transaction, std::int64_t run) const
{
    check(transaction);
    transaction.changed("update night set run = $1 where token = $2", {run, Octets{token_}});
}

void NightOwnership::check(Transaction& transaction) const
{
    if (transaction
            .execute("select only_row from night where token = $1 for share", {Octets{token_}})
            .empty())
        throw NightTakenOver("another process has taken the night over; this one stops, and the "
                             "other one finishes its work (`status` says who)");
}

std::optional<NightHolder> night_holder(Transaction& transaction)
{
    const auto row =
        transaction
            .execute("select host, pid, since, run from night where exists (select from pg_locks "
                     "where locktype = 'advisory' and granted and objsubid = 1 "
                     "and classid = 0 and objid::bigint = $1 and database = "
                     "(select oid from pg_database where datname = current_database()))",
                     {lock_number})
            .find_one();
    if (!row) return std::nullopt;
    return NightHolder{row->text("host"), row->integer("pid"), row->instant("since"),
                       row->find_integer("run")};
}

} // namespace reservepost::batch::store
