#include "batch/report/another_table.h"

namespace reservepost::batch::report {

namespace {

/// Few changes are tried first: most small cells are safe by a square of four.
constexpr std::size_t most_changes_tried[] = {2, 4, 6, 8, 12, 32};

/// Of one look with so many changes. What would take longer is found when more is hidden.
constexpr std::int64_t most_steps = 2'000;

} // namespace

AnotherTable::AnotherTable(const Table& table, const std::vector<Shown>& shown)
    : table_(table), shown_(shown), places_(table.cells.size()), change_(table.cells.size(), 0),
      excess_(table.sums.size(), 0)
{
    for (std::size_t sum = 0; sum < table.sums.size(); ++sum) {
        places_[table.sums[sum].total].push_back({sum, -1});
        for (const std::size_t part : table.sums[sum].parts)
            places_[part].push_back({sum, +1});
    }
}

std::vector<std::size_t> AnotherTable::find(std::size_t cell)
{
    for (const std::size_t most : most_changes_tried)
        for (const int change : {+1, -1}) {
            steps_left_ = most_steps;
            if (!may(cell, change) || !balance_with(cell, change, most)) continue;
            const auto found = changed_;
            while (!changed_.empty())
                take_back(changed_.back());
            return found;
        }
    return {};
}

/// Whether the reader would not notice.
bool AnotherTable::may(std::size_t cell, int change) const
{
    if (change_[cell] != 0) return false;
    const std::int64_t value = table_.cells[cell].value + change;
    switch (shown_[cell]) {
    case Shown::Value:
        return false;
    case Shown::Small:
        return value > 0 && value < least_shown;
    case Shown::Hidden:
        return value > 0;
    case Shown::Never:
        break;
    }
    return value >= 0;
}

void AnotherTable::put(std::size_t cell, int change)
{
    change_[cell] = change;
    changed_.push_back(cell);
    for (const Place& place : places_[cell])
        excess_[place.sum] += place.sign * change;
}

void AnotherTable::take_back(std::size_t cell)
{
    for (const Place& place : places_[cell])
        excess_[place.sum] -= place.sign * change_[cell];
    change_[cell] = 0;
    changed_.pop_back();
}

bool AnotherTable::balance_with(std::size_t cell, int change, std::size_t most_changes)
{
    put(cell, change);
    if (balance(most_changes)) return true;
    take_back(cell);
    return false;
}

/// Changes more cells until every sum comes out again.
bool AnotherTable::balance(std::size_t most_changes)
{
    if (--steps_left_ < 0) return false;
    // Only sums that hold a changed cell can be out of balance.
    for (const std::size_t changed : changed_)
        for (const Place& place : places_[changed]) {
            const int excess = excess_[place.sum];
            if (excess == 0) continue;
            if (changed_.size() == most_changes) return false;
            const Sum& sum = table_.sums[place.sum];
            const int needed = excess > 0 ? -1 : +1;
            for (const std::size_t part : sum.parts)
                if (may(part, needed) && balance_with(part, needed, most_changes)) return true;
            return may(sum.total, -needed) && balance_with(sum.total, -needed, most_changes);
        }
    return true;
}

} // namespace reservepost::batch::report
