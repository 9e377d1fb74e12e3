#pragma once

#include "batch/deletion/verifier.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// The reviewer's side of a single proof (C2SP tlog-proof): that one leaf is in the log, without the
// log. Like the rest of the verifier it shares no code with the writer.

namespace reservepost::batch::deletion {

/// The longest proof that is read: a leaf of 65,535 octets, 63 hashes, and a checkpoint with more
/// signatures than any log has witnesses.
inline constexpr std::size_t longest_proof = 256 * 1024;

/// What a proof says, and everything that is wrong with it.
struct ProofReport {
    VerifyReport checked;    ///< Findings, and origin, size and root of the proof's checkpoint.
    std::uint64_t index = 0; ///< The leaf's number, from 0.
    std::string leaf;        ///< The leaf's octets; empty when the proof holds none.

    bool sound() const { return checked.sound(); }
};

/// Checks a proof: form, signature, that its leaf lies at its index under the signed root, and that
/// the leaf is one of this log's. The leaf is what the proof's `extra` line holds; a proof without
/// one is not judged sound. Throws `std::runtime_error` only for a malformed verifier key line.
ProofReport verify_proof(std::string_view proof, std::string_view verifier_key_line);

/// The checkpoint in a proof, or all of `text` when it is no proof: whoever keeps a proof keeps an
/// older checkpoint.
std::string_view checkpoint_in(std::string_view text);

} // namespace reservepost::batch::deletion
