#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

// Which counts may stand in a table that others read, so that nobody finds a person in it: neither
// by a small number nor by taking numbers from one another. Knows nothing of what is counted.

namespace reservepost::batch::report {

/// A count below this one may point to a person, and is never shown. Nought points to nobody.
inline constexpr std::int64_t least_shown = 5;

/// One count of a table.
struct Cell {
    std::int64_t value = 0; ///< Not negative.
    /// False for what the table does not show, but which its reader could work out.
    bool in_table = true;
    bool operator==(const Cell&) const = default;
};

/// What every reader of the table knows: one cell is the sum of others.
struct Sum {
    std::size_t total = 0; ///< Numbers of cells, from 0.
    std::vector<std::size_t> parts;
    bool operator==(const Sum&) const = default;
};

/// Counts, and how they hang together.
struct Table {
    std::vector<Cell> cells;
    std::vector<Sum> sums;
};

/// What of a cell is shown.
enum class Shown {
    Value,  ///< The number.
    Small,  ///< That it is 1 to 4.
    Hidden, ///< Only that it is not nought: else a small one could be worked out.
    Never,  ///< Not in the table.
};

/// What of each cell is shown, in the table's order. Every cell of 1 to 4, in the table or not, is
/// safe: there is another table of counts that the reader cannot tell from this one, in which that
/// cell is one more or one less. Such a table is found for each, not argued for; where there is
/// none, more is hidden, small numbers before large ones and parts before totals.
///
/// Nought is always shown. Throws `std::invalid_argument` where a sum does not come out.
std::vector<Shown> suppress(const Table& table);

} // namespace reservepost::batch::report
