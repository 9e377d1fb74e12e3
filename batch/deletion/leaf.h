#pragma once

#include "batch/crypto/digest.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The leaves of the deletion log: one struct a kind, each written as one canonical JSON object
// (sorted keys, no spaces, UTF-8, integers and strings only). Nothing in a leaf is personal data:
// who is meant stands there only as an HMAC under the year's digest secret.

namespace reservepost::batch::deletion {

/// Why an original was deleted.
enum class DeletionGround { Mailed, Confirmed, Discarded };

struct Tool {
    std::string name = "reservepost";
    std::string version = RESERVEPOST_VERSION;

    bool operator==(const Tool&) const = default;
};

/// The first leaf of any log.
struct OpenedLeaf {
    std::string date;   ///< Oslo date, "2027-03-31", as in all leaves; never a minute.
    std::string origin; ///< The log's name.
    Tool tool = {};
    std::optional<std::string> predecessor =
        {}; ///< The last checkpoint of the log before this one.
};

/// What a posted report's deletion rests on.
struct MailedProof {
    std::string job;                      ///< Job number, eight digits.
    crypto::Digest manifest;              ///< SHA-256 of the job's manifest.
    std::vector<crypto::Digest> receipts; ///< SHA-256 of the receipts that count, in their order.
};

/// The policies that opened the gate, as "name version".
struct PolicyVersions {
    std::string deadline;
    std::string retention;
};

/// One deletion, announced. It stands under a signed checkpoint before anything is destroyed.
struct IntentLeaf {
    std::string record;      ///< 32 hexadecimal digits, random, made for this deletion alone.
    crypto::Digest digest;   ///< HMAC-SHA-256 of the report's UUID under the year's secret.
    int digest_key = 0;      ///< The year of that secret.
    crypto::Digest receiver; ///< HMAC under the same secret of "municipality-district".
    std::string date;
    DeletionGround reason = DeletionGround::Confirmed;
    std::optional<MailedProof> mailed = {}; ///< Given if and only if the reason is `Mailed`.
    PolicyVersions policy;
};

/// What was tried to prove that no store opens the report any more, and what came of it.
struct AbsenceCheck {
    std::string tried;
    std::string outcome;
};

/// One deletion, done. It repeats its intent, so that a reader needs only this leaf.
struct DeletedLeaf {
    IntentLeaf intent; ///< As announced, but for `date`: here the day it was done.
    AbsenceCheck check;
    std::string method = "cryptographic erase";
    std::string technique = "every copy of the AES-256-GCM key destroyed (ring replaced)";
    Tool tool = {};
};

/// A ring of keys destroyed: what completed the deletions before it.
struct RingLeaf {
    std::string date;
    std::int64_t ring = 0;                 ///< The number of the old ring.
    std::vector<std::string> stores;       ///< Where it was destroyed.
    std::string how;                       ///< How it was destroyed there.
    std::vector<std::string> dropped = {}; ///< Stores given up without destroying it there.
    std::int64_t surviving = 0;            ///< Keys in the new ring.
};

/// The books: every term of the sums, and the difference, which is zero or deletion stops.
struct BalanceLeaf {
    std::string date;
    std::map<std::string, std::int64_t> terms; ///< Name (lower case, underscores) to count.
    std::int64_t difference = 0;
};

/// A new checkpoint key. The checkpoint over it carries both signatures.
struct KeyLeaf {
    std::string date;
    std::string verifier; ///< The new verifier key line.
};

/// A year's digest secret is gone: from here on that year is anonymous.
struct DigestKeyDestroyedLeaf {
    std::string date;
    int digest_key = 0; ///< The year of the secret.
    std::vector<std::string> stores;
};

/// The leaf's octets. Throws `std::invalid_argument`, without repeating the value, when a date, a
/// record or a job number is malformed, or when proof and reason do not fit each other.
std::string canonical(const OpenedLeaf& leaf);
std::string canonical(const IntentLeaf& leaf);
std::string canonical(const DeletedLeaf& leaf);
std::string canonical(const RingLeaf& leaf);
std::string canonical(const BalanceLeaf& leaf);
std::string canonical(const KeyLeaf& leaf);
std::string canonical(const DigestKeyDestroyedLeaf& leaf);

} // namespace reservepost::batch::deletion
