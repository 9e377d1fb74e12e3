#pragma once

#include "batch/store/silence.h"
#include "holidays/instant.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace reservepost::batch::store {

/// Who owns the night: one process at a time, on any host.
struct NightHolder {
    std::string host;
    std::int64_t pid = 0;
    holidays::Instant since;         ///< The run's start.
    std::optional<std::int64_t> run; ///< Known as soon as the run has a number.
};

/// Another process has taken the night over; this one must do nothing more outside.
class NightTakenOver : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The right to do what only one process may: everything outside the database. It stands on a lock
/// of a session of its own, which PostgreSQL frees the moment that its holder dies, and on a row
/// with a random token, against which every outside step is checked. On top lies a lease for a
/// holder that hangs, or whose host went away without a word: it is renewed by a thread of its own
/// and counted by the database's clock, so that a rehearsal's standing clock does not matter.
class NightOwnership {
public:
    /// Takes the night over `connection`, which is used for nothing else from then on. Nothing when
    /// another process has it (`night_holder` says who). It waits a quarter of a second at most, so
    /// that the lock of a process just killed is free.
    ///
    /// Takes it from a holder whose lease has run out: ends the session that has the lock, and puts
    /// its own token in place of the holder's, whose next outside step throws `NightTakenOver`.
    static std::optional<NightOwnership> take(Database connection, const NightHolder& holder,
                                              std::chrono::milliseconds lease = usual_lease);

    ~NightOwnership();
    NightOwnership(NightOwnership&&) noexcept;
    NightOwnership& operator=(NightOwnership&&) noexcept;

    /// From whom it was taken because its lease had run out; mostly nobody.
    const std::optional<NightHolder>& taken_from() const;

    /// Writes the run's number into the row.
    void note_run(Transaction& transaction, std::int64_t run) const;

    /// Throws `NightTakenOver` unless this process still owns the night, and keeps others from
    /// taking it until `transaction` ends; or until the lease is over without a statement, when
    /// PostgreSQL ends the session. First statement of every transaction of an outside step.
    void check(Transaction& transaction) const;

private:
    struct Held;
    explicit NightOwnership(std::unique_ptr<Held> held);
    std::unique_ptr<Held> held_;
};

/// Who owns the night right now, or nothing when nobody does.
std::optional<NightHolder> night_holder(Transaction& transaction);

} // namespace reservepost::batch::store
