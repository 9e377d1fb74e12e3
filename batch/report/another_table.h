#pragma once

#include "batch/report/suppression.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace reservepost::batch::report {

/// Looks for tables that a reader cannot tell from the true one: every number that is shown and
/// every sum is the same, what is shown as small is 1 to 4, and what is hidden is not nought.
class AnotherTable {
public:
    /// Both must outlive it; what is `shown` may become less between two looks.
    AnotherTable(const Table& table, const std::vector<Shown>& shown);

    /// The cells that differ, by one each, in such a table in which `cell` differs. Nothing where
    /// none was found among those with few changes; there may then still be one.
    std::vector<std::size_t> find(std::size_t cell);

private:
    struct Place {
        std::size_t sum;
        int sign; ///< +1 for a part, -1 for the total.
    };

    bool may(std::size_t cell, int change) const;
    void put(std::size_t cell, int change);
    void take_back(std::size_t cell);
    bool balance(std::size_t most_changes);
    bool balance_with(std::size_t cell, int change, std::size_t most_changes);

    const Table& table_;
    const std::vector<Shown>& shown_;
    std::vector<std::vector<Place>> places_; ///< Of each cell.
    std::vector<int> change_;                ///< Of each cell: -1, 0 or 1.
    std::vector<int> excess_;                ///< Of each sum: its parts' changes less its total's.
    std::vector<std::size_t> changed_;       ///< Cells, in the order of their change.
    std::int64_t steps_left_ = 0;
};

} // namespace reservepost::batch::report
