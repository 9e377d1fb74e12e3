#include "batch/store/night_ownership.h"

#include "batch/crypto/random.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string_view>
#include <thread>
#include <utility>

namespace reservepost::batch::store {

namespace {

using std::chrono::milliseconds;

/// "nigh" in ASCII: the session lock of whoever owns the night.
constexpr std::int64_t lock_number = 0x6e696768;

/// "ente": who takes the night or looks whether it may.
constexpr std::int64_t entering_number = 0x656e7465;

/// A killed process's session is gone within milliseconds.
constexpr milliseconds longest_wait{250};
constexpr milliseconds between_tries{10};

bool try_lock(Transaction& transaction)
{
    return transaction.execute("select pg_try_advisory_lock($1) as locked", {lock_number})
        .one()
        .boolean("locked");
}

bool lock(Transaction& transaction)
{
    for (milliseconds waited{0}; waited <= longest_wait; waited += between_tries) {
        if (try_lock(transaction)) return true;
        std::this_thread::sleep_for(between_tries);
    }
    return false;
}

/// Ends the sessions that have the lock, if the lease in the row has run out. Gives whether it had.
bool end_silent_holder(Transaction& transaction)
{
    constexpr std::string_view longest_end_ms = "5000";
    return !transaction
                .execute(
                    "select pg_terminate_backend(l.pid, $2::text::bigint) from pg_locks l, night "
                    "where lease_until < clock_timestamp() and locktype = 'advisory' and "
                    "granted and objsubid = 1 and classid = 0 and objid::bigint = $1 and "
                    "database = (select oid from pg_database where datname = "
                    "current_database())",
                    {lock_number, longest_end_ms})
                .empty();
}

void write_holder(Transaction& transaction, const NightHolder& holder, const std::string& token,
                  milliseconds lease)
{
    transaction.execute(
        "insert into night (token, host, pid, since, run, lease_until) values ($1, "
        "$2, $3, $4, $5, clock_timestamp() + $6 * interval '1 millisecond') "
        "on conflict (only_row) do update set token = excluded.token, host = "
        "excluded.host, pid = excluded.pid, since = excluded.since, run = "
        "excluded.run, lease_until = excluded.lease_until",
        {Octets{token}, holder.host, holder.pid, holder.since, holder.run, lease.count()});
}

} // namespace

/// What one who owns the night holds on to.
struct NightOwnership::Held {
    Held(Database session, std::string secret, milliseconds length,
         std::optional<NightHolder> before)
        : connection(std::move(session)), token(std::move(secret)), lease(length),
          taken_from(std::move(before)),
          renewing([this](const std::stop_token& stopping) { renew(stopping); })
    {
    }

    /// Ends in silence when the session is lost: the lock is then free for others, and `check`
    /// tells when somebody has taken it.
    void renew(const std::stop_token& stopping)
    {
        std::mutex alone;
        std::condition_variable_any woken;
        std::unique_lock waiting(alone);
        try {
            while (!woken.wait_for(waiting, stopping, lease / 5,
                                   [&] { return stopping.stop_requested(); })) {
                auto transaction = connection.begin();
                transaction.execute("update night set lease_until = clock_timestamp() + $2 * "
                                    "interval '1 millisecond' where token = $1",
                                    {Octets{token}, lease.count()});
                transaction.commit();
            }
        } catch (const StoreError&) {
            return;
        }
    }

    Database connection; ///< Its session holds the lock; gone with this object.
    std::string token;
    milliseconds lease;
    std::optional<NightHolder> taken_from;
    std::jthread renewing; ///< Last, so that it ends first.
};

NightOwnership::NightOwnership(std::unique_ptr<Held> held) : held_(std::move(held)) {}
NightOwnership::~NightOwnership() = default;
NightOwnership::NightOwnership(NightOwnership&&) noexcept = default;
NightOwnership& NightOwnership::operator=(NightOwnership&&) noexcept = default;

// Everybody who enters does so one after the other, and lock and row change together: so whoever
// finds the lock taken reads the lease of the one who has it. Whoever hangs in here is ended too.
std::optional<NightOwnership> NightOwnership::take(Database connection, const NightHolder& holder,
                                                   milliseconds lease)
{
    std::optional<NightHolder> taken_from;
    std::string token = crypto::random_octets(16);
    {
        auto transaction = connection.begin();
        end_when_silent(transaction, lease);
        transaction.execute("select pg_advisory_xact_lock($1)", {entering_number});
        bool mine = lock(transaction);
        if (!mine) {
            taken_from = night_holder(transaction);
            mine = end_silent_holder(transaction) && lock(transaction);
        }
        if (!mine) return std::nullopt;
        write_holder(transaction, holder, token, lease);
        transaction.commit();
    }
    return NightOwnership(std::make_unique<Held>(std::move(connection), std::move(token), lease,
                                                 std::move(taken_from)));
}

const std::optional<NightHolder>& NightOwnership::taken_from() const
{
    return held_->taken_from;
}

void NightOwnership::note_run(Transaction& transaction, std::int64_t run) const
{
    check(transaction);
    transaction.changed("update night set run = $1 where token = $2", {run, Octets{held_->token}});
}

void NightOwnership::check(Transaction& transaction) const
{
    end_when_silent(transaction, held_->lease);
    if (transaction
            .execute("select only_row from night where token = $1 for share",
                     {Octets{held_->token}})
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
