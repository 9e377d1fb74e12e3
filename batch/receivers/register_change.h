#pragma once

#include "batch/receivers/register.h"
#include "batch/store/journal.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// How the register changes. What decides where letters go or when they are made takes effect only
// after a second person has approved it; the rest at once. What one call asks for of a receiver
// takes effect together. DESIGN.md §5.

namespace reservepost::batch::receivers {

/// One field of one receiver before and after, as the register file writes it; lists are lines.
struct FieldChange {
    ReceiverKey receiver;
    std::string field;
    std::string before; ///< Empty for a new receiver.
    std::string after;
    bool operator==(const FieldChange&) const = default;
};

/// What one call asked for and nobody has decided yet.
struct WaitingChange {
    std::int64_t number = 0; ///< From 1.
    holidays::Instant proposed_at;
    std::string proposed_by;
    bool also_waiting = false;       ///< Reports that wait already are to follow.
    std::vector<FieldChange> fields; ///< By receiver, in the order of the fields.
    bool operator==(const WaitingChange&) const = default;
};

/// A receiver that has a new version now.
struct ChangedReceiver {
    std::shared_ptr<const Receiver> before; ///< Null: it is new.
    Receiver after;
};

/// What a call has done to the register.
struct RegisterChange {
    std::vector<ChangedReceiver> in_force; ///< By receiver.
    std::optional<WaitingChange> waiting;  ///< What a second person must approve.
    bool waited_before = false;            ///< `waiting` had been asked for by an earlier call.
    std::optional<std::int64_t> approved;  ///< The number of the change that is in force now.
    bool also_waiting = false;             ///< As it was asked for.
};

/// The fields in which two versions differ; for a new receiver all that have a value.
std::vector<FieldChange> field_changes(const Receiver* before, const Receiver& after);

/// The register as it would stand with what waits. Throws `std::invalid_argument` for a value that
/// this version of the program no longer takes.
Snapshot as_wanted(const Snapshot& snapshot, const WaitingChange& change);

/// What an import did, in receivers and renumberings.
struct ImportCounts {
    int added = 0;     ///< New receivers.
    int changed = 0;   ///< Receivers that have a new version now.
    int unchanged = 0; ///< Receivers that were already so.
    int waiting = 0;   ///< New or changed as soon as a second person has approved it.
    int renumberings_added = 0;
    int renumberings_changed = 0;
    bool operator==(const ImportCounts&) const = default;
};

struct Imported {
    ImportCounts counts;
    RegisterChange change;
};

/// Stores what `file` holds, within `transaction`: a new version for each receiver whose content
/// differs from its newest, or a change that waits for a second person. Receivers that are not in
/// the file stay as they are. Renumberings take effect at once. Throws `std::invalid_argument` when
/// another change of one of these receivers waits already. Journalled with the fields' names only.
Imported import_register(store::Transaction& transaction, const RegisterFile& file,
                         const store::Occasion& occasion);

/// Field names (as in the register file) and their new values as text; lists are lines.
using Changes = std::map<std::string, std::string>;

/// Changes fields of one receiver. Values are written as in the register file without quotes:
/// "true", "2024-01-31", "4204-00"; the lines of `address` and the addresses of `warning_emails`
/// are parted by line ends or '|'. `municipality` and `district` cannot be changed. A receiver that
/// becomes the default district takes that from the one that was. Throws `std::invalid_argument`
/// with everything that is wrong, without the values, or when another change waits already; then
/// nothing has changed. Asking again for what waits already changes nothing. Journalled with the
/// fields' names only.
RegisterChange set(store::Transaction& transaction, const ReceiverKey& key, const Changes& changes,
                   bool also_waiting, const store::Occasion& occasion);

/// Whether a field decides where letters go or when they are made: a change of it needs a second
/// person once the municipality is in use.
bool needs_approval(std::string_view field);

/// What waits for a second person, oldest first.
std::vector<WaitingChange> waiting_changes(store::Transaction& transaction);

/// Puts a waiting change in force. Throws `std::invalid_argument`, and changes nothing, when there
/// is none of that number, when the occasion's actor asked for it, and when it no longer fits the
/// register.
RegisterChange approve(store::Transaction& transaction, std::int64_t number,
                       const store::Occasion& occasion);

/// Takes a waiting change back; anybody may. Gives what it was. Throws as `approve` for a number
/// that does not wait.
WaitingChange withdraw(store::Transaction& transaction, std::int64_t number,
                       const store::Occasion& occasion);

/// One version of a receiver: when it came, from whom, and what was different.
struct HistoryEntry {
    std::int64_t version = 0;
    holidays::Instant since;
    std::string changed_by;  ///< Empty in versions of an older program.
    std::string approved_by; ///< Empty where no second person was needed.
    std::optional<std::int64_t> change;
    std::vector<FieldChange> fields;
};

/// All versions of a receiver, oldest first. Throws `std::invalid_argument` for one that is not in
/// the register.
std::vector<HistoryEntry> history(store::Transaction& transaction, const ReceiverKey& key);

} // namespace reservepost::batch::receivers
