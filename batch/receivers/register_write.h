#pragma once

#include "batch/receivers/receiver_fields.h"
#include "batch/receivers/register_change.h"
#include "batch/receivers/register_rows.h"

#include <span>

// What changing and approving share, for the files beside this one.

namespace reservepost::batch::receivers {

/// One change of the register at a time, and none while a package is closed.
void lock_register(store::Transaction& transaction);

/// `snapshot` with `receivers` in the place of those with the same numbers, or added.
Snapshot with_receivers(Snapshot snapshot, std::span<const Receiver> receivers);

/// The receivers of `known` that lose the default district because `after` becomes it, without it.
std::vector<Receiver> displaced_by(const Receiver& after, const Snapshot& known);

/// Throws `std::invalid_argument` with a line for each fault. There must be one.
[[noreturn]] void refuse(const std::vector<Fault>& faults);

/// Stores `after` as the next version of `before`, or as a new receiver, and journals it.
ChangedReceiver store_version(store::Transaction& transaction, const Receiver* before,
                              Receiver after, const VersionOrigin& origin,
                              const store::Occasion& occasion);

/// A line of the journal about a receiver.
void journal_receiver(store::Transaction& transaction, const store::Occasion& occasion,
                      const ReceiverKey& key, const char* event, std::string why);

/// Writes down what waits. The number is given; `before` and the rest are not stored.
std::int64_t insert_waiting(store::Transaction& transaction, const std::vector<FieldChange>& fields,
                            bool also_waiting, const store::Occasion& occasion);

/// What waits, each field's `before` as it stands in `snapshot`.
std::vector<WaitingChange> waiting_changes(store::Transaction& transaction,
                                           const Snapshot& snapshot);

} // namespace reservepost::batch::receivers
