#pragma once

#include "batch/deletion/lookup.h"
#include "batch/json/value.h"

#include <filesystem>
#include <string>
#include <vector>

// The certificate of one deletion, with the fields that NIST SP 800-88 (rev. 2, appendix C) asks
// for. It says nothing but what the log says, and what of it cannot be said.

namespace reservepost::batch::deletion {

/// Where one store's keys lie: what is left on such a device after a key file was destroyed is
/// nobody's to promise.
struct KeyPlace {
    std::string store;           ///< "store 1".
    std::string device;          ///< "8:1", as the kernel numbers it.
    bool beside_content = false; ///< The store's content lies on the same device.

    bool operator==(const KeyPlace&) const = default;
};

/// The key place of the store that the configuration names as the `number`th, from 1. Throws
/// `std::system_error` when content or keys are away.
KeyPlace key_place(int number, const std::filesystem::path& content,
                   const std::filesystem::path& keys);

/// Why a certificate says less than its reader may hope.
enum class Limit {
    RemanenceNotExcluded, ///< A key place lies on the device of its content.
    StoreDropped,         ///< A store was given up without destroying the keys in it.
    PlacesUnknown,        ///< It was made from a copy of the log, far from the stores.
};

/// One deletion, completed, and its proofs. Leaves are kept as they stand in the log.
struct Certificate {
    std::string verifier_key; ///< The log's verifier key, as a line; its name is the log's origin.
    LoggedDeletion deletion;
    std::uint64_t log_size = 0;   ///< Leaves under the checkpoint that the proofs end in.
    std::string root;             ///< That checkpoint's root, in base64.
    json::Value deleted;          ///< The `deleted` leaf.
    json::Value ring;             ///< The `ring` leaf that completed it.
    std::string proof;            ///< Of the `deleted` leaf, as a `.tlog-proof`.
    std::string ring_proof;       ///< Of the `ring` leaf.
    std::vector<KeyPlace> places; ///< As they are when it is made; empty: not known.

    std::vector<Limit> limits() const;
    /// "cryptographic erase", unless a store was dropped with keys in it: then it may not be called
    /// that, and this says what it was.
    std::string method() const;
    /// As the leaf has it, with the same exception.
    std::string technique() const;
    /// Whether every store that held a copy destroyed it.
    bool every_copy() const;
};

/// The certificate of `deletion`, which `find_deletions` found in `log`. Both proofs are checked by
/// the verifier's own code before it is given. Throws `std::invalid_argument` for a deletion that
/// is not completed yet, and `LogDamaged` when a proof does not hold.
Certificate make_certificate(const LogReader& log, const VerifierKey& key,
                             const LoggedDeletion& deletion, std::vector<KeyPlace> places);

/// The certificate as JSON, which decides; docs/deletion-log.md tells its members.
json::Value value_of(const Certificate& certificate);

} // namespace reservepost::batch::deletion
