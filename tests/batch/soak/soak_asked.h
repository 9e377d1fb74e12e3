#pragma once

#include <optional>

namespace reservepost::tests {

/// What the program was called with: `--seed=N`, `--kills=N`, `--reports=N`.
struct SoakAsked {
    std::optional<unsigned> seed;
    int kills = 10;
    int reports = 2000; ///< Taken in beside changes of the ring.
};

inline SoakAsked soak_asked;

} // namespace reservepost::tests
