#pragma once

#include "batch/crypto/secret_key.h"
#include "batch/receivers/receiver.h"
#include "batch/store/database.h"
#include "batch/store/journal.h"
#include "batch/vault/vault.h"

#include <optional>
#include <string>

// What municipalities tell us of a report: that they have it, or that their case system refused it.

namespace reservepost::batch::letters {

/// What an answer came to. Each has its plain sentence for whoever asked.
enum class AnswerOutcome {
    Confirmed,        ///< No letter will be made.
    AlreadyConfirmed, ///< Nothing changed.
    ConfirmedLate,    ///< The letter is already on its way; recorded, nothing else changes.
    KeptForLater,     ///< No such report yet: kept for 48 hours.
    BeingDeleted,     ///< It was handled, and its original is on its way out.
    ProofMissing,     ///< The receiver asks for proof of possession, and none was given.
    ProofWrong,       ///< What was named is not the digest of what came in.
    ProofTooEarly,    ///< Proof is asked for, and the report is not here to compare with.
    Rejected,         ///< It goes as a letter at once.
    AlreadyPosting,   ///< It is on its way as a letter already.
    RejectedLate,     ///< It was confirmed before: an incident, as nobody may have it now.
    OtherReceiver,    ///< The report is another receiver's; nothing changed.
    InQuarantine,     ///< A person must look at it first; nothing changed.
    Unknown,          ///< No such report.
};

std::string_view to_text(AnswerOutcome outcome); ///< "confirmed", "confirmed-late" …

/// What to tell whoever asked, in one sentence.
std::string_view sentence_of(AnswerOutcome outcome);

/// Whether the answer did what was asked for.
bool is_accepted(AnswerOutcome outcome);

struct AnswerDesk {
    store::Database& database;
    vault::Vault& vault;
    const crypto::SecretKey& lookup_key;
    store::Occasion occasion;
};

/// `receiver` says that it has the report of that reference.
///
/// Confirming and packing race for the same row locks, and exactly one wins: while no letter of
/// the report is packed, all its open letters are withdrawn; afterwards the confirmation is only
/// recorded. The fact is in every store before the database commits. Throws when database or vault
/// are away; then nothing is confirmed.
///
/// `proof` is the SHA-256, as hexadecimal digits, of what the receiver's case system has stored;
/// where it is given, or the receiver's row asks for it, a confirmation counts only when it is that
/// of the octets that came in.
AnswerOutcome confirm(AnswerDesk& desk, const std::string& reference,
                      const receivers::ReceiverKey& receiver,
                      const std::optional<std::string>& proof = std::nullopt);

/// The receiver's case system refused the report: it is due at once. `message` is the system's
/// `feilmelding`, sealed like the content, and may be empty. One that was confirmed before is not
/// posted by itself; the incident keeps its original from being deleted until a person has looked.
AnswerOutcome reject(AnswerDesk& desk, const std::string& reference,
                     const receivers::ReceiverKey& receiver, const std::string& message);

} // namespace reservepost::batch::letters
