#pragma once

#include "batch/receivers/receiver.h"
#include "batch/store/database.h"
#include "batch/store/journal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reservepost::batch::letters {

/// A letter a person must look at.
struct HeldLetter {
    std::int64_t id = 0;
    std::string kind;
    std::string code;
    std::string sentence;
    std::string receiver; ///< "0301-05", or empty where none is found.
    holidays::Instant due_at;
    holidays::Instant gathered_at;
};

/// All held letters, earliest deadline first.
std::vector<HeldLetter> list_held(store::Transaction& transaction);

/// Gives a held letter back to the night: it is set again in the next run, and held again if the
/// cause still stands. With `receiver` the report gets that receiver, which the letter says; its
/// deadline stays. Throws `std::invalid_argument` when there is no such held letter or receiver, or
/// when the letter has no receiver and none is given.
void release(store::Transaction& transaction, std::int64_t letter,
             const std::optional<receivers::ReceiverKey>& receiver,
             const store::Occasion& occasion);

/// Releases the letters that are held because the post brought the one before back, where the
/// receiver's letters go to another address now than that one did, its host's included; their
/// incidents are resolved. Gives how many.
std::int64_t release_returned(store::Transaction& transaction, const store::Occasion& occasion);

} // namespace reservepost::batch::letters
