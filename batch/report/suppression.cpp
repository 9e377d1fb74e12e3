#include "batch/report/suppression.h"

#include "batch/report/another_table.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <tuple>

namespace reservepost::batch::report {

namespace {

bool is_small(const Cell& cell)
{
    return cell.value > 0 && cell.value < least_shown;
}

void refuse_wrong_sums(const Table& table)
{
    for (const Sum& sum : table.sums) {
        std::int64_t value = 0;
        for (const std::size_t part : sum.parts)
            value += table.cells.at(part).value;
        if (value != table.cells.at(sum.total).value)
            throw std::invalid_argument("a table's parts do not make its total [this is a bug]");
    }
}

/// Hides until every small cell is safe.
class Suppression {
public:
    explicit Suppression(const Table& table) : table_(table), safe_(table.cells.size(), false)
    {
        refuse_wrong_sums(table);
        index_sums();
        for (const Cell& cell : table.cells)
            shown_.push_back(!cell.in_table   ? Shown::Never
                             : is_small(cell) ? Shown::Small
                                              : Shown::Value);
    }

    std::vector<Shown> find()
    {
        AnotherTable another(table_, shown_);
        // What is hidden later only gives more tables to choose from: who is safe stays so.
        for (std::size_t cell = 0; cell < table_.cells.size(); ++cell)
            while (is_small(table_.cells[cell]) && !safe_[cell]) {
                const auto changed = another.find(cell);
                for (const std::size_t one : changed)
                    safe_[one] = true;
                if (changed.empty()) hide_more(cell);
            }
        return std::move(shown_);
    }

private:
    /// Hides one cell more among those that stand in a sum with `cell`, or with what is hidden and
    /// hangs together with it: a number, or else what is told of a small one.
    void hide_more(std::size_t cell)
    {
        const auto near = around(cell);
        auto chosen = number_to_lose(near);
        if (!chosen) chosen = small_one(near);
        if (!chosen)
            throw std::logic_error("everything is hidden and a small count still shows "
                                   "[this is a bug]");
        hide(*chosen);
    }

    void hide(std::size_t cell)
    {
        if (!is_open(cell))
            for (const std::size_t sum : sums_of_[cell])
                ++open_in_[sum];
        shown_[cell] = Shown::Hidden;
    }

    std::vector<bool> around(std::size_t cell) const
    {
        std::vector<bool> near(table_.cells.size(), false);
        std::vector<bool> seen(table_.sums.size(), false);
        std::vector<std::size_t> ahead = {cell};
        near[cell] = true;
        while (!ahead.empty()) {
            const std::size_t one = ahead.back();
            ahead.pop_back();
            if (!is_open(one)) continue;
            for (const std::size_t sum : sums_of_[one]) {
                if (seen[sum]) continue;
                seen[sum] = true;
                for (const std::size_t other : members_of(table_.sums[sum])) {
                    if (!near[other]) ahead.push_back(other);
                    near[other] = true;
                }
            }
        }
        return near;
    }

    /// The number whose loss hurts least: one in whose sums something is hidden already, so that it
    /// closes a circle; parts before totals, small ones before large ones.
    std::optional<std::size_t> number_to_lose(const std::vector<bool>& near) const
    {
        std::optional<std::size_t> best;
        std::tuple<std::size_t, bool, std::int64_t> least;
        for (std::size_t cell = 0; cell < near.size(); ++cell) {
            if (!near[cell] || is_open(cell) || table_.cells[cell].value == 0) continue;
            const std::tuple loss{whole_sums_of(cell), bool(is_total_[cell]),
                                  table_.cells[cell].value};
            if (best && loss >= least) continue;
            best = cell;
            least = loss;
        }
        return best;
    }

    std::optional<std::size_t> small_one(const std::vector<bool>& near) const
    {
        for (std::size_t cell = 0; cell < near.size(); ++cell)
            if (near[cell] && shown_[cell] == Shown::Small) return cell;
        return std::nullopt;
    }

    bool is_open(std::size_t cell) const { return shown_[cell] != Shown::Value; }

    /// Of how many sums, in which it stands, all members are shown.
    std::size_t whole_sums_of(std::size_t cell) const
    {
        return static_cast<std::size_t>(std::ranges::count_if(
            sums_of_[cell], [&](std::size_t sum) { return open_in_[sum] == 0; }));
    }

    void index_sums()
    {
        sums_of_.resize(table_.cells.size());
        is_total_.resize(table_.cells.size(), false);
        open_in_.resize(table_.sums.size(), 0);
        for (std::size_t sum = 0; sum < table_.sums.size(); ++sum) {
            is_total_[table_.sums[sum].total] = true;
            for (const std::size_t cell : members_of(table_.sums[sum])) {
                sums_of_[cell].push_back(sum);
                const bool open = is_small(table_.cells[cell]) || !table_.cells[cell].in_table;
                if (open) ++open_in_[sum];
            }
        }
    }

    static std::vector<std::size_t> members_of(const Sum& sum)
    {
        auto members = sum.parts;
        members.push_back(sum.total);
        return members;
    }

    const Table& table_;
    std::vector<Shown> shown_;
    std::vector<bool> safe_;
    std::vector<std::vector<std::size_t>> sums_of_; ///< Of each cell.
    std::vector<bool> is_total_;
    std::vector<int> open_in_; ///< Of each sum: members that are not shown.
};

} // namespace

std::vector<Shown> suppress(const Table& table)
{
    return Suppression(table).find();
}

} // namespace reservepost::batch::report
