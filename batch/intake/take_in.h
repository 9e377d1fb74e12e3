#pragma once

#include "batch/crypto/certificate.h"
#include "batch/crypto/secret_key.h"
#include "batch/intake/judge.h"
#include "batch/receivers/receiver.h"
#include "batch/store/database.h"
#include "batch/store/journal.h"
#include "batch/store/silence.h"
#include "batch/vault/vault.h"
#include "holidays/calendar.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace reservepost::batch::intake {

/// A file as it was read, and its companion where there is one.
struct Incoming {
    std::string name;   ///< Without folders: "UUID.json".
    std::string octets; ///< At most 64 MiB, without the envelope where it came in one.
    std::optional<std::string> meta;
    /// What it is, where that has been judged already.
    std::optional<Judgement> judgement = std::nullopt;
};

enum class Outcome {
    TakenIn,        ///< Stored, read back, and its row committed.
    AlreadyTakenIn, ///< The same reference with the same content is there.
    Quarantined,    ///< Stored like a report; a person must look.
    ErrorMessage,   ///< A `feilmelding`: named as what it is and left alone.
    NoReference,    ///< Its name holds no UUID: left where it is.
};

std::string_view to_text(Outcome outcome); ///< "taken-in", "already-taken-in" …

/// What became of one file.
struct IntakeAnswer {
    std::string name;
    Outcome outcome = Outcome::TakenIn;
    /// What a person must know, and what would be right; empty where all is well. Nothing of the
    /// content is in it.
    std::string sentence;
    std::optional<RecordId> record;
    std::string route;       ///< Code of the route; empty where there is no report.
    int departures = 0;      ///< Places where it leaves its schema.
    bool needs_look = false; ///< Something is new in quarantine or held.
    bool stored() const { return outcome == Outcome::TakenIn || outcome == Outcome::Quarantined; }
    /// The very content is in every store, so that the file is needed no more.
    bool is_safe() const { return stored() || outcome == Outcome::AlreadyTakenIn; }
};

/// What intake works with. The references outlive it.
struct IntakeDoor {
    store::Database& database;
    vault::Vault& vault;
    const crypto::SecretKey& lookup_key;
    /// The digest secrets of the deletion log: they tell a reference that was deleted before.
    const std::vector<crypto::SecretKey>& digest_secrets;
    const holidays::Calendar& calendar;
    store::Occasion occasion;
    bool assign_references = false; ///< Rehearsal only: a file without a UUID is given one.
    /// Opens what is sealed to the installation; null where it has no intake key.
    const crypto::Identity* recipient = nullptr;
    /// How long an intake of which nothing is heard keeps others waiting.
    std::chrono::milliseconds lease = store::usual_lease;
};

/// Takes in a group of files, in an order that does not lie:
///
///     1. content and key synced in every store
///     2. read back and opened from every store
///     3. rows committed
///     4. the answer given
///
/// (5., removing the file from the inbox, is `inbox.h`'s.) A crash after 2 is adopted by
/// `adopt_entries`; after 3 the file is "already taken in". One answer for each file, in order.
/// Nothing that may be a report is refused: what cannot be read is quarantined.
///
/// Throws when a store or the database is away; then nothing was answered as taken in.
std::vector<IntakeAnswer> take_in(IntakeDoor& door, std::span<const Incoming> files);

/// Waits until no other intake is at work on the database, and keeps others out until the
/// transaction ends. To be taken before any other lock.
void wait_for_turn(store::Transaction& transaction,
                   std::chrono::milliseconds lease = store::usual_lease);

struct Adoption {
    int adopted = 0;
    int spare_copies = 0;
    int set_aside = 0;
};

/// Makes rows for entries of the vault that open but have none: what an intake left that was cut
/// off between 2 and 3. What opens in no store is moved to `unfinished/`, an incident.
Adoption adopt_entries(IntakeDoor& door);

/// A reference or content as the database knows it.
crypto::Digest lookup_digest(const crypto::SecretKey& lookup_key, std::string_view octets);

} // namespace reservepost::batch::intake
