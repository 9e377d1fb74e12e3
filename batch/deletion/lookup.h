#pragma once

#include "batch/crypto/secret_key.h"
#include "batch/deletion/log_reader.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// "Was this report deleted, when, and why?" The log answers to whoever has the year's secret.

namespace reservepost::batch::deletion {

/// One deletion, by the leaves that tell of it.
struct LoggedDeletion {
    std::string record; ///< The random id that ties its leaves together.
    std::string digest; ///< Of its reference, in hexadecimal.
    int digest_key = 0; ///< The year under whose secret it was found.
    std::string reason; ///< "mailed", "confirmed" or "discarded".
    std::string job;    ///< Job number; empty unless mailed.
    std::string announced_on;
    std::uint64_t intent = 0;             ///< The number of its `intent` leaf.
    std::string deleted_on;               ///< Empty while it is announced and not done.
    std::optional<std::uint64_t> deleted; ///< Of its `deleted` leaf.
    std::string completed_on; ///< The date of the `ring` leaf after it; empty where there is none.
    /// Of the `ring` leaf after it: the keys destroyed, which completed it.
    std::optional<std::uint64_t> ring;

    /// The leaf that says most: `deleted`, or `intent` while there is none.
    std::uint64_t telling_leaf() const { return deleted.value_or(intent); }
    bool operator==(const LoggedDeletion&) const = default;
};

/// What a log answers.
struct LogAnswer {
    std::vector<LoggedDeletion> deletions; ///< In the order in which they were announced.
    std::set<int> years;                   ///< Years under whose secrets deletions are logged.
    std::set<int> destroyed;               ///< Those of them whose secret the log says is gone.
};

/// Every deletion with one of these digests. One walk over the log.
LogAnswer find_deletions(const LogReader& log, const std::set<crypto::Digest>& digests);

/// Every deletion of a receiver with one of these digests. One walk over the log.
LogAnswer find_deletions_of_receiver(const LogReader& log, const std::set<crypto::Digest>& digests);

/// The digests that a reference (a UUID in lower case) or a receiver ("0301-05") has in the log,
/// one for each year's secret.
std::set<crypto::Digest> digests_of(std::string_view named,
                                    const std::map<int, crypto::SecretKey>& secrets);

} // namespace reservepost::batch::deletion
