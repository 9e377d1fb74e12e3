#pragma once

#include "batch/letters/typesetter.h"
#include "batch/store/journal.h"

namespace reservepost::batch::letters {

struct TypesetCount {
    std::int64_t typeset = 0;
    std::int64_t held = 0;
    std::int64_t uncovered_characters = 0; ///< Printed as code points.
};

/// Composes every gathered letter to learn its pages, sheets and envelope; the pages themselves are
/// not kept. A letter that cannot be made is held with its reason, and the others go on. Chunks of
/// letters are claimed with `skip locked`, each in a transaction of its own, and composed by
/// `threads` threads.
TypesetCount typeset(store::Database& database, const Typesetter& typesetter,
                     const store::Occasion& occasion, int threads);

/// Sends letters that were set with other templates, other fonts or another version of their
/// receiver (or its host) back to `gathered`. Gives how many.
std::int64_t reset_outdated(store::Database& database, const Typesetter& typesetter,
                            const store::Occasion& occasion);

} // namespace reservepost::batch::letters
