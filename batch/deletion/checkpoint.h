#pragma once

#include "batch/crypto/digest.h"
#include "batch/crypto/ed25519.h"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

// A checkpoint is the log's size and root (C2SP tlog-checkpoint), signed as a note (C2SP
// signed-note). The note knows nothing of logs and serves anything else that is signed as text.

namespace reservepost::batch::deletion {

/// A note, checkpoint or verifier key that is not well-formed, or not signed by the key asked for.
class NoteError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A public Ed25519 key with the name it signs under: `name+hex(id)+base64(0x01 ‖ key)` as a line.
struct VerifierKey {
    std::string name;       ///< Not empty, no white space, no plus sign.
    std::string public_key; ///< 32 octets.

    /// Throws `NoteError` unless `line` is a verifier key whose id belongs to its name and key.
    static VerifierKey from_line(std::string_view line);
    std::string line() const;
    /// The first four octets of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key).
    std::string id() const;

    bool operator==(const VerifierKey&) const = default;
};

/// One signature line of a note, of whatever kind and by whomever.
struct NoteSignature {
    std::string name;
    std::string key_id;    ///< 4 octets.
    std::string signature; ///< What follows the key id; 64 octets for Ed25519.

    bool operator==(const NoteSignature&) const = default;
};

struct SignedNote {
    std::string body; ///< Ends with a line end; this is what is signed.
    std::vector<NoteSignature> signatures;

    /// Takes a note apart, with up to 64 signatures; checks none of them. Throws `NoteError`.
    static SignedNote parse(std::string_view text);
    std::string text() const;

    /// Adds the signature of `key` under `name`.
    void sign(const std::string& name, const crypto::SigningKey& key);
    /// Whether `key` signed the body. Signatures by others are ignored; one that claims to be by
    /// `key` and is wrong makes the whole false.
    bool signed_by(const VerifierKey& key) const;

    bool operator==(const SignedNote&) const = default;
};

/// A log's name, size and root at one moment.
struct Checkpoint {
    std::string origin; ///< The log's name, also the name its key signs under.
    std::uint64_t size = 0;
    crypto::Digest root;

    /// Reads a note's body; extension lines are allowed and not kept. Throws `NoteError`.
    static Checkpoint from_body(std::string_view body);
    std::string body() const;

    bool operator==(const Checkpoint&) const = default;
};

/// The checkpoint in `text`, if `key` signed it and its origin is the key's name. Throws
/// `NoteError` otherwise.
Checkpoint open_checkpoint(std::string_view text, const VerifierKey& key);

} // namespace reservepost::batch::deletion
