#pragma once

#include "batch/store/journal.h"
#include "batch/vault/vault.h"
#include "batch/words/record_id.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

// A file in quarantine is thrown away by two persons. Its original is kept for the retention all
// the same, and `reopen` brings it back as long as it is there.

namespace reservepost::batch::intake {

/// Why a file may be thrown away, as the database has it too.
inline constexpr std::array<std::string_view, 4> discard_causes = {
    "not-a-report",     ///< Somebody looked: it holds no report.
    "came-again-whole", ///< Cut off on its way; the sender sent it again and that one is taken in.
    "same-as-another",  ///< The report is here under another reference or content.
    "test-file"};

enum class Discard {
    Proposed,  ///< Another person must say so too.
    Discarded, ///< Two persons have said so.
};

/// What one person has said of a file that still lies in quarantine.
struct ProposedDiscard {
    std::string why;
    std::string proposed_by;
};

std::optional<ProposedDiscard> find_proposed_discard(store::Transaction& transaction,
                                                     const RecordId& record);

/// The person of `occasion` says that the file of `record` is no report. The first one proposes it,
/// a second one of the same opinion (`why`) carries it out; the fact is in every store before the
/// row is written, and the caller commits.
///
/// Throws `std::invalid_argument`, changing nothing, when it is not in quarantine, `why` is none of
/// `discard_causes` or not what the first person said, or both are the same person;
/// `vault::StoreAway` when a store is away.
Discard discard(store::Transaction& transaction, vault::Vault& vault, const RecordId& record,
                std::string_view why, const store::Occasion& occasion);

} // namespace reservepost::batch::intake
