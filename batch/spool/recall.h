#pragma once

#include "batch/spool/send.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace reservepost::batch::spool {

/// What is to come back: a whole job, or one piece of it.
struct Recalled {
    std::string job; ///< Eight digits.
    std::optional<std::int64_t> piece = {};
};

enum class RecallOutcome {
    Dissolved,      ///< It was never handed over: the package is taken apart.
    TakenBack,      ///< It still lay at the house before its cut-off, unanswered, and was removed.
    HouseConfirmed, ///< A person says that the house has agreed.
    AskTheHouse,    ///< Nothing was changed: the house may have it, and must be asked.
};

struct RecallResult {
    RecallOutcome outcome = RecallOutcome::AskTheHouse;
    std::int64_t letters = 0;    ///< Superseded.
    std::int64_t made_again = 0; ///< New letters; the others' reports were confirmed meanwhile.
    /// For `AskTheHouse`: the words to read to it on the telephone.
    std::string telephone = {};
};

/// Takes a job or a piece back before it is posted. Its letters become `superseded`, and new ones
/// are gathered unless the report was confirmed meanwhile.
///
/// A closed job is dissolved. A sent one is `recalled` when its file was removed from the house
/// before the first cut-off after its sending while no receipt of it lies there; or, with
/// `confirmed_by_house`, on the word of a person that the house prints none of it. A piece comes
/// back only on such a word, and the house reports it damaged.
///
/// The file is taken away at the house first (`recall.taken-back`), then the books are changed in
/// one transaction, the facts before it commits (`recall.committed`); then it is removed. Cut off
/// between the first two, its other name there is the proof that the next call goes on with,
/// however late.
///
/// Throws `std::invalid_argument`, changing nothing, for a job or piece that does not exist or has
/// gone too far: received, over, or posted.
RecallResult recall(Dispatch& dispatch, const Recalled& what, bool confirmed_by_house,
                    std::chrono::minutes cut_off);

} // namespace reservepost::batch::spool
