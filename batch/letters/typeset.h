#pragma once

#include "batch/letters/typesetter.h"
#include "batch/store/journal.h"
#include "batch/store/silence.h"

#include <chrono>
#include <functional>

namespace reservepost::batch::letters {

struct TypesetCount {
    std::int64_t typeset = 0;
    std::int64_t held = 0;
    std::int64_t uncovered_characters = 0; ///< Printed as code points.
};

/// Who composes: threads of this process, each with a connection of its own. Any number of
/// processes may do so on one database at once; no letter is composed by two of them.
struct Workers {
    int threads = 1;
    /// Makes a connection for each thread but the first; without it there is only that one.
    std::function<store::Database()> connect = {};
    /// How long the letters of a chunk stay claimed by a worker of which nothing is heard.
    std::chrono::milliseconds lease = store::usual_lease;
};

/// Composes every gathered letter to learn its pages, sheets and envelope; the pages themselves are
/// not kept. A letter that cannot be made is held with its reason, and the others go on. Each
/// worker claims chunks of letters with `skip locked`, each in a transaction of its own. One that
/// dies gives its chunk back at once; one that hangs, when its lease is over: PostgreSQL then ends
/// its session, and it throws `StoreError` should it ever wake.
TypesetCount typeset(store::Database& database, const Typesetter& typesetter,
                     const store::Occasion& occasion, const Workers& workers = {});

/// Sends letters that were set with other templates, other fonts or another version of their
/// receiver (or its host) back to `gathered`. Gives how many.
std::int64_t reset_outdated(store::Database& database, const Typesetter& typesetter,
                            const store::Occasion& occasion);

} // namespace reservepost::batch::letters
